import { type Day, daysBetween } from '../../domain/values/calendar.ts';
import { formatDay } from './day.ts';

/** Beyond a year a date says more than a number of days. */
const longestCountOfDays = 366;

/**
 * A day seen from today: `Today`, `Yesterday`, `3 days ago`, `In 5 days`; further than a year away the date itself.
 * `formatRelativeDay('2026-11-17', '2026-11-20', 'en-GB')` → `3 days ago`.
 */
export function formatRelativeDay(day: Day, today: Day, locale: string): string {
  const distance = daysBetween(today, day);
  if (Math.abs(distance) > longestCountOfDays) return formatDay(day, 'full', locale);
  // Only the neighbours have names of their own: "the day before yesterday" reads slower than "2 days ago".
  const numeric = Math.abs(distance) <= 1 ? 'auto' : 'always';
  const text = new Intl.RelativeTimeFormat(locale, { numeric }).format(distance, 'day');
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
