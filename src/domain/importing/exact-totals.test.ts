import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundRatio } from '../values/money.ts';
import { exactAmount, exactTotals, unitPriceOf } from './exact-totals.ts';

test('[D4] line totals add up to the exact total rounded half away from zero, each within one unit of its own', () => {
  const amount = fc.tuple(
    fc.integer({ min: -5_000_000, max: 5_000_000 }),
    fc.integer({ min: -90_000, max: 90_000 }),
  );
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), (lines) => {
      const exact = lines.map(([price, quantity]) => exactAmount(price, quantity));
      const totals = exactTotals(exact) ?? [];
      const sum = exact.reduce<bigint>((total, part) => total + BigInt(part), 0n);
      expect(totals.reduce((total, part) => total + part, 0)).toBe(roundRatio(sum, 1_000_000));
      totals.forEach((total, index) => {
        expect(Math.abs(total - Number(exact[index]) / 1_000_000)).toBeLessThan(1);
      });
    }),
  );
});

test('amounts beyond what numbers hold exactly are still exact', () => {
  const price = 9_007_199_254_740_991;
  expect(
    exactTotals([exactAmount(price, 1000), exactAmount(-price, 1000), exactAmount(1_000_000, 1000)]),
  ).toEqual([9_007_199_254_741, -9_007_199_254_741, 1000]);
});

test('an order worth more than can be stored has no totals', () => {
  const huge = exactAmount(9_007_199_254_740_991, 9_007_199_254_740_991);
  expect(exactTotals([huge])).toBeUndefined();
  const large = Array.from({ length: 3 }, () => 8_000_000_000_000_000n * 1_000_000n);
  expect(exactTotals(large)).toBeUndefined();
});

test('the price of a piece follows from the value of the line', () => {
  expect(unitPriceOf(1_187_000, 2000)).toBe(593_500);
  expect(unitPriceOf(-1_187_000, -2000)).toBe(593_500);
  expect(unitPriceOf(500_000, 0)).toBe(500_000);
  expect(unitPriceOf(9_007_199_254_740_991, 1)).toBeUndefined();
});
