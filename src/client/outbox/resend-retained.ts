/** What the device had sent to a server that was restored since is sent again, before what waits (rule X2). */
import { chainHash } from '../../domain/sync/log-entry.ts';
import { type LogDatabase, logStateOf, type StoredEntry } from './log-database.ts';

/** Import batches are large, so only this many are held in memory at once. */
const entriesAtOnce = 100;

export interface NextEpoch {
  /** The epoch that has ended. */
  readonly ended: string;
  readonly epoch: string;
  /** How far the restored server knows what it had fed. */
  readonly restoredV: number;
  /** The new name of the log. */
  readonly incarnation: string;
}

/**
 * Puts what is retained before what waits, in its order and with ids and hashes unchanged, under a new incarnation and the new epoch: in
 * one transaction, so that a device killed before it begins again and one killed behind it goes on. Receipt numbers go on as they were:
 * nobody else has given them out.
 *
 * @returns false where another tab has done so
 */
export function resendRetained(log: LogDatabase, next: NextEpoch): Promise<boolean> {
  return log.transaction('rw', log.state, log.entries, log.retained, async () => {
    const state = await logStateOf(log);
    if (state.epoch !== next.ended) return false;
    const waiting = await log.entries.orderBy('seq').toArray();
    const retained = await retainedInOrder(log);
    await log.entries.clear();
    let seq = 0;
    let lastChain = '';
    const append = (entries: readonly StoredEntry[]) =>
      log.entries.bulkAdd(
        entries.map((entry): StoredEntry => {
          seq += 1;
          const place = { incarnation: next.incarnation, seq, hash: entry.hash, previousHash: lastChain };
          lastChain = chainHash(place);
          return { ...entry, ...place };
        }),
      );
    for (let start = 0; start < retained.length; start += entriesAtOnce) {
      const found = await log.retained.bulkGet(retained.slice(start, start + entriesAtOnce));
      await append(found.flatMap((entry) => (entry ? [withoutRetainedAt(entry)] : [])));
    }
    const resentSeq = seq;
    await append(waiting);
    await log.retained.clear();
    await log.state.put({
      ...state,
      epoch: next.epoch,
      restoredV: next.restoredV,
      incarnation: next.incarnation,
      nextSeq: seq + 1,
      lastChain,
      acknowledgedSeq: 0,
      retainedSeq: 0,
      resentSeq,
    });
    return true;
  });
}

/** Keys of the retained entries: one incarnation after the other, as they were confirmed, each in the order of its log. */
async function retainedInOrder(log: LogDatabase): Promise<[incarnation: string, seq: number][]> {
  const keys = await log.retained.orderBy('retainedAt').primaryKeys();
  const byIncarnation = Map.groupBy(keys, ([incarnation]) => incarnation);
  return [...byIncarnation.values()].flatMap((own) => own.sort(([, a], [, b]) => a - b));
}

function withoutRetainedAt({ retainedAt: _at, ...entry }: StoredEntry & { retainedAt: number }): StoredEntry {
  return entry;
}
