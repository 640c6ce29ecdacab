import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localText } from '../values/calendar.ts';
import { momentOf, readTime } from './wall-time.ts';

const at = (text: string, format: 'iso' | 'dmy' | 'mdy', cutOffHour = 0) => {
  const written = readTime(text, format);
  const moment = written && momentOf(written, 'Europe/London', cutOffHour);
  return moment && `${localText(moment.occurredAt, moment.utcOffsetMinutes)} on ${moment.businessDate}`;
};

describe('[D5] times of a file', () => {
  test.each([
    ['2011-07-01 09:00:00', 'iso', '2011-07-01T09:00:00 on 2011-07-01'],
    ['2011-07-01T09:00', 'iso', '2011-07-01T09:00:00 on 2011-07-01'],
    ['2011-07-01', 'iso', '2011-07-01T00:00:00 on 2011-07-01'],
    ['01/02/2024', 'dmy', '2024-02-01T00:00:00 on 2024-02-01'],
    ['01/02/2024', 'mdy', '2024-01-02T00:00:00 on 2024-01-02'],
    ['1.2.24 7:05', 'dmy', '2024-02-01T07:05:00 on 2024-02-01'],
    ['1/2/2024 12:05 AM', 'mdy', '2024-01-02T00:05:00 on 2024-01-02'],
    ['1/2/2024 3:45 pm', 'mdy', '2024-01-02T15:45:00 on 2024-01-02'],
    ['2024-07-01T09:00:00Z', 'iso', '2024-07-01T10:00:00 on 2024-07-01'],
    ['2024-07-01 09:00:00 +0530', 'iso', '2024-07-01T04:30:00 on 2024-07-01'],
    ['2024-07-01T09:00:00.123+01:00', 'iso', '2024-07-01T09:00:00 on 2024-07-01'],
  ] as const)('%s as %s', (text, format, expected) => {
    expect(at(text, format)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '2011-02-30',
    '31/31/2024',
    '2024-01-01 25:00',
    '2024-01-01 13:00 pm',
    '0024-01-01',
  ])('"%s" is none', (text) => {
    expect(at(text, 'dmy')).toBeUndefined();
  });

  test('the time read is the time shown, in every zone and at every change of clocks', () => {
    const minute = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 });
    const zone = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    );
    fc.assert(
      fc.property(minute, zone, (minutes, timeZone) => {
        const text = localText(minutes * 60_000, 0);
        const written = readTime(text, 'iso');
        const moment = written && momentOf(written, timeZone, 0);
        expect(moment && localText(moment.occurredAt, moment.utcOffsetMinutes)).toBe(text);
        expect(moment?.businessDate).toBe(text.slice(0, 10));
      }),
    );
  });

  test('the cut-off hour moves a time of day to the day before, never a date alone', () => {
    expect(at('2024-01-02 03:30', 'iso', 4)).toBe('2024-01-02T03:30:00 on 2024-01-01');
    expect(at('2024-01-02', 'iso', 4)).toBe('2024-01-02T00:00:00 on 2024-01-02');
  });
});
