/** A calendar day 'YYYY-MM-DD' without a zone. */
export type Day = string;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const DAY = /^(?:19|2\d)\d\d-\d\d-\d\d$/;

/**
 * Whether the text is a day that exists, from 1900-01-01 to 2999-12-31.
 *
 * @example isDay('2024-02-29') // true; '2023-02-29' and '2023-2-1' are false
 */
export function isDay(text: string): boolean {
  return DAY.test(text) && isDate(numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10));
}

/** The digits from index `start` to `end` as a number; cheaper than cutting the text up. */
function numberAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let i = start; i < end; i += 1) number = number * 10 + text.charCodeAt(i) - 48;
  return number;
}

function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to the given date. Years are counted from March, so a leap day ends its year. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const dayOfMarchYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * marchYear + leapDays + dayOfMarchYear - 719_468;
}

function numberOfDay(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return dayNumber(numberAt(day, 0, 4), numberAt(day, 5, 7), numberAt(day, 8, 10));
}

const dayTexts = new Map<number, Day>();

/** An import asks for the same few thousand days a million times. */
function dayOfNumber(number: number): Day {
  const known = dayTexts.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
  if (dayTexts.size < 50_000) dayTexts.set(number, day);
  return day;
}

/**
 * b − a in whole days; negative when b is earlier.
 *
 * @example daysBetween('2024-02-28', '2024-03-01') // 2
 */
export function daysBetween(a: Day, b: Day): number {
  return numberOfDay(b) - numberOfDay(a);
}

/**
 * The day n days later (earlier when n is negative).
 *
 * @example addDays('2024-12-31', 1) // '2025-01-01'
 */
export function addDays(day: Day, n: number): Day {
  return dayOfNumber(numberOfDay(day) + n);
}

/**
 * The month of a day, 'YYYY-MM'.
 *
 * @example monthOf('2011-12-09') // '2011-12'
 */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/**
 * ISO weekday: Monday 1 to Sunday 7.
 *
 * @example weekdayOf('1970-01-01') // 4, a Thursday
 */
export function weekdayOf(day: Day): number {
  const sinceMonday = (numberOfDay(day) + 3) % 7;
  return sinceMonday < 0 ? sinceMonday + 8 : sinceMonday + 1;
}

/**
 * The day a sale counts to: the wall-clock day, or the day before while the wall clock has not
 * reached the shop's cut-off hour (0 to 23).
 *
 * @example businessDateOf(Date.UTC(2024, 0, 2, 2, 30), 60, 4) // '2024-01-01': 03:30 is before 4
 */
export function businessDateOf(at: number, offsetMinutes: number, cutOffHour: number): Day {
  const shifted = at + offsetMinutes * MINUTE_MS - cutOffHour * HOUR_MS;
  return dayOfNumber(Math.floor(shifted / DAY_MS));
}

/**
 * The business day of a shop at an instant: what it calls today.
 *
 * @example businessDayAt({ timeZone: 'Europe/London', cutOffHour: 0 }, clock.now())
 */
export function businessDayAt(
  { timeZone, cutOffHour }: { readonly timeZone: string; readonly cutOffHour: number },
  at: number,
): Day {
  return businessDateOf(at, zoneOffsetMinutes(timeZone, at), cutOffHour);
}

/**
 * Wall time 'YYYY-MM-DDTHH:mm:ss' of an instant (epoch milliseconds) at an offset from UTC.
 *
 * @example localText(0, 330) // '1970-01-01T05:30:00'
 */
