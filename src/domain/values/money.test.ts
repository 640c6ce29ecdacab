import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  currencyExponent,
  formatAmount,
  formatRatioAmount,
  isCurrency,
  lineAmount,
  parseAmount,
  roundRatio,
} from './money.ts';

const safeInteger = fc.maxSafeInteger();

/** Half away from zero, written in the plainest way. */
function roundedExactly(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const abs = (n: bigint) => (n < 0n ? -n : n);
  const [dividend, divisor] = [abs(numerator), abs(denominator)];
  const magnitude = dividend / divisor + (2n * (dividend % divisor) >= divisor ? 1n : 0n);
  return negative ? -magnitude : magnitude;
}

describe('currencies', () => {
  it.each([
    ['JPY', 0],
    ['GBP', 2],
    ['KWD', 3],
    ['CLF', 4],
    ['KES', 2],
    ['XOF', 0],
  ])('%s has %i decimals', (code, exponent) => {
    expect(isCurrency(code)).toBe(true);
    expect(currencyExponent(code)).toBe(exponent);
  });

  it.each(['gbp', 'GB', 'DEM', 'XAU', '', 'toString'])('%o is no currency', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => currencyExponent(code)).toThrow('unknown currency');
  });
});

describe('rounding', () => {
  it.each([
    [5, 2, 3],
    [-5, 2, -3],
    [5, -2, -3],
    [-5, -2, 3],
    [4, 3, 1],
    [1, 3, 0],
    [0, 7, 0],
  ])('[D4] %i / %i rounds half away from zero to %i', (numerator, denominator, rounded) => {
    expect(roundRatio(numerator, denominator)).toBe(rounded);
    expect(roundRatio(BigInt(numerator), BigInt(denominator))).toBe(rounded);
  });

  it('never gives minus zero, which would print a sign', () => {
    expect(Object.is(roundRatio(-1, 3), 0)).toBe(true);
    expect(Object.is(roundRatio(0, -3), 0)).toBe(true);
    expect(Object.is(roundRatio(-1n, 3n), 0)).toBe(true);
  });

  it('[D4] is exact over the whole safe range', () => {
    fc.assert(
      fc.property(
        safeInteger,
        safeInteger.filter((n) => n !== 0),
        (numerator, denominator) => {
          const exact = roundedExactly(BigInt(numerator), BigInt(denominator));
          expect(BigInt(roundRatio(numerator, denominator))).toBe(exact);
        },
      ),
    );
  });

  it('[D4] is exact beyond the safe range', () => {
    expect(roundRatio(10n ** 30n + 5n * 10n ** 14n, 10n ** 15n)).toBe(1_000_000_000_000_001);
  });

  it('refuses a denominator of 0 and a result that is not exact', () => {
    expect(() => roundRatio(1, 0)).toThrow('denominator');
    expect(() => roundRatio(1n, 0n)).toThrow('denominator');
    expect(() => roundRatio(2n ** 60n, 1n)).toThrow('2^53');
  });

  it('writes an average to the minor unit', () => {
    expect(formatRatioAmount(1000, 3, 'GBP')).toBe('3.33');
    expect(formatRatioAmount(-25n, 2n, 'JPY')).toBe('-13');
  });
});

describe('line amounts', () => {
  it.each([
    [255_000, 6000, 1530],
    [255_000, 1500, 383],
    [255_000, -1500, -383],
    [1250, 1000, 1],
    [500, 1000, 1],
    [499, 1000, 0],
  ])('[D4] %i thousandths × %i thousandths = %i minor units', (price, quantity, amount) => {
    expect(lineAmount(price, quantity)).toBe(amount);
  });

  it('[D4] equals the exact product rounded, however large', () => {
    const factor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(factor, fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }), (price, quantity) => {
        const exact = roundedExactly(BigInt(price) * BigInt(quantity), 1_000_000n);
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= BigInt(Number.MIN_SAFE_INTEGER));
        expect(BigInt(lineAmount(price, quantity))).toBe(exact);
      }),
    );
  });

  it('[D4] a returned line undoes its sale', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(1_000_000), (price, quantity) => {
        expect(lineAmount(price, quantity) + lineAmount(price, -quantity)).toBe(0);
      }),
    );
  });
});

