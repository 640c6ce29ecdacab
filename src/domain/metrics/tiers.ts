/**
 * Where a customer stands among all customers of the shop (DEFINITIONS §5): the value tier by net lifetime value, and the
 * lifecycle by first and last purchase. Neither hides the other, and neither is ever stored.
 *
 * Only customers with at least one order are compared, and only those of one currency with one another: money of
 * different currencies has no order.
 */

export type ValueTier = 'vip' | 'regular' | 'low';

export type Lifecycle = 'new' | 'active' | 'at_risk';

/** A first purchase less than this many days ago makes a customer new. */
const newForDays = 30;
/** Without a purchase for this many days a customer is at risk. */
const atRiskFromDays = 90;

/** The borders of the tiers, in minor units, both inclusive. */
export interface TierBounds {
  /** How many customers are compared. */
  readonly of: number;
  readonly vipFromMinor: number;
  readonly lowToMinor: number;
}

/**
 * The borders that follow from the net values of all customers compared. A fifth of them (rounded up) lies beyond each border, and
 * customers with equal values share a side. Nobody without a positive value is a VIP.
 *
 * @param netMinor net values in minor units of one currency, in any order; is sorted in place
 * @returns null where there is nobody to compare
 * @example tierBounds(Float64Array.of(500, 100, 200, 400, 300))  // { of: 5, vipFromMinor: 500, lowToMinor: 100 }
 */
export function tierBounds(netMinor: Float64Array): TierBounds | null {
  const of = netMinor.length;
  if (of === 0) return null;
  netMinor.sort();
  const fifth = Math.ceil(of / 5);
  return {
    of,
    vipFromMinor: Math.max(1, netMinor[of - fifth] as number),
    lowToMinor: netMinor[fifth - 1] as number,
  };
}

/**
 * The value tier of a customer with at least one order.
 *
 * @example valueTierOf(500, { of: 5, vipFromMinor: 500, lowToMinor: 100 })  // 'vip'
 */
export function valueTierOf(netMinor: number, bounds: TierBounds): ValueTier {
  if (netMinor >= bounds.vipFromMinor) return 'vip';
  return netMinor <= bounds.lowToMinor ? 'low' : 'regular';
}

/**
 * The same from how many are compared and how many of them have more and less.
 *
 * @example valueTierBy(500, { of: 5, above: 0, below: 4 })  // 'vip'
 */
export function valueTierBy(
  netMinor: number,
  { of, above, below }: { readonly of: number; readonly above: number; readonly below: number },
): ValueTier {
  const fifth = Math.ceil(of / 5);
  if (netMinor > 0 && above < fifth) return 'vip';
  return below < fifth ? 'low' : 'regular';
}

/**
 * The lifecycle of a customer with at least one order, from whole days since the first and since the last one.
 *
 * @example lifecycleOf(400, 91)  // 'at_risk'
 */
export function lifecycleOf(daysSinceFirst: number, daysSinceLast: number): Lifecycle {
  if (daysSinceFirst < newForDays) return 'new';
  return daysSinceLast >= atRiskFromDays ? 'at_risk' : 'active';
}
