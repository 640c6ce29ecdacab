import { describe, expect, it } from 'vitest';
import { dayOf, formatDay, formatSaleTime, formatTime } from './day.ts';

describe('formatDay', () => {
  it.each([
    ['short', '17 Nov'],
    ['full', '17 Nov 2026'],
    ['weekday', 'Tue 17 Nov 2026'],
    ['inMonth', 'Tue 17'],
    ['month', 'November 2026'],
  ] as const)('%s reads %s', (style, text) => {
    expect(formatDay('2026-11-17', style, 'en-GB')).toBe(text);
  });
});

describe('an instant belongs to the day and time of the shop, not of the tablet', () => {
  const justAfterMidnightInNairobi = Date.UTC(2026, 10, 16, 21, 5);

  it('in Nairobi it is already the 17th', () => {
    expect(dayOf(justAfterMidnightInNairobi, 'Africa/Nairobi')).toBe('2026-11-17');
    expect(formatTime(justAfterMidnightInNairobi, 'Africa/Nairobi', 'en-GB')).toBe('00:05');
  });

  it('in London it is still the 16th', () => {
    expect(dayOf(justAfterMidnightInNairobi, 'Europe/London')).toBe('2026-11-16');
    expect(formatTime(justAfterMidnightInNairobi, 'Europe/London', 'en-GB')).toBe('21:05');
  });
});

describe('the time of a document', () => {
  const midnightInNairobi = { occurredAt: Date.UTC(2026, 10, 16, 21), utcOffsetMinutes: 180 };

  it('is the one on the clock where it was made', () => {
    expect(
      formatSaleTime({ ...midnightInNairobi, occurredAt: midnightInNairobi.occurredAt + 60_000 }, 'en-GB'),
    ).toBe('00:01');
  });

  it('is left out where an imported file named only the day, never for a sale at a till', () => {
    expect(formatSaleTime({ ...midnightInNairobi, importId: 'a' }, 'en-GB')).toBeNull();
    expect(formatSaleTime(midnightInNairobi, 'en-GB')).toBe('00:00');
  });
});
