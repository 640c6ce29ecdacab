import { expect, it } from 'vitest';
import { readTypedAmount, readTypedPrice, writeTypedAmount, writeTypedPrice } from './typed-amount.ts';

it.each([
  ['250', 'GBP', 'en-GB', 25000],
  ['£1,250.50', 'GBP', 'en-GB', 125050],
  ['1.250,50 €', 'EUR', 'de-DE', 125050],
  ['12,5', 'EUR', 'de-DE', 1250],
  ['KES 4 250', 'KES', 'en-GB', 425000],
  ['1,5', 'GBP', 'en-GB', undefined],
  ['a lot', 'GBP', 'en-GB', undefined],
  ['1.234', 'GBP', 'en-GB', undefined],
])('%s in %s, typed in %s, is %s', (text, currency, locale, minor) => {
  expect(readTypedAmount(text, currency, locale)).toBe(minor);
});

it.each(['en-GB', 'de-DE', 'fr-FR', 'pl-PL'])('what stands in a field of %s can be read back', (locale) => {
  expect(readTypedAmount(writeTypedAmount(-123450, 'EUR', locale), 'EUR', locale)).toBe(-123450);
});

it.each([
  [1_800_000, 'GBP', '18.00'],
  [499_900, 'GBP', '4.999'],
  [1250, 'GBP', '0.0125'],
  [12_000, 'JPY', '12'],
  [12_500, 'JPY', '12.5'],
] as const)('a unit price of %i thousandths of %s stands as %s and reads back', (milli, currency, text) => {
  expect(writeTypedPrice(milli, currency, 'en-GB')).toBe(text);
  expect(readTypedPrice(text, currency, 'en-GB')).toBe(milli);
});

it.each(['1e9', '12 5', '4 x 2'])('%s is no amount', (text) => {
  expect(readTypedAmount(text, 'GBP', 'en-GB')).toBeUndefined();
  expect(readTypedPrice(text, 'GBP', 'en-GB')).toBeUndefined();
});

it('blanks may part thousands', () => {
  expect(readTypedAmount('1 250,50 €', 'EUR', 'fr-FR')).toBe(125_050);
});
