import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuantity, parseQuantity } from './quantity.ts';

describe('quantities', () => {
  it.each([
    ['1.5', 1500],
    ['2', 2000],
    [' -3 ', -3000],
    ['−3', -3000],
    ['.25', 250],
    ['0.001', 1],
    ['-0', 0],
  ])('[D4] reads %o as %i thousandths', (text, milli) => {
    expect(parseQuantity(text)).toBe(milli);
  });

  it.each(['', '.', '-', '1.2345', '1,5', '1 000', 'two', '1e3', '9007199254741'])(
    '%o is no quantity',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  it.each([
    [1500, '1.5'],
    [2000, '2'],
    [10_000, '10'],
    [0, '0'],
    [-1, '-0.001'],
    [-120_050, '-120.05'],
  ])('writes %i thousandths as %s', (milli, text) => {
    expect(formatQuantity(milli)).toBe(text);
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (milli) => {
        expect(parseQuantity(formatQuantity(milli))).toBe(milli);
      }),
    );
  });
});
