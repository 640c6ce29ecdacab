/** What a person does only with a manager's word, by the limits in the settings of the shop. */

import { movedMinor, type Sale, type SaleLine } from '../model/sale.ts';
import type { Setting } from '../model/shop.ts';
import { lineAmount } from '../values/money.ts';
import { mutationNeeds, type Person, standingOf } from './permissions.ts';

/** Thousandths of a percent in the whole. */
const wholeMilli = 100_000;

/** Whether a person's word counts as an approval at a place. */
export function mayApprove(person: Person, locationId: string): boolean {
  return standingOf(mutationNeeds.recordApproval, person, 'asserted', locationId) === 'allowed';
}

/**
 * Which limit of the shop a document goes beyond, or null.
 *
 * @example limitExceeded(returnOf50Pounds, { refundApprovalAboveMinor: 4999, discountApprovalAboveMilli: null }) // 'refund'
 */
export function limitExceeded(
  sale: Sale,
  {
    refundApprovalAboveMinor,
    discountApprovalAboveMilli,
  }: Pick<Setting, 'refundApprovalAboveMinor' | 'discountApprovalAboveMilli'>,
): 'refund' | 'discount' | null {
  if (refundApprovalAboveMinor !== null && -movedMinor(sale) > refundApprovalAboveMinor) return 'refund';
  const isDiscounted =
    discountApprovalAboveMilli !== null &&
    sale.lines.some((line) => discountMilli(line) > discountApprovalAboveMilli);
  return isDiscounted ? 'discount' : null;
}

/** What was taken off a sold line, in thousandths of a percent of its price. */
function discountMilli({ quantityMilli, unitPriceMilli, discountMinor }: SaleLine): number {
  if (quantityMilli <= 0 || discountMinor <= 0) return 0;
  const priceMinor = lineAmount(unitPriceMilli, quantityMilli);
  return priceMinor > 0 ? (discountMinor / priceMinor) * wholeMilli : 0;
}
