import { describe, expect, it } from 'vitest';
import { thousandths, unitPriceText, zonedText } from './written.ts';

describe('values in answers', () => {
  it('writes an instant as the shop saw it, without losing the instant', () => {
    const at = Date.UTC(2011, 6, 1, 8, 0, 0, 337);
    expect(zonedText(at, 60)).toBe('2011-07-01T09:00:00.337+01:00');
    expect(zonedText(at, -210)).toBe('2011-07-01T04:30:00.337-03:30');
    for (const offset of [0, 60, -210, 840]) expect(Date.parse(zonedText(at, offset))).toBe(at);
  });

  it('writes quantities as numbers, whole ones without a point', () => {
    expect([37_000, 1500, -1, 0].map((milli) => JSON.stringify(thousandths(milli)))).toEqual([
      '37',
      '1.5',
      '-0.001',
      '0',
    ]);
  });

  it('writes unit prices with the decimals of the currency, more only where they carry something', () => {
    expect(unitPriceText(255_000, 'GBP')).toBe('2.55');
    expect(unitPriceText(250_000, 'GBP')).toBe('2.50');
    expect(unitPriceText(12_345, 'GBP')).toBe('0.12345');
    expect(unitPriceText(-2_000, 'JPY')).toBe('-2');
    expect(unitPriceText(2_500, 'JPY')).toBe('2.5');
    expect(unitPriceText(1_234_000, 'KWD')).toBe('1.234');
  });
});
