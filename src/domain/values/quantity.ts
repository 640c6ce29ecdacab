import { decimalText, scaledInteger } from './decimal.ts';

const QUANTITY = /^([+\-\u2212]?)(\d*)(?:\.(\d{0,3}))?$/;

/**
 * Reads a quantity as an integer in thousandths: decimal point, at most three decimals, no groups.
 * Undefined for anything else and beyond ±(2^53 − 1).
 *
 * @example parseQuantity('1.5') // 1500
 */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text.trim());
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  return scaledInteger(sign !== '' && sign !== '+', whole, fraction, 3);
}

/**
 * Writes thousandths as a decimal text without needless zeros.
 *
 * @example formatQuantity(1500) // '1.5'; formatQuantity(2000) is '2'
 */
export function formatQuantity(milli: number): string {
  return decimalText(milli, 3).replace(/\.?0+$/, '');
}
