import { decimalText } from '../../domain/values/decimal.ts';
import { type CurrencyCode, currencyExponent, formatAmount, parseAmount } from '../../domain/values/money.ts';

/** Whether people of the locale write 1,50 and not 1.50. */
function hasDecimalComma(locale: string): boolean {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',');
}

/** The sign of the currency stands before or behind; blanks inside part thousands, as in 1 250. Anything else is no amount. */
function figuresOf(text: string): string {
  return text
    .replace(/^[\p{Sc}\p{L}\s]+|[\p{Sc}\p{L}\s]+$/gu, '')
    .replace(/(?<=\d)\s(?=\d{3}(?:\D|$))/gu, '');
}

/**
 * Reads an amount as people type it, with or without the sign of the currency, in minor units; undefined where it is no amount of
 * this currency. `readTypedAmount('£1,250', 'GBP', 'en-GB')` → `125000`.
 */
export function readTypedAmount(text: string, currency: CurrencyCode, locale: string): number | undefined {
  return parseAmount(figuresOf(text), currency, { decimalComma: hasDecimalComma(locale) });
}

/** An amount as it stands in a field, without groups and sign of the currency: `125000` → `1250.00`. */
export function writeTypedAmount(amountMinor: number, currency: CurrencyCode, locale: string): string {
  const text = formatAmount(amountMinor, currency);
  return hasDecimalComma(locale) ? text.replace('.', ',') : text;
}

/** Decimals that unit prices have beyond the minor unit. */
const priceDecimals = 3;

/** How many decimals a unit price may have in all: 5 in pounds. */
export function mostPriceDecimals(currency: CurrencyCode): number {
  return currencyExponent(currency) + priceDecimals;
}

/** Reads a unit price in thousandths of the minor unit: `readTypedPrice('0.0125', 'GBP', 'en-GB')` → `1250`. */
export function readTypedPrice(text: string, currency: CurrencyCode, locale: string): number | undefined {
  return parseAmount(figuresOf(text), currency, {
    decimalComma: hasDecimalComma(locale),
    extraDecimals: priceDecimals,
  });
}

/** A unit price as it stands in a field, with the decimals beyond the minor unit that it has: `1800000` → `18.00`, `499900` → `4.999`. */
export function writeTypedPrice(unitPriceMilli: number, currency: CurrencyCode, locale: string): string {
  let decimals = mostPriceDecimals(currency);
  let value = unitPriceMilli;
  while (decimals > currencyExponent(currency) && value % 10 === 0) {
    decimals -= 1;
    value /= 10;
  }
  const text = decimalText(value, decimals);
  return hasDecimalComma(locale) ? text.replace('.', ',') : text;
}
