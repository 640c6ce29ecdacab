import { allocate, type ExactPart, roundRatio } from '../values/money.ts';

/** An exact amount in millionths of the minor unit; a bigint where a number would not be exact. */
export type ExactAmount = number | bigint;

const microPerMinor = 1_000_000;
const largest = BigInt(Number.MAX_SAFE_INTEGER) * BigInt(microPerMinor);

/**
 * Price of one piece (thousandths of the minor unit) times quantity (thousandths of a piece), exactly.
 *
 * @example exactAmount(255_000, 6000) // £2.55 six times: 1_530_000_000 millionths of a penny
 */
export function exactAmount(unitPriceMilli: number, quantityMilli: number): ExactAmount {
  const product = unitPriceMilli * quantityMilli;
  return Number.isSafeInteger(product) ? product : BigInt(unitPriceMilli) * BigInt(quantityMilli);
}

/**
 * The price of one piece where a file gives only what the line is worth, in thousandths of the minor unit; the amount
 * itself where no pieces are counted. Undefined where it is larger than can be stored.
 *
 * @example unitPriceOf(1_187_000, 2000) // £11.87 for two: 593_500
 */
export function unitPriceOf(amountMilli: number, quantityMilli: number): number | undefined {
  if (!Number.isSafeInteger(amountMilli)) return undefined;
  if (quantityMilli === 0) return amountMilli;
  const numerator = BigInt(amountMilli) * 1000n;
  const bound = BigInt(Math.abs(quantityMilli)) * BigInt(Number.MAX_SAFE_INTEGER);
  return numerator > bound || numerator < -bound ? undefined : roundRatio(numerator, quantityMilli);
}

/**
 * Rounds the amounts of an order's lines to minor units so that they add up to the exact total rounded half away
 * from zero (largest remainder). Undefined where the order is worth more than can be stored.
 *
 * @example exactTotals([500_000, 500_000]) // [1, 0]: half a penny twice is one penny
 */
export function exactTotals(amounts: readonly ExactAmount[]): number[] | undefined {
  if (amounts.every(isWholeMinor)) {
    const totals = amounts.map((amount) => amount / microPerMinor + 0);
    return Number.isSafeInteger(totals.reduce((sum, total) => sum + total, 0)) ? totals : undefined;
  }
  const exact = amounts.map(BigInt);
  const sum = exact.reduce((total, amount) => total + amount, 0n);
  if (exact.some(isTooLarge) || isTooLarge(sum)) return undefined;
  const parts = exact.map((numerator): ExactPart => ({ numerator, denominator: BigInt(microPerMinor) }));
  return allocate(roundRatio(sum, microPerMinor), parts);
}

function isWholeMinor(amount: ExactAmount): amount is number {
  return typeof amount === 'number' && amount % microPerMinor === 0;
}

function isTooLarge(amount: bigint): boolean {
  return amount > largest || amount < -largest;
}
