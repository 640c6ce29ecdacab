/** What the log still has to send, and what is known about it. */
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import type { Outcome } from '../../domain/sync/protocol.ts';
import {
  type LogDatabase,
  type LogState,
  logStateOf,
  type ShutOut,
  type StoredEntry,
} from './log-database.ts';
import { unpackEntry } from './stored-args.ts';

/** About how many bytes an entry takes on its way: gzipped arguments count as they are, plain ones as a small entry. */
function weight(entry: StoredEntry): number {
  return entry.args.form === 'plain' ? 1000 : entry.args.bytes.byteLength;
}

/** Entries in order, from the first on while they stay within `maxBytes`; at least one if there is any. */
export function withinBytes(entries: readonly StoredEntry[], maxBytes: number): StoredEntry[] {
  let bytes = 0;
  const end = entries.findIndex((entry, index) => {
    bytes += weight(entry);
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? [...entries] : entries.slice(0, end);
}

/** The next entries after `seq` in order, unpacked: at most `limit`, and at most `maxBytes` of packed arguments. */
export async function entriesAfter(
  log: LogDatabase,
  seq: number,
  limit: number,
  maxBytes: number,
): Promise<LogEntry[]> {
  const stored = await log.entries.where('seq').above(seq).limit(limit).toArray();
  return Promise.all(withinBytes(stored, maxBytes).map((entry) => unpackEntry(log, entry)));
}

/**
 * Notes how far the server has taken the entries of an incarnation. A late answer about a former one says nothing of this one's.
 *
 * @param outcomes what became of them; from a device that was shut out they are put aside, each counted once
 */
export function noteAcknowledged(
  log: LogDatabase,
  incarnation: string,
  lastSeq: number,
  outcomes: readonly Pick<Outcome, 'seq' | 'code'>[] = [],
): Promise<void> {
  return log.transaction('rw', log.state, async () => {
    const state = await logStateOf(log);
    if (state.incarnation !== incarnation || lastSeq <= state.acknowledgedSeq) return;
    const putAside = outcomes.filter(
      ({ seq, code }) => code === 'device_revoked' && seq > state.acknowledgedSeq && seq <= lastSeq,
    ).length;
    const { handedIn, isOver } = state.shutOut ?? stillHere;
    const shutOut = putAside > 0 ? { handedIn: handedIn + putAside, isOver } : state.shutOut;
    await log.state.put({ ...state, acknowledgedSeq: lastSeq, ...(shutOut && { shutOut }) });
  });
}

const stillHere: ShutOut = { handedIn: 0, isOver: false };

/** Notes that the server has shut this device out, or that it lets it in again. */
export function noteShutOut(log: LogDatabase, isShutOut: boolean): Promise<void> {
  return log.transaction('rw', log.state, async () => {
    const { shutOut, ...state } = await logStateOf(log);
    if (isShutOut === (shutOut !== undefined) || shutOut?.isOver) return;
    await log.state.put(isShutOut ? { ...state, shutOut: stillHere } : state);
  });
}

/** How many entries the server has not said to have taken. */
export function unsentCount({ nextSeq, acknowledgedSeq, retainedSeq }: LogState): number {
  return nextSeq - 1 - Math.max(acknowledgedSeq, retainedSeq);
}

/** Ends the log of a device that was shut out, unless something is unsent; answers whether no tab can save here from then on. */
export function endShutOut(log: LogDatabase): Promise<boolean> {
  return log.transaction('rw', log.state, async () => {
    const state = await logStateOf(log);
    if (!state.shutOut || unsentCount(state) > 0) return false;
    if (!state.shutOut.isOver) await log.state.put({ ...state, shutOut: { ...state.shutOut, isOver: true } });
    return true;
  });
}

/** Notes how the server's clock stands to ours. */
export function noteClockOffset(log: LogDatabase, estimatedOffsetMs: number): Promise<void> {
  return log.transaction('rw', log.state, async () => {
    await log.state.put({ ...(await logStateOf(log)), estimatedOffsetMs });
  });
}

/** How many entries the feed has shown since an instant, and when it showed the last. */
export async function confirmedSince(
  log: LogDatabase,
  since: number,
): Promise<{ readonly count: number; readonly lastAt: number | null }> {
  const [{ estimatedOffsetMs }, last] = await Promise.all([
    logStateOf(log),
    log.retained.orderBy('retainedAt').last(),
  ]);
  const count = await log.retained
    .where('retainedAt')
    .aboveOrEqual(since + estimatedOffsetMs)
    .count();
  return { count, lastAt: last ? last.retainedAt - estimatedOffsetMs : null };
}

/** How many entries the feed has not shown yet, and when the oldest of them was made. */
export async function pendingSummary(
  log: LogDatabase,
): Promise<{ readonly count: number; readonly oldestAt: number | null }> {
  const oldest = await log.entries.orderBy('seq').first();
  return oldest
    ? { count: await log.entries.count(), oldestAt: oldest.deviceTime }
    : { count: 0, oldestAt: null };
}
