/**
 * The replica: everything this device knows, derived from the log and the server's feed (rules W1, L1–L6). It may be
 * dropped and rebuilt at any time, so it is relaxed, and a change of its schema may start from nothing.
 */
import { Dexie, type Table } from 'dexie';
import type { EntityKind } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { type PageScope, type SnapshotPlace, snapshotStart } from '../../domain/sync/protocol.ts';
import type { DatabaseSeam } from '../outbox/log-database.ts';
import type { Codec } from './codec.ts';
import type { ColumnChunk } from './column-chunk.ts';
import type { MetricsPage } from './metrics-pages.ts';
import type { Packed } from './packing.ts';

/** A row of any kind but sales. `parentId` and `referenceId` are left out where there is none: sparse indexes. */
export interface StoredRow {
  readonly kind: EntityKind;
  readonly id: string;
  readonly parentId?: string;
  readonly referenceId?: string;
  /** The two customers that a merge edge joins, so that one request tells whether a customer was ever merged. */
  readonly ends?: readonly string[];
  /** The feed position of this form of the row; null while only this device knows it. */
  readonly v: number | null;
  /** The server's mark on this form of the row, with which it can be given back (rule X2); a local change drops it. */
  readonly mac?: string;
  /** The row as the codec sealed it (rule E3). */
  readonly row: unknown;
}

/** A sale not yet sealed, with its lines inside (rule L1). */
export interface HotSale {
  readonly id: string;
  readonly ledgerKey: LedgerKey;
  readonly v: number | null;
  /** See `StoredRow`. */
  readonly mac?: string | undefined;
  /** 1 while the feed has not shown it; absent afterwards: a sparse index. */
  readonly waiting?: 1;
  readonly sale: Sale;
}

/** The customer as sold, or `guest:YYYY-MM` for a sale without one. */
export type LedgerKey = string;

/**
 * A page of sealed history (rule L2): sales of one ledger key in the order of (occurredAt, id). It spans from its first sale
 * to its last; spans of one key never overlap.
 */
export interface LedgerPage {
  readonly ledgerKey: LedgerKey;
  readonly from: number;
  readonly fromId: string;
  readonly sales: Packed;
}

/** One document that points to another: derived, so that a receipt finds its returns. */
export interface ChildDocument extends SaleRef {
  readonly parentId: string;
}

/** The server's image of a row that a pending intent has changed (rule F3); `stored` null where there was none. */
export interface ServerRow {
  readonly kind: EntityKind;
  readonly id: string;
  readonly stored: StoredRow | null;
  /** The intent that changed it first: whatever builds on the row needs that one. */
  readonly changedBy: string;
}

/** A copy of an intent that the feed has not shown, so that a rebase needs the replica alone (rules W2, F3). */
export interface PendingIntent {
  readonly seq: number;
  readonly mutationId: string;
  readonly name: string;
  readonly version: number;
  /** The arguments as the codec sealed them. */
  readonly args: unknown;
  /** Commitments of the fields from which a person was erased (rule E2). */
  readonly erased?: Readonly<Record<string, string>> | undefined;
  readonly actorId: string | null;
  readonly deviceId: string;
  /** Device time corrected by its estimated offset. */
  readonly at: number;
  /** The refused mutation that it takes the place of. */
  readonly supersedes?: string | null;
  /** What it has read or written, see `touched-rows.ts`: an incoming row among these makes it run again. */
  readonly touched: readonly string[];
  /** What of this it has written; absent where an older build has noted it. */
  readonly written?: readonly string[];
}

/** A piece of the customer directory, laid down by the worker (rule L6). */
export interface DirectoryShard {
  readonly id: number;
  readonly content: unknown;
  /** The texts of it, as the codec sealed them. */
  readonly texts?: unknown;
}

/** Customers whose directory entries one transaction has put out of date: one record, however many they are. */
export interface DirtyCustomers {
  /** The data revision that the transaction made. */
  readonly revision: number;
  readonly customerIds: readonly string[];
}

/** How far an import has come, so that it goes on there when it was ended before its time (rule I1). */
export interface ImportProgressRecord {
  /** Follows from the content of the files and how they are read. */
  readonly key: string;
  readonly startedAt: number;
  /** So many batches lie in the log. */
  readonly batchesSaved: number;
}

/** A row that the feed has removed, with the server's mark on that. */
export interface RemovedRow {
  readonly kind: EntityKind;
  readonly id: string;
  readonly v: number;
  readonly mac: string;
}

/** What became of a mutation of this device, as the feed has shown it, with the server's mark. */
export interface MarkedOutcome {
  readonly mutationId: string;
  readonly v: number;
  readonly mac: string;
  readonly row: unknown;
}

/** Where in the replica the giving back to a restored server stands (rule X2). */
export type GivingPlace =
  | { readonly source: 'rows'; readonly after: readonly [string, string] | null }
  | { readonly source: 'hot' | 'outcomes'; readonly after: string | null }
  | { readonly source: 'pages'; readonly after: readonly [string, number, string] | null }
  | { readonly source: 'images' | 'removed' | 'all given' };

/** How far this device has given back to a restored server what that lacks. Begun anew where the server was restored once more. */
export interface GivingBack {
  /** The server's new epoch. */
  readonly epoch: string;
  /** What was fed above this position, the server lacks. */
  readonly restoredV: number;
  readonly place: GivingPlace;
  /** Whether everything above that position was here, bore a mark and was not refused. */
  readonly isWhole: boolean;
  /** Records looked at, of about so many. */
  readonly done: number;
  readonly of: number;
}

