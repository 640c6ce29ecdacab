import { type CurrencyCode, currencyExponent } from './currency.ts';
import { decimalText, scaledInteger } from './decimal.ts';

export { type CurrencyCode, currencyExponent, isCurrency } from './currency.ts';

/**
 * Nearest integer to numerator / denominator, half away from zero, exact at any size.
 * Numbers must be safe integers. Throws on denominator 0 and on a result beyond ±(2^53 − 1).
 *
 * @example roundRatio(-5, 2) // -3
 */
export function roundRatio(numerator: number | bigint, denominator: number | bigint): number {
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
    return roundSafeRatio(Number(numerator), Number(denominator));
  }
  return roundBigRatio(BigInt(numerator), BigInt(denominator));
}

function roundSafeRatio(numerator: number, denominator: number): number {
  if (denominator === 0) throw new RangeError('denominator is 0');
  // Remainder, difference and quotient of safe integers are all exact in floating point.
  const remainder = numerator % denominator;
  const truncated = (numerator - remainder) / denominator;
  const roundsAway = 2 * Math.abs(remainder) >= Math.abs(denominator);
  const step = roundsAway ? (numerator < 0 === denominator < 0 ? 1 : -1) : 0;
  return truncated + step + 0; // + 0 turns -0 into 0
}

function roundBigRatio(numerator: bigint, denominator: bigint): number {
  if (denominator === 0n) throw new RangeError('denominator is 0');
  const negative = numerator < 0n !== denominator < 0n;
  const dividend = numerator < 0n ? -numerator : numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const magnitude = Number((2n * dividend + divisor) / (2n * divisor));
  if (!Number.isSafeInteger(magnitude)) throw new RangeError('rounded ratio is beyond 2^53 - 1');
  return negative && magnitude !== 0 ? -magnitude : magnitude;
}

/**
 * Amount of a line in minor units: unit price (thousandths of the minor unit) × quantity
 * (thousandths), rounded half away from zero.
 *
 * @example lineAmount(255_000, 1500) // 255 pence × 1.5 = 382.5, so 383
 */
export function lineAmount(unitPriceMilli: number, quantityMilli: number): number {
  const product = unitPriceMilli * quantityMilli;
  // A product within the safe range was not rounded; only larger ones need BigInt.
  if (Number.isSafeInteger(product)) return roundSafeRatio(product, 1_000_000);
  return roundBigRatio(BigInt(unitPriceMilli) * BigInt(quantityMilli), 1_000_000n);
}

/** One part of an allocation: its exact amount in minor units, as a fraction. */
export interface ExactPart {
  numerator: bigint;
  denominator: bigint;
}

/**
 * Shares a whole amount among parts by largest remainder: integers that sum to totalMinor, each
 * within 1 of its exact part; on equal remainders the earlier part gets the unit. A negative total
 * is shared as the mirror image of the positive one, so that a return undoes its sale to the unit.
 * Throws when the exact parts do not round to a sum of totalMinor.
 *
 * @example allocate(100, thirds) // [34, 33, 33], each of the three thirds being 100n/3n
 */
export function allocate(totalMinor: number, exactParts: readonly ExactPart[]): number[] {
  if (totalMinor < 0) {
    const mirrored = exactParts.map((part) => ({ ...part, numerator: -part.numerator }));
    return allocate(-totalMinor, mirrored).map((amount) => -amount + 0);
  }
  const parts = exactParts.map(floorAndRemainder);
  const units = Number(BigInt(totalMinor) - parts.reduce((sum, part) => sum + part.floor, 0n));
  if (units < 0 || units > parts.length) {
    throw new RangeError(`the exact parts do not sum to ${totalMinor}`);
  }
  const byRemainder = parts.map((_, index) => index).sort((a, b) => compareRemainders(parts, a, b));
  const favoured = new Set(byRemainder.slice(0, units));
  return parts.map((part, index) => Number(part.floor) + (favoured.has(index) ? 1 : 0));
}

