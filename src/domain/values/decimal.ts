/**
 * Reads the digits of a decimal number as an integer count of 10^-decimals.
 * Undefined when a digit other than 0 would be lost, or beyond ±(2^53 − 1).
 *
 * @example scaledInteger(true, '842', '5', 2) // -84250
 */
export function scaledInteger(
  negative: boolean,
  whole: string,
  fraction: string,
  decimals: number,
): number | undefined {
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return undefined;
  // A value too large to be exact rounds to 2^53 or more, never back into the safe range.
  const magnitude = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (!Number.isSafeInteger(magnitude)) return undefined;
  return negative && magnitude !== 0 ? -magnitude : magnitude;
}

/**
 * Writes an integer count of 10^-decimals with a decimal point and all its decimals.
 *
 * @example decimalText(-84250, 2) // '-842.50'
 */
export function decimalText(value: number, decimals: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const sign = value < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
