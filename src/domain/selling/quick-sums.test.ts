import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickSums } from './quick-sums.ts';

describe('sums that people hand over', () => {
  it.each([
    [360, 'GBP', [360, 500, 1000, 2000]],
    [1230, 'GBP', [1230, 1500, 2000, 5000]],
    [2460, 'GBP', [2460, 2500, 3000, 5000]],
    [2500, 'GBP', [2500, 3000, 4000, 5000]],
    [4460, 'GBP', [4460, 4500, 5000, 6000]],
    [11_730, 'GBP', [11_730, 12_000, 15_000]],
    [123_456, 'GBP', [123_456, 123_500, 124_000, 125_000]],
    [2460, 'USD', [2460, 2500, 5000, 10_000]],
    [425_000, 'KES', [425_000, 430_000, 450_000, 500_000]],
    [360, 'JPY', [360, 1000, 5000, 10_000]],
    [12_500, 'JPY', [12_500, 13_000, 15_000, 20_000]],
    [20_000, 'JPY', [20_000]],
    [2345, 'KWD', [2345, 2500, 5000, 10_000]],
    [12_750, 'KWD', [12_750, 13_000, 15_000, 20_000]],
    [2400, 'PLN', [2400, 2500, 5000, 10_000]],
    [18_000, 'KRW', [18_000, 20_000, 50_000]],
    [0, 'GBP', []],
  ])('%i %s: %o', (due, currency, sums) => {
    expect(quickSums(due, currency, 4)).toEqual(sums);
  });

  it('begin with the exact sum, go up, and hold it once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.constantFrom('GBP', 'JPY', 'KWD', 'PLN', 'CLP'),
        (due, code) => {
          const sums = quickSums(due, code, 4);
          expect(sums[0]).toBe(due);
          expect(sums.length).toBeLessThanOrEqual(4);
          expect(sums).toEqual([...new Set(sums)].sort((a, b) => a - b));
        },
      ),
    );
  });
});
