/** One push: entries in seq order, as the bytes that travel (rule P1). */
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import { entriesPerPush, type PushRequest, protocolVersion } from '../../domain/sync/protocol.ts';
import { entriesAfter } from '../outbox/entries-to-send.ts';
import type { LogDatabase, LogState } from '../outbox/log-database.ts';
import { gzip } from '../platform/gzip.ts';

/** At most so much JSON in one request. */
const mostText = 8_000_000;
/** Packed arguments are about a tenth of their JSON; this keeps the first attempt below the limit. */
const mostPackedBytes = 600_000;

export interface PushBatch {
  readonly incarnation: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The next batch after a seq; null when there is nothing to send. */
export async function nextBatch(
  log: LogDatabase,
  { epoch, deviceId, incarnation }: LogState,
  afterSeq: number,
): Promise<PushBatch | null> {
  let entries = await entriesAfter(log, afterSeq, entriesPerPush, mostPackedBytes);
  // Entries of another incarnation appear only while the log is being renumbered; the state read next will name it.
  entries = entries.filter((entry) => entry.incarnation === incarnation);
  for (;;) {
    const [first] = entries;
    const last = entries.at(-1);
    if (!first || !last) return null;
    const text = textOf({ protocol: protocolVersion, epoch, device: deviceId, incarnation, entries });
    if (text.length <= mostText || entries.length === 1) {
      return { incarnation, firstSeq: first.seq, lastSeq: last.seq, body: await gzip(text) };
    }
    entries = entries.slice(0, Math.ceil(entries.length / 2));
  }
}

function textOf(request: Omit<PushRequest, 'entries'> & { entries: readonly LogEntry[] }): string {
  return JSON.stringify(request);
}
