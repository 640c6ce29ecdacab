import { expect, it } from 'vitest';
import { creditAccountOf } from '../history/credit-account.ts';
import { saleProblem, saleRefOf } from '../model/sale.ts';
import { id, noon } from '../testing/build.ts';
import { aCounter } from '../testing/selling.ts';
import { accountPayment, takeBackPayment } from './account-payment.ts';

const customerId = id('anna');

function paid(amountMinor: number) {
  const made = { id: id('payment'), customerId, occurredAt: noon, amountMinor, method: 'card' as const };
  return accountPayment(aCounter(), made);
}

it('[REQ-C11] a payment is settled the way it was paid, and by the account', () => {
  expect(paid(5000)).toMatchObject({
    ok: true,
    sale: {
      type: 'account_payment',
      totalMinor: 0,
      tenders: [
        { method: 'card', amountMinor: 5000 },
        { method: 'credit', amountMinor: -5000 },
      ],
    },
  });
  expect(paid(0)).toEqual({ ok: false, refusal: { code: 'nothing_paid', path: ['tenders'] } });
});

it('[REQ-C11] a payment that is taken back is owed again, and goes out the way it came in', () => {
  const made = paid(5000);
  if (!made.ok) throw new Error(made.refusal.code);
  const back = takeBackPayment(aCounter(), made.sale, { id: id('back'), occurredAt: noon + 1 });
  if (!back.ok) throw new Error(back.refusal.code);
  expect(back.sale).toMatchObject({
    customerId,
    parent: saleRefOf(made.sale),
    tenders: [
      { method: 'card', amountMinor: -5000 },
      { method: 'credit', amountMinor: 5000 },
    ],
  });
  expect(creditAccountOf([made.sale, back.sale], 'GBP').balanceMinor).toBe(0);
  expect(saleProblem({ ...made.sale, parent: saleRefOf(back.sale) })).toMatchObject({
    code: 'invalid_request',
  });
});
