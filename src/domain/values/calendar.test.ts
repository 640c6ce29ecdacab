import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  businessDateOf,
  daysBetween,
  isDay,
  isoInstant,
  isTimeZone,
  localText,
  localToInstant,
  monthOf,
  weekdayOf,
  zoneOffsetMinutes,
} from './calendar.ts';

const DAY_MS = 86_400_000;

/** Any day from 1900-01-01 to 2999-12-31, as days since 1970-01-01. */
const dayNumber = fc.integer({ min: Date.UTC(1900, 0, 1) / DAY_MS, max: Date.UTC(2999, 11, 31) / DAY_MS });
const textOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);

const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Nairobi',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Gaza',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];
const zone = fc.constantFrom(...ZONES);

/** Instants between 1975 and 2060, to the second. */
const instant = fc
  .integer({ min: Date.UTC(1975, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 })
  .map((seconds) => seconds * 1000);

function localOf(text: string) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second };
}

/** The wall time as Intl itself tells it. */
function wallTimeByIntl(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return format.format(at).replace(' ', 'T');
}

describe('days', () => {
  it.each([
    ['2024-02-29', true],
    ['1900-01-01', true],
    ['2999-12-31', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-04-31', false],
    ['2024-00-10', false],
    ['2024-13-10', false],
    ['2024-01-00', false],
    ['1899-12-31', false],
    ['3000-01-01', false],
    ['2024-1-1', false],
    ['2024-01-01T00:00', false],
    ['2024-01-01\n', false],
    ['', false],
  ])('isDay(%o) is %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  it('every day from 1900 to 2999 is a day, with its number and weekday', () => {
    fc.assert(
      fc.property(dayNumber, (number) => {
        const day = textOf(number);
        expect(isDay(day)).toBe(true);
        expect(daysBetween('1970-01-01', day)).toBe(number);
        expect(weekdayOf(day)).toBe(new Date(number * DAY_MS).getUTCDay() || 7);
      }),
      { numRuns: 2000 },
    );
  });

  it('adding days and counting them agree', () => {
    fc.assert(
      fc.property(dayNumber, dayNumber, (a, b) => {
        expect(addDays(textOf(a), b - a)).toBe(textOf(b));
        expect(daysBetween(textOf(a), textOf(b))).toBe(b - a);
      }),
    );
  });

  it('counts over a leap day, a year end and backwards', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(monthOf('2011-12-09')).toBe('2011-12');
  });

  it('refuses to count with what is no day', () => {
    expect(() => daysBetween('2023-02-29', '2024-01-01')).toThrow('not a day');
    expect(() => addDays('yesterday', 1)).toThrow('not a day');
  });
});

describe('business dates', () => {
  it.each([
    ['2024-01-01T23:59:59Z', 0, 0, '2024-01-01'],
    ['2024-01-02T00:00:00Z', 0, 0, '2024-01-02'],
    ['2024-01-02T02:59:59Z', 60, 4, '2024-01-01'],
    ['2024-01-02T03:00:00Z', 60, 4, '2024-01-02'],
    ['2024-01-01T03:00:00Z', -300, 0, '2023-12-31'],
    ['1969-12-31T23:00:00Z', 0, 0, '1969-12-31'],
  ])('[D5] %s at offset %i with cut-off hour %i counts to %s', (instantText, offset, cutOff, day) => {
    expect(businessDateOf(Date.parse(instantText), offset, cutOff)).toBe(day);
  });

  it('[D5] follow the wall clock on the day it is set back', () => {
    const at = Date.UTC(2011, 9, 30, 3, 30);
    expect(businessDateOf(at, zoneOffsetMinutes('Europe/London', at), 4)).toBe('2011-10-29');
  });
});

describe('instants as text', () => {
  it('are wall time or UTC', () => {
    expect(localText(0, 330)).toBe('1970-01-01T05:30:00');
    expect(localText(Date.UTC(2024, 0, 1), -60)).toBe('2023-12-31T23:00:00');
    expect(isoInstant(1)).toBe('1970-01-01T00:00:00.001Z');
  });
});

