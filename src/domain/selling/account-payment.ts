/** A payment on account (REQ-C11): money comes in, and what the customer owes goes down by as much. It is no purchase. */
import type { SaleRef } from '../model/primitives.ts';
import {
  movedMinor,
  type Sale,
  saleProblem,
  saleRefOf,
  settlingTenders,
  type TenderMethod,
} from '../model/sale.ts';
import { type Counter, type DocumentResult, documentHead } from './sale-from-cart.ts';

/** How an account can be paid at a till. */
export const accountPaymentMethods = [
  'cash',
  'card',
  'mobile_money',
  'bank_transfer',
] as const satisfies readonly TenderMethod[];
export type AccountPaymentMethod = (typeof accountPaymentMethods)[number];

export interface PaymentMade {
  readonly id: string;
  readonly customerId: string;
  readonly occurredAt: number;
  readonly amountMinor: number;
  readonly method: TenderMethod;
}

/**
 * The document of a payment, or why there is none.
 *
 * @example accountPayment(counter, { id, customerId, occurredAt, amountMinor: 5000, method: 'cash' })
 * // { ok: true, sale: { type: 'account_payment', tenders: [cash 5000, credit -5000], totalMinor: 0, … } }
 */
export function accountPayment(counter: Counter, made: PaymentMade): DocumentResult {
  return paymentDocument(counter, made, null);
}

/**
 * The document that takes a payment back: the money is given out the way it came in, and owed again.
 *
 * @param payment with one way of paying, as the till takes them
 */
export function takeBackPayment(
  counter: Counter,
  payment: Sale,
  head: Pick<PaymentMade, 'id' | 'occurredAt'>,
): DocumentResult {
  const customerId = payment.customerId ?? '';
  const method = settlingTenders(payment)[0]?.method ?? 'cash';
  const made = { ...head, customerId, method, amountMinor: -movedMinor(payment) };
  return paymentDocument(counter, made, saleRefOf(payment));
}

function paymentDocument(
  counter: Counter,
  { id, customerId, occurredAt, amountMinor, method }: PaymentMade,
  parent: SaleRef | null,
): DocumentResult {
  const sale: Sale = {
    ...documentHead(counter, { id, customerId, occurredAt }),
    type: 'account_payment',
    currency: counter.setting.currency,
    taxMode: counter.setting.taxMode,
    lines: [],
    tenders: [
      { method, amountMinor },
      { method: 'credit', amountMinor: -amountMinor },
    ],
    changeMinor: 0,
    roundingMinor: 0,
    totalMinor: 0,
    parent,
  };
  const refusal = saleProblem(sale);
  return refusal ? { ok: false, refusal } : { ok: true, sale };
}
