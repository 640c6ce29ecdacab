/** A payment on account (REQ-C11): money comes in, and what the customer owes goes down by as much. It is no purchase. */
import { type Sale, saleProblem, type TenderMethod } from '../model/sale.ts';
import { type Counter, type DocumentResult, documentHead } from './sale-from-cart.ts';

/** How an account can be paid at a till. */
export const accountPaymentMethods = [
  'cash',
  'card',
  'mobile_money',
  'bank_transfer',
] as const satisfies readonly TenderMethod[];
export type AccountPaymentMethod = (typeof accountPaymentMethods)[number];

interface PaymentMade {
  readonly id: string;
  readonly customerId: string;
  readonly occurredAt: number;
  /** Negative takes a payment back: the money is given out, and owed again. */
  readonly amountMinor: number;
  readonly method: AccountPaymentMethod;
}

/**
 * The document of a payment, or why there is none.
 *
 * @example accountPayment(counter, { id, customerId, occurredAt, amountMinor: 5000, method: 'cash' })
 * // { ok: true, sale: { type: 'account_payment', tenders: [cash 5000, credit -5000], totalMinor: 0, … } }
 */
export function accountPayment(
  counter: Counter,
  { id, customerId, occurredAt, amountMinor, method }: PaymentMade,
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
    parent: null,
  };
  const refusal = saleProblem(sale);
  return refusal ? { ok: false, refusal } : { ok: true, sale };
}
