/**
 * What a cart comes to. Every figure is an integer in minor units; fractions are shared by largest remainder, so that the
 * lines add up to the totals exactly.
 */
import type { TaxMode } from '../model/sale.ts';
import { allocate, type ExactPart, lineAmount, roundRatio } from '../values/money.ts';
import type { Cart, CartLine, Discount } from './cart.ts';

/** 100 % in thousandths of a percent. */
const whole = 100_000n;

export interface PricedLine {
  readonly key: number;
  /** Quantity × unit price. */
  readonly grossMinor: number;
  /** The line's own discount, within `discountMinor`. */
  readonly ownDiscountMinor: number;
  /** Own discount and the line's part of the cart's discount; never more than the gross. */
  readonly discountMinor: number;
  /** Gross less discount; holds the tax when the tax mode is `included`. */
  readonly totalMinor: number;
  readonly taxMinor: number;
}

export interface CartTotals {
  readonly lines: readonly PricedLine[];
  readonly quantityMilli: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  /** What the customer owes for the goods, tax and all, before cash rounding. */
  readonly dueMinor: number;
}

/**
 * Prices a cart: own discounts, then the cart's discount shared over the lines by value, then the tax of each rate on the
 * sum of its lines, shared back over them.
 *
 * @example cartTotals(twoMugsAt18Pounds, 'included').dueMinor  // 3600, of which 600 tax at 20 %
 */
export function cartTotals(cart: Pick<Cart, 'lines' | 'discount'>, taxMode: TaxMode): CartTotals {
  const gross = cart.lines.map((line) => lineAmount(line.item.unitPriceMilli, line.quantityMilli));
  const own = cart.lines.map((line, index) => discountOf(line.discount, gross[index] ?? 0));
  const net = gross.map((amount, index) => amount - (own[index] ?? 0));
  const shares = shareByValue(discountOf(cart.discount, sumOf(net)), net);
  const totals = net.map((amount, index) => amount - (shares[index] ?? 0));
  const taxes = taxesOf(cart.lines, totals, taxMode);
  const taxMinor = sumOf(taxes);
  return {
    lines: cart.lines.map((line, index) => ({
      key: line.key,
      grossMinor: gross[index] ?? 0,
      ownDiscountMinor: own[index] ?? 0,
      discountMinor: (own[index] ?? 0) + (shares[index] ?? 0),
      totalMinor: totals[index] ?? 0,
      taxMinor: taxes[index] ?? 0,
    })),
    quantityMilli: cart.lines.reduce((sum, line) => sum + line.quantityMilli, 0),
    discountMinor: sumOf(own) + sumOf(shares),
    taxMinor,
    dueMinor: sumOf(totals) + (taxMode === 'added' ? taxMinor : 0),
  };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** What a discount takes off an amount, at most all of it. */
function discountOf(discount: Discount | null, amountMinor: number): number {
  if (discount === null) return 0;
  if (discount.kind === 'amount') return Math.min(discount.amountMinor, amountMinor);
  return roundRatio(BigInt(amountMinor) * BigInt(discount.shareMilli), whole);
}

function shareByValue(discountMinor: number, amounts: readonly number[]): number[] {
  const sum = sumOf(amounts);
  if (discountMinor === 0 || sum === 0) return amounts.map(() => 0);
  return allocate(
    discountMinor,
    amounts.map((amount) => ({
      numerator: BigInt(discountMinor) * BigInt(amount),
      denominator: BigInt(sum),
    })),
  );
}

/** The tax of each line. It is rounded once per rate, as tax offices and most tills do, and then shared by value. */
function taxesOf(lines: readonly CartLine[], totals: readonly number[], taxMode: TaxMode): number[] {
  const taxes = lines.map(() => 0);
  const rates = new Set(lines.map((line) => line.item.taxRateMilli ?? 0));
  for (const rateMilli of rates) {
    const places = lines.flatMap((line, index) =>
      (line.item.taxRateMilli ?? 0) === rateMilli ? [index] : [],
    );
    const parts = places.map((index) => taxIn(totals[index] ?? 0, rateMilli, taxMode));
    const tax = taxIn(sumOf(places.map((index) => totals[index] ?? 0)), rateMilli, taxMode);
    const shared = allocate(roundRatio(tax.numerator, tax.denominator), parts);
    for (const [position, index] of places.entries()) taxes[index] = shared[position] ?? 0;
  }
  return taxes;
}

/** The exact tax in an amount (`included`) or on top of it (`added`). */
function taxIn(amountMinor: number, rateMilli: number, taxMode: TaxMode): ExactPart {
  const rate = BigInt(rateMilli);
  return {
    numerator: BigInt(amountMinor) * rate,
    denominator: taxMode === 'included' ? whole + rate : whole,
  };
}