describe('allocation', () => {
  const thirds = Array.from({ length: 3 }, () => ({ numerator: 100n, denominator: 3n }));

  it('gives the unit left over to the earlier of equal parts', () => {
    expect(allocate(100, thirds)).toEqual([34, 33, 33]);
  });

  it('gives units to the largest remainders first', () => {
    const parts = [124n, 189n, 187n].map((numerator) => ({ numerator, denominator: 100n }));
    expect(allocate(5, parts)).toEqual([1, 2, 2]);
  });

  it('shares a negative total as the mirror image', () => {
    const negative = thirds.map((part) => ({ ...part, numerator: -part.numerator }));
    expect(allocate(-100, negative)).toEqual([-34, -33, -33]);
  });

  it('shares nothing among no parts', () => {
    expect(allocate(0, [])).toEqual([]);
  });

  it('refuses parts that do not sum to the total', () => {
    expect(() => allocate(90, thirds)).toThrow('do not sum');
    expect(() => allocate(1, [])).toThrow('do not sum');
    expect(() => allocate(1, [{ numerator: 1n, denominator: 0n }])).toThrow('denominator');
  });

  it('sums to the total and stays within 1 of each exact part', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), weights, (total, shares) => {
        const sum = shares.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        const parts = shares.map((share) => ({ numerator: BigInt(total) * share, denominator: sum }));
        const amounts = allocate(total, parts);
        expect(amounts.reduce((a, b) => a + b, 0)).toBe(total);
        amounts.forEach((amount, index) => {
          const numerator = parts[index]?.numerator ?? 0n;
          const distance = BigInt(amount) * sum - numerator;
          expect(distance < sum && distance > -sum).toBe(true);
        });
      }),
    );
  });
});

describe('amounts as text', () => {
  it.each([
    ['1,234.50', 123_450],
    ['1234.5', 123_450],
    ['-842.50', -84_250],
    ['−842.50', -84_250],
    ['+3', 300],
    [' 12.00 ', 1200],
    ['.5', 50],
    ['5.', 500],
    ['12.5000', 1250],
    ['1 234 567.89', 123_456_789],
    ["1'234.50", 123_450],
    ['1,00,000.00', 10_000_000],
    ['-0.00', 0],
  ])('reads %o as %i pence', (text, minor) => {
    expect(parseAmount(text, 'GBP')).toBe(minor);
  });

  it.each([
    '',
    '.',
    '-',
    'abc',
    '1,5',
    '12,34',
    '1,2345',
    '1.005',
    '1.2.3',
    '1e5',
    '--1',
    '£5',
    'NaN',
    '0x10',
  ])('%o is no exact amount in pounds', (text) => {
    expect(parseAmount(text, 'GBP')).toBeUndefined();
  });

  it('reads a decimal comma when told so, and only then', () => {
    expect(parseAmount('1.234,50', 'EUR', { decimalComma: true })).toBe(123_450);
    expect(parseAmount('1 234,5', 'EUR', { decimalComma: true })).toBe(123_450);
    expect(parseAmount('12.50', 'EUR', { decimalComma: true })).toBeUndefined();
    expect(parseAmount('12,50', 'EUR')).toBeUndefined();
  });

  it('[D4] reads unit prices to the thousandth of the minor unit', () => {
    expect(parseAmount('0.0125', 'GBP', { extraDecimals: 3 })).toBe(1250);
    expect(parseAmount('0.000001', 'GBP', { extraDecimals: 3 })).toBeUndefined();
  });

  it('follows the decimals of the currency', () => {
    expect(parseAmount('12', 'JPY')).toBe(12);
    expect(parseAmount('12.5', 'JPY')).toBeUndefined();
    expect(parseAmount('1.234', 'KWD')).toBe(1234);
  });

  it('[D4] refuses what a safe integer cannot hold', () => {
    expect(parseAmount('90071992547409.91', 'GBP')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseAmount('90071992547409.92', 'GBP')).toBeUndefined();
    expect(parseAmount('-90071992547409.92', 'GBP')).toBeUndefined();
  });

  it.each([
    [-84_250, 'GBP', '-842.50'],
    [0, 'GBP', '0.00'],
    [5, 'GBP', '0.05'],
    [12, 'JPY', '12'],
    [-1, 'KWD', '-0.001'],
  ])('writes %i in %s as %s', (minor, currency, text) => {
    expect(formatAmount(minor, currency)).toBe(text);
  });

  it('refuses to write what is not a whole number of minor units', () => {
    expect(() => formatAmount(0.5, 'GBP')).toThrow('safe integer');
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(safeInteger, fc.constantFrom('JPY', 'GBP', 'KWD', 'CLF'), (minor, currency) => {
        expect(parseAmount(formatAmount(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it('reads grouped amounts as the same amounts without groups', () => {
    const formatter = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });
    const indian = new Intl.NumberFormat('en-IN', { minimumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), (minor) => {
        expect(parseAmount(formatter.format(minor / 100), 'GBP')).toBe(minor);
        expect(parseAmount(indian.format(minor / 100), 'INR')).toBe(minor);
      }),
    );
  });
});
