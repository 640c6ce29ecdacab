/** A fork (rule X3): the log of a restored or copied device goes on under a new incarnation and receipt series. */
import { chainHash } from '../../domain/sync/log-entry.ts';
import { type LogDatabase, logStateOf, type StoredEntry } from './log-database.ts';

const letterA = 'A'.charCodeAt(0);

/**
 * The next series of receipt numbers.
 *
 * @example nextSeries('A')  // 'B'; after 'Z' comes 'AA'
 */
export function nextSeries(series: string): string {
  const last = series.charCodeAt(series.length - 1);
  const before = series.slice(0, -1);
  if (last < letterA + 25) return before + String.fromCharCode(last + 1);
  return `${before === '' ? 'A' : nextSeries(before)}A`;
}

/** Entries in their order, numbered from 1 on under an incarnation, with ids and hashes unchanged. */
export function renumbered<Entry extends Omit<StoredEntry, 'args'>>(
  entries: readonly Entry[],
  incarnation: string,
): { readonly entries: readonly Entry[]; readonly lastChain: string } {
  let lastChain = '';
  const chained = entries.map((entry, index): Entry => {
    const place = { incarnation, seq: index + 1, hash: entry.hash, previousHash: lastChain };
    lastChain = chainHash(place);
    return { ...entry, ...place };
  });
  return { entries: chained, lastChain };
}

/**
 * Renumbers what has not been confirmed from 1 on, in its order, with ids and hashes unchanged. What was confirmed stays under the old
 * incarnation. The next drain finds the new one and applies anew what the replica holds of it.
 */
export function startIncarnation(log: LogDatabase, incarnation: string): Promise<void> {
  return log.transaction('rw', log.state, log.entries, async () => {
    const state = await logStateOf(log);
    const { entries, lastChain } = renumbered(await log.entries.orderBy('seq').toArray(), incarnation);
    await log.entries.clear();
    await log.entries.bulkAdd([...entries]);
    await log.state.put({
      ...state,
      incarnation,
      nextSeq: entries.length + 1,
      lastChain,
      series: nextSeries(state.series),
      nextReceipt: 1,
      acknowledgedSeq: 0,
      retainedSeq: 0,
      resentSeq: entries.filter(({ seq }) => seq <= (state.resentSeq ?? 0)).length,
    });
  });
}
