/**
 * The log: the write-ahead log of this device (rules W1, W5). Tiny, strictly durable, and never deleted from by code
 * before the server has shown what it was sent. Its migrations only add.
 */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import { assert } from '../../domain/assert.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import type { StoredRing } from '../keys/open-ring.ts';
import type { KeyFiles } from '../platform/key-files.ts';
import type { Codec } from '../replica/codec.ts';
import type { StoredKey, StoredPin } from './pins.ts';
import type { StoredSessionKey } from './session-key.ts';

/** Where the databases live; tests and simulations bring their own. */
export type DatabaseSeam = Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> & { readonly keyFiles?: KeyFiles };

/** Arguments as they are, or as gzipped JSON where they are large (import batches). */
export type OpenArgs =
  | { readonly form: 'plain'; readonly value: unknown }
  | { readonly form: 'gzip'; readonly bytes: Uint8Array<ArrayBuffer> };

/** Arguments at rest: where they say something of a person, as the codec sealed them (rule E3). */
export type StoredArgs =
  | OpenArgs
  | { readonly form: 'sealed'; readonly of: OpenArgs['form']; readonly bytes: Uint8Array<ArrayBuffer> };

/** A log entry whose arguments were not sealed. */
export interface OpenEntry extends Omit<LogEntry, 'args'> {
  readonly args: OpenArgs;
}

/** A log entry as it is stored. */
export interface StoredEntry extends Omit<LogEntry, 'args'> {
  readonly args: StoredArgs;
}

/** An entry that the feed has shown; kept for a restored server (rules W5, X2). */
export interface RetainedEntry extends StoredEntry {
  /** When the feed had shown it, by the server's clock. */
  readonly retainedAt: number;
}

/** `local`: a shop without a server (rule X7). `demo`: a local shop with made-up data. */
export type ShopNature = 'local' | 'demo' | 'connected';

/** What the device is, and where its log stands. One record. */
export interface LogState {
  readonly key: 'log';
  readonly tenantId: string;
  readonly shopName: string;
  readonly nature: ShopNature;
  readonly deviceId: string;
  /** The person who acts, until staff can sign in. */
  readonly actorId: string;
  /** A random id made with every new log; (device, incarnation) numbers its entries without gaps. */
  readonly incarnation: string;
  readonly nextSeq: number;
  /** The hash of the chain up to the last entry; empty before the first. */
  readonly lastChain: string;
  /** The parts of the next receipt number, for example `B2`, `A`, 4417 (rule X4). */
  readonly receiptCode: string;
  readonly series: string;
  readonly nextReceipt: number;
  /** The server's epoch (rule X1); empty in a local shop. */
  readonly epoch: string;
  /** To which queue files are sealed, until the feed brings it (rule A6). */
  readonly queueKey?: string | undefined;
  /** Server time − device time, as last estimated. */
  readonly estimatedOffsetMs: number;
  /** The last seq the server has said to have taken. Such entries are still pending until the feed shows them (rule F4). */
  readonly acknowledgedSeq: number;
  /** All entries up to this one lie in `retained`. */
  readonly retainedSeq: number;
  /**
   * After a restore of the server (rule X2): so many entries at the beginning of this incarnation had been confirmed before and are sent
   * again; they need no applying here.
   */
  readonly resentSeq?: number;
  /** Outcomes up to here are of logs before that restore. */
  readonly restoredV?: number;
  /** This device had lost something of its log, and documents were read back from copies (rule W8); until somebody has taken note. */
  readonly readBack?: ReadBack | undefined;
  /** Raised by each pass that takes people out of the log: what is saved from then on is sealed under another key (rule E3). */
  readonly keyGeneration?: number;
  /** Everything in the log was written anew since that was raised to so much. */
  readonly rewrittenTo?: number;
  /** The shop is being taken off this device: nothing may be saved that would go with it. */
  readonly leaving?: boolean;
  /** The server has shut this device out (DESIGN §9). */
  readonly shutOut?: ShutOut;
}

/** Documents that were read back from copies. Copies hold no other changes: what else was unsent may be gone. */
interface ReadBack {
  /** When it was last done, by this device's clock. */
  readonly at: number;
  readonly documents: number;
}

/** How far a device has come that was shut out of the shop. */
export interface ShutOut {
  /** Changes that the server has put aside for a manager. */
  readonly handedIn: number;
  /** The server has all that was saved here: nothing more is saved, and the shop is removed from this device. */
  readonly isOver: boolean;
}

export class LogDatabase extends Dexie {
  /** By seq; also found by the mutation's id. */
  declare readonly entries: Table<StoredEntry, number>;
  declare readonly retained: Table<RetainedEntry, [incarnation: string, seq: number]>;
  declare readonly state: Table<LogState, 'log'>;
  declare readonly pins: Table<StoredPin, string>;
  /** Erasures whose people were taken out of this log. */
  declare readonly forgotten: Table<{ readonly id: string }, string>;
  declare readonly keys: Table<StoredKey | StoredSessionKey | StoredRing, string>;
  #codec: Codec | null = null;

  constructor(tenantId: string, seam: DatabaseSeam = {}) {
    const { keyFiles: _keyFiles, ...place } = seam;
    super(logName(tenantId), { ...place, chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({
      entries: 'seq, &id',
      retained: '[incarnation+seq], id, retainedAt',
      state: 'key',
    });
    this.version(2).stores({ pins: 'staffId', keys: 'name' });
    this.version(3).stores({ forgotten: 'id' });
  }

  /** Through which arguments enter and leave; given once the keys of the shop are known. */
  get codec(): Codec {
    assert(this.#codec !== null, () => 'the keys of this log are not known yet');
    return this.#codec;
  }

  set codec(codec: Codec) {
    this.#codec = codec;
  }
}

export function logName(tenantId: string): string {
  return `regulars-log-${tenantId}`;
}

/** Whether this device holds the log of a shop. */
export async function holdsLog(tenantId: string, seam: DatabaseSeam = {}): Promise<boolean> {
  const log = new LogDatabase(tenantId, seam);
  try {
    return (await log.state.get('log')) !== undefined;
  } finally {
    log.close();
  }
}

/** The state of a log that holds a shop. A log without one was never set up: a bug. */
export async function logStateOf(log: LogDatabase): Promise<LogState> {
  const state = await log.state.get('log');
  if (!state) throw new Error('This log holds no shop.');
  return state;
}