interface FlooredPart {
  floor: bigint;
  /** What the floor left, as numerator over `denominator`; 0 ≤ remainder < denominator. */
  remainder: bigint;
  denominator: bigint;
}

function floorAndRemainder(part: ExactPart): FlooredPart {
  if (part.denominator === 0n) throw new RangeError('denominator is 0');
  const sign = part.denominator < 0n ? -1n : 1n;
  const numerator = part.numerator * sign;
  const denominator = part.denominator * sign;
  const remainder = ((numerator % denominator) + denominator) % denominator;
  return { floor: (numerator - remainder) / denominator, remainder, denominator };
}

/** Larger remainder first, then the earlier part. */
function compareRemainders(parts: readonly FlooredPart[], a: number, b: number): number {
  const left = parts[a];
  const right = parts[b];
  if (left === undefined || right === undefined) throw new RangeError('no such part');
  const difference = right.remainder * left.denominator - left.remainder * right.denominator;
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return a - b;
}

/** Group signs used beside the decimal sign's own counterpart: spaces and apostrophes. */
const NEUTRAL_GROUP = "[ \\u00a0\\u2009\\u202f'\\u2019]";

/** Sign, whole digits (plain, in threes, or 2-2-3 as in India), decimals. */
function amountPattern(group: string, decimal: string): RegExp {
  const inThrees = `\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:${NEUTRAL_GROUP}\\d{3})+`;
  const inTwos = `\\d{1,2}(?:${group}\\d{2})+${group}\\d{3}`;
  return new RegExp(`^([+\\-\\u2212]?)(\\d*|${inThrees}|${inTwos})(?:${decimal}(\\d*))?$`);
}

const POINT_AMOUNT = amountPattern(',', '\\.');
const COMMA_AMOUNT = amountPattern('\\.', ',');

/** How to read an amount typed or imported. */
export interface ParseAmountOptions {
  /** '1.234,50' instead of '1,234.50'. */
  decimalComma?: boolean;
  /** Decimals kept beyond the minor unit; 3 for unit prices. */
  extraDecimals?: number;
}

/**
 * Reads a decimal text as an integer in minor units (with extraDecimals 3: thousandths of the minor
 * unit). Groups must be complete, so '1,5' is never taken for 15. Undefined when the text is not an
 * amount, has more decimals than can be kept (zeros do not count), or is beyond ±(2^53 − 1).
 *
 * @example parseAmount('1,234.50', 'GBP') // 123450
 * @example parseAmount('0,0125', 'EUR', { decimalComma: true, extraDecimals: 3 }) // 1250
 */
export function parseAmount(
  text: string,
  currency: CurrencyCode,
  opts: ParseAmountOptions = {},
): number | undefined {
  const decimals = currencyExponent(currency) + (opts.extraDecimals ?? 0);
  const match = (opts.decimalComma === true ? COMMA_AMOUNT : POINT_AMOUNT).exec(text.trim());
  if (match === null) return undefined;
  const [, sign = '', grouped = '', fraction = ''] = match;
  if (grouped === '' && fraction === '') return undefined;
  const negative = sign !== '' && sign !== '+';
  return scaledInteger(negative, grouped.replace(/\D/g, ''), fraction, decimals);
}

/**
 * Writes minor units as a decimal text with all decimals of the currency and no groups, the form
 * of REST answers and CSV files.
 *
 * @example formatAmount(-84250, 'GBP') // '-842.50'; formatAmount(12, 'JPY') is '12'
 */
export function formatAmount(minor: number, currency: CurrencyCode): string {
  return decimalText(minor, currencyExponent(currency));
}

/**
 * Writes an average: numeratorMinor / denominator rounded half away from zero to the minor unit.
 *
 * @example formatRatioAmount(1000, 3, 'GBP') // '3.33'
 */
export function formatRatioAmount(
  numeratorMinor: number | bigint,
  denominator: number | bigint,
  currency: CurrencyCode,
): string {
  return formatAmount(roundRatio(numeratorMinor, denominator), currency);
}
