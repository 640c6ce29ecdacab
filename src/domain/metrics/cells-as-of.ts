/** Figures as known at the end of a day: documents of later days do not exist (DEFINITIONS §12). */
import type { StoreReader } from '../store.ts';
import { businessDateOf, type Day } from '../values/calendar.ts';
import { contributionOf } from './contribution.ts';
import type { CustomerMetrics, MetricsCell } from './metrics.ts';
import { ownedDocuments } from './owned-documents.ts';

/** East of here no clock is further ahead. */
const earliestClockMinutes = 14 * 60;

/**
 * The cells of some original customer ids from the documents up to a day. The stored ones answer where nothing of a later day
 * is in them.
 *
 * @example summarize(await cellsAsOf(store, group.memberIds, today), 'GBP', today)
 */
export async function cellsAsOf(
  store: StoreReader,
  customerIds: readonly string[],
  day: Day,
): Promise<MetricsCell[]> {
  return rowsAsOf(store, await store.metrics(customerIds), day);
}

/** The same for rows that were read already. */
export async function rowsAsOf(
  store: StoreReader,
  rows: readonly (CustomerMetrics | undefined)[],
  day: Day,
): Promise<MetricsCell[]> {
  const cells: MetricsCell[] = [];
  for (const row of rows) {
    if (!row) continue;
    cells.push(...(mayReachBeyond(row, day) ? await cellsUpTo(store, row.customerId, day) : row.cells));
  }
  return cells;
}

/**
 * Whether a document of a later day may be in the figures of a row, so that they change as that day comes. A return leaves only its
 * instant there, not its day.
 */
export function mayReachBeyond({ cells }: CustomerMetrics, day: Day): boolean {
  return cells.some(({ days, last, lastDocumentAt }) => {
    const lastDay = days.at(-1);
    if (lastDay !== undefined && lastDay > day) return true;
    return lastDocumentAt !== last?.at && businessDateOf(lastDocumentAt, earliestClockMinutes, 0) > day;
  });
}

async function cellsUpTo(store: StoreReader, customerId: string, day: Day): Promise<MetricsCell[]> {
  const documents = await ownedDocuments(store, customerId);
  return documents.filter((sale) => sale.businessDate <= day).map(contributionOf);
}
