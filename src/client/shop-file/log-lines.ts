/** The log of a shop as lines of text: first whose it is, then one line an entry, in their order. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { logEntrySchema } from '../../domain/sync/log-entry.ts';
import { type SavedLog, savedLogSchema } from '../../domain/sync/shop-file.ts';
import { type LogDatabase, logStateOf, type OpenEntry, type StoredEntry } from '../outbox/log-database.ts';
import { lostArgs, openArgs, plainArgs } from '../outbox/stored-args.ts';

const savedEntrySchema = z.strictObject({
  ...logEntrySchema.shape,
  args: z.discriminatedUnion('form', [
    z.strictObject({ form: z.literal('plain'), value: z.unknown() }),
    z.strictObject({ form: z.literal('gzip'), hex: z.string() }),
  ]),
});

/** So many entries are held in memory at once. */
const entriesAtOnce = 100;

/** As it was before it was sealed: the file has a key of its own. What nobody can open any more goes along as it is sent, and holds up nothing. */
function lineOf(log: LogDatabase, entry: StoredEntry): string {
  const args = openArgs(log, entry) ?? plainArgs(lostArgs);
  const saved = args.form === 'gzip' ? { form: 'gzip', hex: bytesToHex(args.bytes) } : args;
  return `${JSON.stringify({ ...entry, args: saved })}\n`;
}

/** Everything in the log up to an entry. */
export async function* linesOfLog(log: LogDatabase, lastSeq: number): AsyncGenerator<string> {
  const { tenantId, shopName, deviceId, actorId, receiptCode, series } = await logStateOf(log);
  const owner: SavedLog = { tenantId, shopName, deviceId, actorId, receiptCode, series };
  yield `${JSON.stringify(owner)}\n`;
  for (let seq = 0; seq < lastSeq; ) {
    const entries = await log.entries
      .where('seq')
      .between(seq, lastSeq, false, true)
      .limit(entriesAtOnce)
      .toArray();
    const last = entries.at(-1);
    if (!last) throw new Error(`The log lacks what follows entry ${seq}.`);
    for (const entry of entries) yield lineOf(log, entry);
    seq = last.seq;
  }
}

export interface ReadLog {
  readonly owner: SavedLog;
  readonly entries: readonly OpenEntry[];
}

/** What lines of text say; null where they are no such log. */
export async function logOfLines(lines: AsyncIterable<string>): Promise<ReadLog | null> {
  let owner: SavedLog | null = null;
  const entries: OpenEntry[] = [];
  for await (const line of lines) {
    if (owner === null) {
      const read = savedLogSchema.safeParse(JSON.parse(line));
      if (!read.success) return null;
      owner = read.data;
      continue;
    }
    const read = savedEntrySchema.safeParse(JSON.parse(line));
    if (!read.success) return null;
    const { args, ...rest } = read.data;
    entries.push({
      ...rest,
      args:
        args.form === 'gzip'
          ? { form: 'gzip', bytes: Uint8Array.from(hexToBytes(args.hex)) }
          : { form: 'plain', value: args.value },
    });
  }
  return owner && { owner, entries };
}
