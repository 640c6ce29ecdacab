import { addDays, type Day } from '../../domain/values/calendar.ts';

/** Business dates, both inclusive; null is open. */
export interface DateRange {
  readonly from: Day | null;
  readonly to: Day | null;
}

export const anyDate: DateRange = { from: null, to: null };

export const rangeNames = ['today', 'last7', 'last30', 'thisYear', 'lastYear'] as const;
export type RangeName = (typeof rangeNames)[number];

/**
 * The days that a name stands for, seen from today.
 *
 * @example namedRange('last7', '2026-11-20')  // { from: '2026-11-14', to: '2026-11-20' }
 */
export function namedRange(name: RangeName, today: Day): DateRange {
  const year = Number(today.slice(0, 4));
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'last7':
      return { from: addDays(today, -6), to: today };
    case 'last30':
      return { from: addDays(today, -29), to: today };
    case 'thisYear':
      return { from: `${year}-01-01`, to: today };
    case 'lastYear':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}

/** A range whose ends were given the wrong way round means the days between them. */
export function orderedRange({ from, to }: DateRange): DateRange {
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
}

export function isSameRange(a: DateRange, b: DateRange): boolean {
  return a.from === b.from && a.to === b.to;
}