export function localText(at: number, offsetMinutes: number): string {
  return new Date(at + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
}

/**
 * The instant (epoch milliseconds) in UTC, with milliseconds.
 *
 * @example isoInstant(0) // '1970-01-01T00:00:00.000Z'
 */
export function isoInstant(at: number): string {
  return new Date(at).toISOString();
}

/** Every sale bears its zone, and asking Intl takes longer than checking all the rest of a sale. */
const knownZones = new Set<string>();

/**
 * Whether the text is a time-zone name of the IANA database that this machine knows.
 *
 * @example isTimeZone('Europe/London') // true; '+01:00' and 'London' are false
 */
export function isTimeZone(text: string): boolean {
  if (knownZones.has(text)) return true;
  if (!/^[a-z]/i.test(text)) return false;
  try {
    wallClock(text);
    knownZones.add(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function wallClock(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** Offsets of one UTC day: `before` until `changeAt`, `after` from then on. */
interface DayOffsets {
  before: number;
  changeAt: number;
  after: number;
}

/**
 * What is known of one zone. Intl is asked only at the ends of each UTC day met, and more closely
 * on the few days when the clocks change: some zones changed at one minute past the hour.
 */
interface ZoneTable {
  clock: Intl.DateTimeFormat;
  days: Map<number, DayOffsets>;
}

const zoneTables = new Map<string, ZoneTable>();

/**
 * Minutes to add to UTC for the zone's wall time at the instant (epoch milliseconds). Throws on an
 * unknown zone.
 *
 * @example zoneOffsetMinutes('Europe/London', Date.UTC(2024, 6, 1)) // 60
 */
export function zoneOffsetMinutes(timeZone: string, at: number): number {
  const number = Math.floor(at / DAY_MS);
  const day = zoneTables.get(timeZone)?.days.get(number) ?? learnDay(timeZone, number);
  return at < day.changeAt ? day.before : day.after;
}

function learnDay(timeZone: string, number: number): DayOffsets {
  let table = zoneTables.get(timeZone);
  if (table === undefined) {
    table = { clock: wallClock(timeZone), days: new Map() };
    zoneTables.set(timeZone, table);
  }
  const start = number * DAY_MS;
  const end = start + DAY_MS;
  const before = askOffset(table.clock, start);
  const after = askOffset(table.clock, end);
  const changeAt = before === after ? end : findChange(table.clock, start, end, before);
  const offsets = { before, changeAt, after };
  table.days.set(number, offsets);
  return offsets;
}

/** The first second in (start, end] whose offset is no longer `before`. */
function findChange(clock: Intl.DateTimeFormat, start: number, end: number, before: number): number {
  let unchanged = start;
  let changed = end;
  while (changed - unchanged > 1000) {
    const middle = unchanged + Math.floor((changed - unchanged) / 2000) * 1000;
    if (askOffset(clock, middle) === before) unchanged = middle;
    else changed = middle;
  }
  return changed;
}

function askOffset(clock: Intl.DateTimeFormat, at: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
    clock.format(at).match(/\d+/g) ?? []
  ).map(Number);
  const wall = wallMs({ year, month, day, hour, minute, second });
  // Local mean times of long ago have odd seconds; offsets are kept in whole minutes.
  return Math.round((wall - at) / MINUTE_MS) + 0;
}

/** A date and time of day as a clock in the shop shows it. Months are 1 to 12. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The wall time read as if it were UTC, in epoch milliseconds. */
function wallMs(local: LocalTime): number {
  const time = local.hour * HOUR_MS + local.minute * MINUTE_MS + local.second * 1000;
  return dayNumber(local.year, local.month, local.day) * DAY_MS + time;
}

/**
 * The instant of a wall time in a zone, and an offset with which it reads back as exactly that wall
 * time. A wall time that comes twice (clocks set back) is taken as the first; one that never comes
 * (clocks set forward) is read with the offset before the change. Throws when the date or the time
 * of day does not exist on any clock.
 *
 * @example localToInstant({ year: 2011, month: 7, day: 1, hour: 9, minute: 0, second: 0 }, 'Europe/London')
 * // { at: Date.UTC(2011, 6, 1, 8), offsetMinutes: 60 }
 */
export function localToInstant(local: LocalTime, timeZone: string): { at: number; offsetMinutes: number } {
  assertLocalTime(local);
  const wall = wallMs(local);
  // No zone is a whole day from UTC, so the instant lies between these two.
  const before = zoneOffsetMinutes(timeZone, wall - DAY_MS);
  const after = zoneOffsetMinutes(timeZone, wall + DAY_MS);
  const early = wall - before * MINUTE_MS;
  const late = wall - after * MINUTE_MS;
  const isLate =
    before !== after &&
    zoneOffsetMinutes(timeZone, early) !== before &&
    zoneOffsetMinutes(timeZone, late) === after;
  return isLate ? { at: late, offsetMinutes: after } : { at: early, offsetMinutes: before };
}

function assertLocalTime(local: LocalTime): void {
  const { year, month, day, hour, minute, second } = local;
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!isTime || !isDate(year, month, day)) {
    throw new RangeError(`not a wall time: ${JSON.stringify(local)}`);
  }
}
