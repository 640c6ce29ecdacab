import { type CurrencyCode, currencyExponent } from '../../domain/values/currency.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** How many decimals: none, those of the currency, or up to the three more that a unit price may carry. */
type Decimals = 'none' | 'currency' | 'price';

const extraPriceDecimals = 3;

function currencyFormat(currency: CurrencyCode, locale: string, decimals: Decimals): Intl.NumberFormat {
  const key = `${locale} ${currency} ${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  // The digits are the domain's, because amounts are counted in its minor units.
  const digits = decimals === 'none' ? 0 : currencyExponent(currency);
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: decimals === 'price' ? digits + extraPriceDecimals : digits,
  });
  formats.set(key, made);
  return made;
}

/**
 * An amount in minor units as people of the locale write it, with a real minus sign (U+2212).
 * `formatMoney(-3060, 'GBP', 'en-GB')` → `−£30.60`; unknown (`null`) → `—`, which is not the same as zero.
 */
export function formatMoney(amountMinor: number | null, currency: CurrencyCode, locale: string): string {
  if (amountMinor === null) return '—';
  return writeParts(
    currencyFormat(currency, locale, 'currency'),
    amountMinor / 10 ** currencyExponent(currency),
  );
}

/**
 * The same without the decimals, for report tables and axes: `formatWholeMoney(284760, 'GBP', 'en-GB')` → `£2,848`.
 */
export function formatWholeMoney(amountMinor: number | null, currency: CurrencyCode, locale: string): string {
  if (amountMinor === null) return '—';
  return writeParts(currencyFormat(currency, locale, 'none'), amountMinor / 10 ** currencyExponent(currency));
}

/**
 * The price of one piece, with the decimals below the minor unit that it has: `formatUnitPrice(125, 'GBP', 'en-GB')` → `£0.00125`,
 * `1_800_000` → `£18.00`.
 */
export function formatUnitPrice(unitPriceMilli: number, currency: CurrencyCode, locale: string): string {
  const value = unitPriceMilli / 10 ** (currencyExponent(currency) + extraPriceDecimals);
  return writeParts(currencyFormat(currency, locale, 'price'), value);
}

function writeParts(format: Intl.NumberFormat, value: number): string {
  return format
    .formatToParts(value)
    .map((part) => (part.type === 'minusSign' ? '\u2212' : part.value))
    .join('');
}
