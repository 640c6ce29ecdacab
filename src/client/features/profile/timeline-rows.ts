import type { TimelineMonth } from '../../../domain/history/timeline.ts';
import { groupByMonth } from '../../../domain/history/timeline.ts';
import type { Sale } from '../../../domain/model/sale.ts';

/** A timeline as it is drawn: a header for each month, then its documents. */
export type TimelineRow =
  | {
      readonly kind: 'month';
      readonly month: TimelineMonth;
      /** False for a month of which more is to be read: its figures would be too small. */
      readonly complete: boolean;
    }
  | { readonly kind: 'sale'; readonly sale: Sale };

/**
 * Lays out documents that were given newest first.
 *
 * @param more whether older documents follow
 */
export function timelineRows(sales: readonly Sale[], more: boolean): TimelineRow[] {
  const months = groupByMonth(sales);
  return months.flatMap((month, index): TimelineRow[] => [
    { kind: 'month', month, complete: !more || index < months.length - 1 },
    ...month.sales.map((sale): TimelineRow => ({ kind: 'sale', sale })),
  ]);
}

/**
 * Of each document, how many of its lines came back by the given returns and exchanges.
 *
 * @example returnedLineCounts([returnOfOneLine]).get(sale.id)  // 1
 */
export function returnedLineCounts(sales: readonly Sale[]): ReadonlyMap<string, number> {
  const lines = new Map<string, Set<number>>();
  for (const sale of sales) {
    for (const { parentLine, quantityMilli } of sale.lines) {
      if (!parentLine || quantityMilli >= 0) continue;
      const known = lines.get(parentLine.saleId);
      if (known) known.add(parentLine.n);
      else lines.set(parentLine.saleId, new Set([parentLine.n]));
    }
  }
  return new Map([...lines].map(([saleId, returned]) => [saleId, returned.size]));
}

/** Index of the month header that a row lies under. */
export function headerIndexOf(rows: readonly TimelineRow[], index: number): number {
  for (let at = Math.min(index, rows.length - 1); at > 0; at -= 1) if (rows[at]?.kind === 'month') return at;
  return 0;
}