export interface LogPosition {
  readonly incarnation: string;
  readonly seq: number;
}

/** How far a new replica has been filled (rules N1–N5). */
export interface SnapshotState extends SnapshotPlace {
  /** The position that was noted first; null before the first page. */
  readonly v: number | null;
  readonly taken: number;
  readonly total: number;
  /** Of these owners it is not known which own sales their figures include: they are counted again when the history is here. */
  readonly owed: readonly string[];
  /** See `ahead` of the replica's state. */
  readonly ahead: Readonly<Record<string, number>>;
  /** Customers all of whose documents came before their turn (rule N2); absent in a replica of an earlier build. */
  readonly whole?: readonly string[];
}

/** A replica that is to be filled from the beginning. */
export const emptySnapshot: SnapshotState = {
  ...snapshotStart,
  v: null,
  taken: 0,
  total: 0,
  owed: [],
  ahead: {},
};

/** Where the replica stands. One record, written with every change. */
export interface ReplicaState {
  readonly key: 'state';
  /** Made with every new replica. */
  readonly generation: string;
  /** The keys under which its personal fields lie. With other keys it is begun anew. */
  readonly ringId?: string;
  /** See the same of the log. */
  readonly keyGeneration?: number;
  /** The last log entry that was applied (rule W2). */
  readonly applied: LogPosition | null;
  /** The last own entry whose outcome the feed has shown; entries up to here may be retired from the log. */
  readonly confirmed: LogPosition | null;
  /** Everything of the feed up to and including this v is in (rule F2). */
  readonly feed: { readonly epoch: string; readonly v: number };
  /** Raised with every change of data: the key of the worker's answers. */
  readonly dataRevision: number;
  /** The history is complete from this business date on; null = complete (rule N4). */
  readonly completeSince: string | null;
  /** While a new replica is being filled; absent or null afterwards. */
  readonly snapshot?: SnapshotState | null;
  /** While a restored server is given back what it lacks. */
  readonly givingBack?: GivingBack | null;
  /** What the server leaves out for this device; absent where it was never limited (rule F6). */
  readonly scope?: PageScope | undefined;
  /** Owners whose figures include the feed up to a later position than the snapshot's (rule N3). */
  readonly ahead?: Readonly<Record<string, number>>;
}

export class ReplicaDatabase extends Dexie {
  declare readonly rows: Table<StoredRow, [kind: EntityKind, id: string]>;
  declare readonly hotSales: Table<HotSale, string>;
  declare readonly pages: Table<LedgerPage, [ledgerKey: LedgerKey, from: number, fromId: string]>;
  declare readonly childDocuments: Table<ChildDocument, [parentId: string, occurredAt: number, id: string]>;
  declare readonly metricsPages: Table<MetricsPage, string>;
  declare readonly chunks: Table<ColumnChunk, number>;
  declare readonly serverRows: Table<ServerRow, [kind: EntityKind, id: string]>;
  declare readonly pending: Table<PendingIntent, number>;
  declare readonly removedRows: Table<RemovedRow, [kind: EntityKind, id: string]>;
  declare readonly outcomes: Table<MarkedOutcome, string>;
  declare readonly directoryShards: Table<DirectoryShard, number>;
  declare readonly dirtyCustomers: Table<DirtyCustomers, number>;
  declare readonly importProgress: Table<ImportProgressRecord, string>;
  declare readonly meta: Table<ReplicaState, 'state'>;

  /** Through which rows enter and leave (rule E3). */
  readonly codec: Codec;

  constructor(
    tenantId: string,
    seam: DatabaseSeam,
    codec: Codec,
    durability: IDBTransactionDurability = 'relaxed',
  ) {
    const { keyFiles: _keyFiles, ...place } = seam;
    super(replicaName(tenantId), { ...place, chromeTransactionDurability: durability, cache: 'disabled' });
    this.codec = codec;
    // Keys of pages and chunks are given beside them: a key inside a value costs the browser one more reading of that value.
    this.version(1).stores({
      rows: '[kind+id], [kind+parentId], [kind+referenceId], *ends',
      hotSales: 'id, [ledgerKey+sale.occurredAt+id], sale.number, waiting',
      pages: '',
      childDocuments: '[parentId+occurredAt+id]',
      metricsPages: '',
      chunks: '++',
      serverRows: '[kind+id]',
      pending: 'seq',
      problems: 'mutationId',
      directoryShards: 'id',
      dirtyCustomers: 'revision',
      importProgress: 'key',
      meta: 'key',
    });
    // What did not hold is a row like any other: of kind `attention`.
    this.version(2).stores({ problems: null });
    // Marks of what is no row of the replica (rule X2).
    this.version(3).stores({ removedRows: '[kind+id]', outcomes: 'mutationId' });
  }
}

export function replicaName(tenantId: string): string {
  return `regulars-replica-${tenantId}`;
}

/** Sales without a customer lie under one key a month; months of any year sort between these two. */
export const firstAndLastGuestKey: readonly [LedgerKey, LedgerKey] = ['guest:', 'guest:~'];

/** The key under which sales lie in the ledger; found from a reference alone (rule D6). */
export function ledgerKeyOf(ref: Pick<SaleRef, 'customerId' | 'occurredAt'>): LedgerKey {
  return ref.customerId ?? `guest:${new Date(ref.occurredAt).toISOString().slice(0, 7)}`;
}
