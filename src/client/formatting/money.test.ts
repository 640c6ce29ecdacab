import { describe, expect, it } from 'vitest';
import { formatMoney, formatUnitPrice, formatWholeMoney } from './money.ts';

describe('formatMoney', () => {
  it('writes pounds with two decimals and groups', () => {
    expect(formatMoney(128460, 'GBP', 'en-GB')).toBe('£1,284.60');
  });

  it('writes a return with a minus sign, not a hyphen', () => {
    expect(formatMoney(-3060, 'GBP', 'en-GB')).toBe('\u2212£30.60');
  });

  it('uses the decimals of the currency', () => {
    expect(formatMoney(12500, 'JPY', 'en-GB')).toBe('JP¥12,500');
    expect(formatMoney(12500, 'KWD', 'en-GB')).toBe('KWD\u00a012.500');
    expect(formatMoney(425000, 'KES', 'en-GB')).toBe('KES\u00a04,250.00');
  });

  it('tells unknown from nothing', () => {
    expect(formatMoney(null, 'GBP', 'en-GB')).toBe('—');
    expect(formatMoney(0, 'GBP', 'en-GB')).toBe('£0.00');
  });

  it('keeps every minor unit of a large amount', () => {
    expect(formatMoney(9_007_199_254_740_991, 'JPY', 'en-GB')).toBe('JP¥9,007,199,254,740,991');
    expect(formatMoney(99_999_999_999_999, 'GBP', 'en-GB')).toBe('£999,999,999,999.99');
  });
});

it('formatWholeMoney rounds to whole units for axes', () => {
  expect(formatWholeMoney(284760, 'GBP', 'en-GB')).toBe('£2,848');
});

describe('formatUnitPrice', () => {
  it.each([
    [1_800_000, 'GBP', '£18.00'],
    [125, 'GBP', '£0.00125'],
    [12_500_000, 'JPY', 'JP¥12,500'],
  ])('writes %i thousandths of a minor unit of %s as %s', (unitPriceMilli, currency, text) => {
    expect(formatUnitPrice(unitPriceMilli, currency, 'en-GB')).toBe(text);
  });
});
