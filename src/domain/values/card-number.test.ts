import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCardNumbers, maskCardNumbers } from './card-number.ts';

/** The given digits and the check digit that makes them pass Luhn. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, text, index) => {
    const weighted = Number(text) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(weighted / 10) + (weighted % 10);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

const digitString = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((digits) => digits.join(''));

/** Visa numbers of 16 digits. */
const visa = digitString(14).map((rest) => withCheckDigit(`4${rest}`));

describe('finding card numbers', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa of 13 digits', '4222222222222'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the 2 series', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Diners Club', '30569309025904'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['UnionPay', '6200000000000005'],
    ['Maestro', '6759649826438453'],
  ])('[A5] finds a number of %s', (_, number) => {
    expect(findCardNumbers(number)).toEqual([{ start: 0, end: number.length }]);
  });

  it.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111 - 1111 - 1111 - 1111',
    '4111\u00a01111\u00a01111\u00a01111',
    '4111–1111–1111–1111',
    '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
    '４１１１ １１１１ １１１１ １１１１',
    '٤١١١ ١١١١ ١١١١ ١١١١',
  ])('[A5] finds the split number %o', (text) => {
    expect(findCardNumbers(`card ${text}, thanks`)).toEqual([{ start: 5, end: 5 + text.length }]);
  });

  it('[A5] finds a number beside its expiry date and code, and letters that touch it', () => {
    expect(findCardNumbers('4111111111111111 12/27')).toEqual([{ start: 0, end: 16 }]);
    expect(findCardNumbers('card:x4111111111111111x')).toEqual([{ start: 6, end: 22 }]);
    expect(findCardNumbers('2 x 4111 1111 1111 1111')).toEqual([{ start: 4, end: 23 }]);
    expect(findCardNumbers('12 4111 1111 1111 1111')).toEqual([{ start: 3, end: 22 }]);
  });

  it('[A5] finds two numbers', () => {
    expect(findCardNumbers('4111111111111111 or 5555555555554444')).toEqual([
      { start: 0, end: 16 },
      { start: 20, end: 36 },
    ]);
  });

  it.each([
    ['a wrong check digit', '4111111111111112'],
    ['an issuer nobody knows', '9999999999999995'],
    ['a length its brand does not have', '37828224631000'],
    ['a part of a longer code', '0041111111111111110'],
    ['numbers on two lines', '41111111\n11111111'],
    ['an EAN-13 barcode', '5012345678900'],
    ['phone numbers', '020 7946 0958 or +44 7700 900123'],
    ['a date and a time', '2011-12-09 12:50:00'],
    ['an id', '01990000-0000-7abc-8def-0123456789ab'],
    ['nothing', ''],
  ])('[A5] does not take %s for a card number', (_, text) => {
    expect(findCardNumbers(text)).toEqual([]);
  });

  it('[A5] any one wrong digit makes it no card number', () => {
    fc.assert(
      fc.property(visa, fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const wrong = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
        expect(findCardNumbers(wrong)).toEqual([]);
      }),
    );
  });
});

describe('masking card numbers', () => {
  it('[A5] leaves the last four digits and the separators', () => {
    expect(maskCardNumbers('paid by 4111-1111-1111-1111, ok')).toBe('paid by ••••-••••-••••-1111, ok');
    expect(maskCardNumbers('4111111111111111 378282246310005')).toBe('••••••••••••1111 •••••••••••0005');
  });

  it('[A5] leaves a text without a card number as it is', () => {
    expect(maskCardNumbers('order 12345, 020 7946 0958')).toBe('order 12345, 020 7946 0958');
  });

  it('[A5] after masking no card number is left, and nothing else has changed', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'é', '.', ' ', '\n') });
    fc.assert(
      fc.property(words, visa, words, (before, number, after) => {
        const masked = maskCardNumbers(`${before}${number}${after}`);
        expect(masked).toBe(`${before}${'•'.repeat(12)}${number.slice(-4)}${after}`);
        expect(findCardNumbers(masked)).toEqual([]);
      }),
    );
  });

  it('[A5] hides a number whatever digits stand before it', () => {
    fc.assert(
      fc.property(digitString(3), visa, (prefix, number) => {
        const masked = maskCardNumbers(`${prefix} ${number}`);
        expect(masked).not.toContain(number.slice(0, 12));
      }),
    );
  });
});
