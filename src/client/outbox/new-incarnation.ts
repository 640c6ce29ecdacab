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

/**
 * Renumbers what has not been confirmed from 1 on, in its order, with ids and hashes unchanged. What was confirmed stays under the old
 * incarnation. The next drain finds the new one and applies anew what the replica holds of it.
 */
export function startIncarnation(log: LogDatabase, incarnation: string): Promise<void> {
  return log.transaction('rw', log.state, log.entries, async () => {
    const state = await logStateOf(log);
    const entries = await log.entries.orderBy('seq').toArray();
    let lastChain = '';
    const renumbered = entries.map((entry, index): StoredEntry => {
      const chained = { incarnation, seq: index + 1, hash: entry.hash, previousHash: lastChain };
      lastChain = chainHash(chained);
      return { ...entry, ...chained };
    });
    await log.entries.clear();
    await log.entries.bulkAdd(renumbered);
    await log.state.put({
      ...state,
      incarnation,
      nextSeq: renumbered.length + 1,
      lastChain,
      series: nextSeries(state.series),
      nextReceipt: 1,
      acknowledgedSeq: 0,
      retainedSeq: 0,
    });
  });
}