describe('time zones', () => {
  it.each([
    ['Europe/London', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['London', false],
    ['+01:00', false],
    ['Europe/Atlantis', false],
    ['', false],
  ])('isTimeZone(%o) is %s', (text, expected) => {
    expect(isTimeZone(text)).toBe(expected);
  });

  it('change to the very second, also at one minute past the hour', () => {
    const cases: [string, number, number, number][] = [
      ['Europe/London', Date.UTC(2011, 2, 27, 1), 0, 60],
      ['Europe/London', Date.UTC(2011, 9, 30, 1), 60, 0],
      ['America/St_Johns', Date.UTC(2010, 2, 14, 3, 31), -210, -150],
      ['Australia/Lord_Howe', Date.UTC(2023, 3, 1, 15), 660, 630],
      ['Pacific/Apia', Date.UTC(2011, 11, 30, 10), -600, 840],
    ];
    for (const [timeZone, changeAt, before, after] of cases) {
      expect(zoneOffsetMinutes(timeZone, changeAt - 1)).toBe(before);
      expect(zoneOffsetMinutes(timeZone, changeAt)).toBe(after);
    }
  });

  it('refuse an unknown name', () => {
    expect(() => zoneOffsetMinutes('Europe/Atlantis', 0)).toThrow(RangeError);
  });

  it('[D5] tell the wall time that Intl tells', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        expect(localText(at, zoneOffsetMinutes(timeZone, at))).toBe(wallTimeByIntl(at, timeZone));
      }),
      { numRuns: 500 },
    );
  });
});

describe('wall times', () => {
  it.each([
    ['2011-07-01T09:00:00', 'Europe/London', '2011-07-01T08:00:00.000Z', 60],
    ['2011-01-01T09:00:00', 'Europe/London', '2011-01-01T09:00:00.000Z', 0],
    ['2011-03-27T00:59:59', 'Europe/London', '2011-03-27T00:59:59.000Z', 0],
    ['2011-03-27T01:30:00', 'Europe/London', '2011-03-27T01:30:00.000Z', 0],
    ['2011-03-27T02:00:00', 'Europe/London', '2011-03-27T01:00:00.000Z', 60],
    ['2011-10-30T01:30:00', 'Europe/London', '2011-10-30T00:30:00.000Z', 60],
    ['2011-10-30T02:00:00', 'Europe/London', '2011-10-30T02:00:00.000Z', 0],
    ['2024-11-03T01:30:00', 'America/New_York', '2024-11-03T05:30:00.000Z', -240],
    ['2024-03-10T02:30:00', 'America/New_York', '2024-03-10T07:30:00.000Z', -300],
    ['2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z', -600],
    ['2024-02-29T12:00:00', 'Asia/Kathmandu', '2024-02-29T06:15:00.000Z', 345],
  ])('[D5] %s in %s is %s', (text, timeZone, utc, offsetMinutes) => {
    const found = localToInstant(localOf(text), timeZone);
    expect({ ...found, at: isoInstant(found.at) }).toEqual({ at: utc, offsetMinutes });
  });

  it('[D5] read back exactly, also when the clock never showed them', () => {
    const secondOfDay = fc.nat(86_399);
    const summerTimeMonths = fc.integer({
      min: Date.UTC(2005, 0, 1) / DAY_MS,
      max: Date.UTC(2030, 0, 1) / DAY_MS,
    });
    fc.assert(
      fc.property(summerTimeMonths, secondOfDay, zone, (number, second, timeZone) => {
        const text = new Date(number * DAY_MS + second * 1000).toISOString().slice(0, 19);
        const { at, offsetMinutes } = localToInstant(localOf(text), timeZone);
        expect(localText(at, offsetMinutes)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('[D5] of an instant lead back to it, or to the first of two with that wall time', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const wall = localText(at, zoneOffsetMinutes(timeZone, at));
        const found = localToInstant(localOf(wall), timeZone);
        expect(found.at).toBeLessThanOrEqual(at);
        expect(found.offsetMinutes).toBe(zoneOffsetMinutes(timeZone, found.at));
        expect(wallTimeByIntl(found.at, timeZone)).toBe(wall);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a date or time that no clock shows', () => {
    const noon = localOf('2024-01-01T12:00:00');
    expect(() => localToInstant({ ...noon, day: 32 }, 'UTC')).toThrow('not a wall time');
    expect(() => localToInstant({ ...noon, hour: 24 }, 'UTC')).toThrow('not a wall time');
    expect(() => localToInstant({ ...noon, minute: Number.NaN }, 'UTC')).toThrow('not a wall time');
  });
});
