/** Dates and times of day as files write them. */
import * as z from 'zod/mini';
import { instantSchema } from '../model/primitives.ts';
import {
  businessDateOf,
  type Day,
  isDay,
  type LocalTime,
  localToInstant,
  zoneOffsetMinutes,
} from '../values/calendar.ts';
import type { CsvDateFormat } from './csv-mapping.ts';

/** When a document was made: the instant, how the shop's clock read it, and the day it counts to. */
export interface Moment {
  readonly occurredAt: number;
  readonly utcOffsetMinutes: number;
  readonly businessDate: Day;
}

const datePatterns: Readonly<Record<CsvDateFormat, RegExp>> = {
  iso: /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})/,
  dmy: /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?!\d)/,
  mdy: /^(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?!\d)/,
};

const timePattern =
  /^(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<half>[ap]\.?m\.?)?\s*(?<zone>z|[+-]\d{2}:?\d{2})?$/i;

/** A date with or without a time of day, as a text says it. */
export interface WrittenTime {
  readonly local: LocalTime;
  readonly hasTimeOfDay: boolean;
  /** What the text says its clock is ahead of UTC; absent where it says nothing. */
  readonly offsetMinutes?: number;
}

/**
 * Reads a date that may be followed by a time of day; undefined where it is none. Years of two digits are of this
 * century. A year comes first in `iso`, which is understood whatever the format says.
 *
 * @example readTime('01/02/2024 3:05 PM', 'dmy') // the first of February, 15:05
 */
export function readTime(text: string, format: CsvDateFormat): WrittenTime | undefined {
  const trimmed = text.trim();
  const date = datePatterns.iso.exec(trimmed) ?? datePatterns[format].exec(trimmed);
  if (date === null) return undefined;
  const { year = '', month = '', day = '' } = date.groups ?? {};
  const fullYear = year.length === 2 ? `20${year}` : year;
  if (!isDay(`${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)) return undefined;
  const local = { year: Number(fullYear), month: Number(month), day: Number(day) };
  const rest = trimmed.slice(date[0].length).replace(/^(?:[T,]|\s)\s*/, '');
  if (rest === '') return { local: { ...local, hour: 0, minute: 0, second: 0 }, hasTimeOfDay: false };
  const time = readTimeOfDay(rest);
  return time && { local: { ...local, ...time.local }, hasTimeOfDay: true, ...time.zone };
}

interface TimeOfDay {
  local: { hour: number; minute: number; second: number };
  zone: { offsetMinutes?: number };
}

function readTimeOfDay(text: string): TimeOfDay | undefined {
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const { hour = '', minute = '', second = '0', half, zone } = match.groups ?? {};
  const local = { hour: hourOf(Number(hour), half), minute: Number(minute), second: Number(second) };
  if (local.hour > 23 || local.minute > 59 || local.second > 59) return undefined;
  return { local, zone: zone === undefined ? {} : { offsetMinutes: offsetOf(zone) } };
}

/** The hour of 24; an impossible hour of 12 becomes one that no clock shows. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * The moment of a written time in the shop's zone; undefined where it is out of range. A text without a time of day counts to its
 * own date, whatever the cut-off hour.
 *
 * @example momentOf(readTime('2011-07-01 09:00', 'iso'), 'Europe/London', 0)
 * // { occurredAt: Date.UTC(2011, 6, 1, 8), utcOffsetMinutes: 60, businessDate: '2011-07-01' }
 */
export function momentOf(written: WrittenTime, timeZone: string, cutOffHour: number): Moment | undefined {
  const { at, offsetMinutes } = instantOf(written, timeZone);
  if (!z.safeParse(instantSchema, at).success) return undefined;
  const businessDate = businessDateOf(at, offsetMinutes, written.hasTimeOfDay ? cutOffHour : 0);
  return { occurredAt: at, utcOffsetMinutes: offsetMinutes, businessDate };
}

function instantOf(written: WrittenTime, timeZone: string): { at: number; offsetMinutes: number } {
  if (written.offsetMinutes === undefined) return localToInstant(written.local, timeZone);
  const at = localToInstant(written.local, 'UTC').at - written.offsetMinutes * 60_000;
  return { at, offsetMinutes: zoneOffsetMinutes(timeZone, at) };
}
