/** Instants, quantities and prices in the forms of REST answers. Amounts are written by `formatAmount`. */
import { currencyExponent } from './currency.ts';
import { decimalText } from './decimal.ts';
import { formatQuantity } from './quantity.ts';

const minuteMs = 60_000;
/** Unit prices carry this many decimals more than amounts. */
const extraPriceDecimals = 3;

/**
 * An instant as the shop's clock showed it, with what that clock was ahead of UTC: a reader may take the instant or
 * the wall time from it.
 *
 * @example zonedText(Date.UTC(2011, 6, 1, 8), 60) // '2011-07-01T09:00:00.000+01:00'
 */
export function zonedText(at: number, utcOffsetMinutes: number): string {
  const wallTime = new Date(at + utcOffsetMinutes * minuteMs).toISOString().slice(0, -1);
  const distance = Math.abs(utcOffsetMinutes);
  const hours = String(Math.floor(distance / 60)).padStart(2, '0');
  const minutes = String(distance % 60).padStart(2, '0');
  return `${wallTime}${utcOffsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}

/**
 * Thousandths as a JSON number.
 *
 * @example thousandths(37_000) // 37; thousandths(1500) is 1.5
 */
export function thousandths(milli: number): number {
  return Number(formatQuantity(milli));
}

/**
 * A unit price with the decimals of its currency, and up to three more where it has them.
 *
 * @example unitPriceText(255_000, 'GBP') // '2.55'; unitPriceText(12_345, 'GBP') is '0.12345'
 */
export function unitPriceText(unitPriceMilli: number, currency: string): string {
  const decimals = currencyExponent(currency);
  const text = decimalText(unitPriceMilli, decimals + extraPriceDecimals);
  const shortest = text.length - extraPriceDecimals;
  const needed = Math.max(text.replace(/0+$/, '').length, shortest);
  return decimals === 0 ? text.slice(0, needed).replace(/\.$/, '') : text.slice(0, needed);
}
