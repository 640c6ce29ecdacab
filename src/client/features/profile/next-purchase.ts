import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { addDays, type Day } from '../../../domain/values/calendar.ts';
import { roundRatio } from '../../../domain/values/money.ts';

/** How often a customer buys, in whole days, and the day that this pace leads to; null below two orders. */
export interface Pace {
  readonly gapDays: number;
  readonly nextDay: Day;
}

/**
 * Rounds the average gap to days and carries it on from the last purchase.
 *
 * @example paceOf({ …, averageGap: { days: 90, gaps: 10 }, last: { businessDate: '2026-11-17', … } })
 * // { gapDays: 9, nextDay: '2026-11-26' }
 */
export function paceOf({ averageGap, last }: Pick<PurchaseSummary, 'averageGap' | 'last'>): Pace | null {
  if (averageGap === null || last === null) return null;
  const gapDays = roundRatio(averageGap.days, averageGap.gaps);
  return { gapDays, nextDay: addDays(last.businessDate, gapDays) };
}
