/**
 * A second copy of facts that the server has not confirmed (rule W8), outside of IndexedDB: it guards against a database that was
 * damaged or lost, not against a browser that clears all of an app's data. The worker of each tab writes a file of its own, one entry
 * a line behind a line that says whose log it is; what the log lacks at a start is read back from there.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { definitionOf, isMutationName } from '../../domain/mutations/registry.ts';
import { chainHash, logEntrySchema } from '../../domain/sync/log-entry.ts';
import { savedLogSchema } from '../../domain/sync/shop-file.ts';
import { type LogDatabase, type LogState, logStateOf, type StoredEntry } from './log-database.ts';
import { openArgs } from './stored-args.ts';

/** Where a tab writes. Everything is on the disk when a call returns. */
export interface CopyFile {
  append(text: string): void;
  /** Makes this the whole content. */
  replace(text: string): void;
  close(): void;
}

const identitySchema = z.strictObject({
  ...savedLogSchema.shape,
  epoch: z.string(),
  estimatedOffsetMs: z.int(),
});
/** What the device is: enough to begin its log anew. */
export type LogIdentity = z.infer<typeof identitySchema>;

const entrySchema = z.strictObject({
  ...logEntrySchema.shape,
  args: z.discriminatedUnion('form', [
    z.strictObject({ form: z.literal('plain'), value: z.unknown() }),
    z.strictObject({ form: z.literal('sealed'), of: z.literal('plain'), hex: z.string() }),
  ]),
});

/** So many entries are held in memory at once. */
const entriesAtOnce = 200;

function identityOf(state: LogState): LogIdentity {
  const { tenantId, shopName, deviceId, actorId, receiptCode, series, epoch, estimatedOffsetMs } = state;
  return { tenantId, shopName, deviceId, actorId, receiptCode, series, epoch, estimatedOffsetMs };
}

/** Large arguments are packed import batches, whose files can be read again. */
function isCopied({ name, args }: StoredEntry): boolean {
  const isSmall = args.form === 'plain' || (args.form === 'sealed' && args.of === 'plain');
  return isSmall && isMutationName(name) && definitionOf(name).nature === 'fact';
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

/** What the codec sealed stays sealed. */
function lineOf({ args, ...entry }: StoredEntry): string {
  return line({
    ...entry,
    args: args.form === 'sealed' ? { ...args, bytes: undefined, hex: bytesToHex(args.bytes) } : args,
  });
}

export interface FactCopy {
  /** Copies what is new, and empties the copy when the feed has shown all of it. */
  keepUp(): Promise<void>;
  close(): void;
}

export function createFactCopy(log: LogDatabase, file: CopyFile, report: (error: unknown) => void): FactCopy {
  let identity = '';
  let incarnation = '';
  let copiedSeq = 0;
  let lastFactSeq = 0;
  let isClosed = false;
  let running: Promise<void> | null = null;
  let again = false;

  async function copy(): Promise<void> {
    const state = await logStateOf(log);
    const first = await log.entries.orderBy('seq').first();
    if (isClosed) return;
    // Where the log was written anew under another key, the copy is (rule E3).
    const known = JSON.stringify([identityOf(state), state.rewrittenTo]);
    const isDone = lastFactSeq > 0 && (first === undefined || first.seq > lastFactSeq);
    if (known !== identity || state.incarnation !== incarnation || isDone) {
      identity = known;
      file.replace(line(identityOf(state)));
      copiedSeq = state.incarnation === incarnation && isDone ? lastFactSeq : 0;
      lastFactSeq = 0;
      incarnation = state.incarnation;
    }
    for (;;) {
      const entries = await log.entries.where('seq').above(copiedSeq).limit(entriesAtOnce).toArray();
      if (isClosed) return;
      const facts = entries.filter(isCopied);
      if (facts.length > 0) file.append(facts.map(lineOf).join(''));
      copiedSeq = entries.at(-1)?.seq ?? copiedSeq;
      lastFactSeq = facts.at(-1)?.seq ?? lastFactSeq;
      if (entries.length < entriesAtOnce) return;
    }
  }

  const run = async (): Promise<void> => {
    do {
      again = false;
      await copy();
    } while (again && !isClosed);
  };
  return {
    keepUp() {
      again = true;
      running ??= run()
        .catch((error: unknown) => {
          if (!isClosed) report(error);
        })
        .finally(() => {
          running = null;
        });
      return running;
    },
    close() {
      isClosed = true;
      file.close();
    },
  };
}

export interface CopiedFacts {
  readonly identity: LogIdentity;
  readonly entries: readonly StoredEntry[];
}

/** What a copy holds; null where not even its first line can be read. A line cut off by a power failure ends it. */
export function readCopy(text: string): CopiedFacts | null {
  const [head = '', ...lines] = text.split('\n');
  const identity = identitySchema.safeParse(jsonOf(head));
  if (!identity.success) return null;
  const entries: StoredEntry[] = [];
  for (const one of lines) {
    const entry = entrySchema.safeParse(jsonOf(one));
    if (!entry.success) break;
    const { args, ...rest } = entry.data;
    entries.push({
      ...rest,
      args:
        args.form === 'plain'
          ? { form: 'plain', value: args.value }
          : { form: 'sealed', of: 'plain', bytes: Uint8Array.from(hexToBytes(args.hex)) },
    });
  }
  return { identity: identity.data, entries };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Somebody has read that documents were read back. */
export async function settleReadBack(log: LogDatabase): Promise<void> {
  await log.state.update('log', { readBack: undefined });
}

/**
 * Adds copied entries that the log knows nothing of and that can be opened, under new seqs and with ids unchanged; answers how many, and
 * notes it for people.
 */
export function readBack(log: LogDatabase, copied: readonly StoredEntry[], now: number): Promise<number> {
  return log.transaction('rw', log.state, log.entries, log.retained, async () => {
    let state = await logStateOf(log);
    const ids = copied.map(({ id }) => id);
    const [waiting, retained] = await Promise.all([
      log.entries.where('id').anyOf(ids).toArray(),
      log.retained.where('id').anyOf(ids).toArray(),
    ]);
    const known = new Set([...waiting, ...retained].map(({ id }) => id));
    const lost = copied.filter(({ id }) => !known.has(id) && known.add(id));
    const readable = lost.filter((entry) => openArgs(log, entry) !== null);
    const added = readable.map((entry): StoredEntry => {
      const place = {
        incarnation: state.incarnation,
        seq: state.nextSeq,
        hash: entry.hash,
        previousHash: state.lastChain,
      };
      state = { ...state, nextSeq: state.nextSeq + 1, lastChain: chainHash(place) };
      return { ...entry, ...place };
    });
    await log.entries.bulkAdd(added);
    const documents = (state.readBack?.documents ?? 0) + added.length;
    if (added.length > 0) await log.state.put({ ...state, readBack: { at: now, documents } });
    return added.length;
  });
}
