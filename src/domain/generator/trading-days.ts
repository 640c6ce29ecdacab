import { addDays, type Day, daysBetween, weekdayOf } from '../values/calendar.ts';
import type { Random } from './random.ts';

/** How busy a weekday is, Monday first. */
const weekdayWeights = [0.8, 0.85, 0.9, 1, 1.4, 1.7, 1.1];

/** How busy a month is, January first. */
const monthWeights = [0.9, 0.92, 0.97, 1, 1, 0.98, 0.95, 0.9, 1, 1.03, 1.1, 1.3];

/** One day of the shop and how many documents it makes. */
export interface TradingDay {
  readonly day: Day;
  readonly documents: number;
}

/**
 * Shares the documents out among the days: busy weekdays and months get more, and no two days are alike.
 *
 * @example tradingDays(random, '2026-01-01', '2026-01-07', 700)[5] // { day: '2026-01-06', documents: 83 }
 */
export function tradingDays(random: Random, from: Day, to: Day, documents: number): TradingDay[] {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  const weights = days.map(
    (day) =>
      (weekdayWeights[weekdayOf(day) - 1] ?? 1) *
      (monthWeights[Number(day.slice(5, 7)) - 1] ?? 1) *
      (0.85 + 0.3 * random.next()),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let weightSoFar = 0;
  let documentsSoFar = 0;
  return days.map((day, index) => {
    weightSoFar += weights[index] ?? 0;
    const due = index === days.length - 1 ? documents : Math.floor((documents * weightSoFar) / total);
    const trading = { day, documents: due - documentsSoFar };
    documentsSoFar = due;
    return trading;
  });
}

const opensAt = 8 * 3600;
const openFor = 13 * 3600;

/** Seconds since midnight of a day's documents, ascending: most about the middle of 8 to 21 o'clock. */
export function timesOfDay(random: Random, documents: number): Float64Array {
  return Float64Array.from({ length: documents }, () =>
    Math.floor(opensAt + (openFor * (random.next() + random.next())) / 2),
  ).sort();
}
