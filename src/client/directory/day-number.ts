/** Calendar days as numbers, for columns that are compared by the thousand. */
import { daysBetween } from '../../domain/values/calendar.ts';

/** Stands where there is no day; earlier than any. */
export const noDay = -2_147_483_648;

/**
 * Days since 1970-01-01.
 *
 * @example dayNumber('1970-01-11')  // 10
 */
export function dayNumber(day: string | null): number {
  return day === null ? noDay : daysBetween('1970-01-01', day);
}
