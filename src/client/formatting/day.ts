import type { Sale } from '../../domain/model/sale.ts';
import { businessDateOf, type Day, zoneOffsetMinutes } from '../../domain/values/calendar.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

const dayStyles = {
  /** 17 Nov */
  short: { day: 'numeric', month: 'short' },
  /** 17 Nov 2026 */
  full: { day: 'numeric', month: 'short', year: 'numeric' },
  /** Tue 17 Nov 2026 */
  weekday: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** Tue 17, for rows under a month header */
  inMonth: { weekday: 'short', day: 'numeric' },
  /** November 2026 */
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DayStyle = keyof typeof dayStyles;

/** Noon of the day in UTC: far enough from both midnights that no daylight saving can move the date. */
function noonOf(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** A calendar day as people of the locale write it: `formatDay('2026-11-17', 'full', 'en-GB')` → `17 Nov 2026`. */
export function formatDay(day: Day, style: DayStyle, locale: string): string {
  return dateFormat(locale, { ...dayStyles[style], timeZone: 'UTC' })
    .format(noonOf(day))
    .replace(/,(?=\s)/g, '');
}

/** The time of an instant on the clock of the time zone: `14:05`. */
export function formatTime(instant: number, timeZone: string, locale: string): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(instant);
}

/** When and by whose hand a document came to be. */
export type SaleMoment = Pick<Sale, 'occurredAt' | 'utcOffsetMinutes' | 'importId'>;

/**
 * The time on the clock where a document was made, whatever zone the shop is in now. Null for an imported document of midnight
 * exactly: its file names only days.
 */
export function formatSaleTime(sale: SaleMoment, locale: string): string | null {
  const onItsClock = sale.occurredAt + sale.utcOffsetMinutes * 60_000;
  const isMidnight = new Date(onItsClock).toISOString().endsWith('T00:00:00.000Z');
  return sale.importId !== undefined && isMidnight ? null : formatTime(onItsClock, 'UTC', locale);
}

/** The calendar day of an instant in the time zone: `dayOf(0, 'Europe/London')` → `1970-01-01`. */
export function dayOf(instant: number, timeZone: string): Day {
  return businessDateOf(instant, zoneOffsetMinutes(timeZone, instant), 0);
}
