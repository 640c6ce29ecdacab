import { expect, it } from 'vitest';
import { currencyOfRegion } from './currency-of-region.ts';

it.each([
  ['en-GB', 'GBP'],
  ['en-KE', 'KES'],
  ['en', 'USD'],
  ['de', 'EUR'],
  ['en-AQ', 'EUR'],
])('%s begins with %s', (locale, currency) => {
  expect(currencyOfRegion(locale)).toBe(currency);
});
