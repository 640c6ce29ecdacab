import type { SaleRef } from '../../domain/model/primitives.ts';
import { isId } from '../../domain/values/ids.ts';

const guest = 'guest';

/**
 * A receipt as one step of an address. It holds the whole reference, because a document is found by customer and time, in whatever
 * layer it lies.
 *
 * @example receiptStep({ id, customerId: null, occurredAt: 1795180260000 })  // '0199….guest.1795180260000'
 */
export function receiptStep({ id, customerId, occurredAt }: SaleRef): string {
  return [id, customerId ?? guest, occurredAt].join('.');
}

/** Reads what `receiptStep` wrote; null for anything else, such as a mistyped address. */
export function readReceiptStep(step: string): SaleRef | null {
  const [id = '', customer = '', time = '', ...rest] = step.split('.');
  const customerId = customer === guest ? null : customer;
  const isReference = isId(id) && (customerId === null || isId(customerId)) && /^-?\d{1,16}$/.test(time);
  return isReference && rest.length === 0 ? { id, customerId, occurredAt: Number(time) } : null;
}
