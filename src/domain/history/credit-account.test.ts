import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributionOf } from '../metrics/contribution.ts';
import { combineCells } from '../metrics/metrics.ts';
import { saleProblem } from '../model/sale.ts';
import { saleArbitrary } from '../testing/arbitraries.ts';
import { buildPayment, buildSale, id } from '../testing/build.ts';
import { creditAccountOf, owedMinor, utilisationOf } from './credit-account.ts';

const hour = 3_600_000;

/** A sale of a mug for £18.00, put on account, or a payment; one an hour. */
function charged(at: number, businessDate: string) {
  const tenders = [{ method: 'credit' as const, amountMinor: 1800 }];
  return buildSale({ id: id(`charge ${at}`), occurredAt: at * hour, businessDate, tenders });
}
const paid = (at: number, amountMinor: number) =>
  buildPayment({ id: id(`payment ${at}`), occurredAt: at * hour, businessDate: '2026-11-20', amountMinor });

describe('an account', () => {
  it('[REQ-C11] is a ledger, newest first, of charges and payments with what was owed after each', () => {
    const account = creditAccountOf(
      [paid(3, 2000), charged(1, '2026-03-02'), charged(2, '2026-04-09')],
      'GBP',
    );
    expect(account.entries.map(({ changeMinor, balanceMinor }) => [changeMinor, balanceMinor])).toEqual([
      [-2000, 1600],
      [1800, 3600],
      [1800, 1800],
    ]);
    expect(account.balanceMinor).toBe(1600);
  });

  it('[REQ-C11] is open since the oldest charge that payments have not settled', () => {
    const [first, second] = [charged(1, '2026-03-02'), charged(2, '2026-04-09')];
    const openSince = (...documents: Parameters<typeof creditAccountOf>[0]) =>
      creditAccountOf(documents, 'GBP').openSince;
    expect(openSince(first, second, paid(3, 1799))).toBe('2026-03-02');
    expect(openSince(first, second, paid(3, 1800))).toBe('2026-04-09');
    expect(openSince(first, second, paid(3, 3600))).toBeNull();
    // Paid ahead: the first charge is settled as it is made.
    expect(openSince(paid(0, 1800), first, second)).toBe('2026-04-09');
    // Money given back is owed again, since that day.
    expect(openSince(first, paid(3, 1800), paid(4, -500))).toBe('2026-11-20');
  });

  it('[REQ-C11] keeps currencies apart, and passes over what was paid at once', () => {
    const other = { ...charged(1, '2026-03-02'), currency: 'KES' };
    expect(creditAccountOf([other, buildSale()], 'GBP')).toEqual({
      currency: 'GBP',
      entries: [],
      balanceMinor: 0,
      openSince: null,
    });
  });

  it('[REQ-C11] owes what the figures say was charged and not paid, for any documents', () => {
    fc.assert(
      fc.property(fc.array(saleArbitrary, { maxLength: 30 }), fc.boolean(), (documents, onAccount) => {
        const all = onAccount
          ? documents.map((sale) =>
              sale.type === 'account_payment'
                ? sale
                : { ...sale, tenders: [{ method: 'credit' as const, amountMinor: sale.totalMinor }] },
            )
          : documents;
        const owed = owedMinor(combineCells(all.map(contributionOf)), 'GBP');
        const account = creditAccountOf(all, 'GBP');
        expect(account.balanceMinor).toBe(owed);
        expect(account.openSince === null).toBe(owed <= 0);
      }),
    );
  });
});

describe('a payment on account', () => {
  it('[REQ-C11] is no purchase: it changes nothing but what is paid', () => {
    const { creditPaidMinor, lastDocumentAt, locationId, currency, ...rest } = contributionOf(paid(1, 500));
    expect(creditPaidMinor).toBe(500);
    expect(Object.values(rest).filter((value) => value !== 0 && value !== null)).toEqual([[]]);
  });

  it.each([
    ['of a guest', { customerId: null }, 'invalid_request'],
    ['with goods', { lines: buildSale().lines }, 'invalid_request'],
    ['with a total', { totalMinor: 500 }, 'invalid_request'],
    ['of nothing', { tenders: [] }, 'nothing_paid'],
    [
      'that takes more off than is paid',
      { tenders: [{ method: 'credit' as const, amountMinor: -500 }] },
      'payment_short',
    ],
    [
      'that takes less off than is paid',
      {
        tenders: [
          { method: 'cash' as const, amountMinor: 600 },
          { method: 'credit' as const, amountMinor: -500 },
        ],
      },
      'sums_disagree',
    ],
  ])('[D4] %s is refused', (_, wrong, code) => {
    expect(saleProblem(paid(1, 500))).toBeNull();
    expect(saleProblem({ ...paid(1, 500), ...wrong })).toMatchObject({ code });
  });
});

it('says how much of a limit is used', () => {
  expect([
    utilisationOf(4000, 5000),
    utilisationOf(-100, 5000),
    utilisationOf(10, null),
    utilisationOf(0, 0),
    utilisationOf(1, 0),
  ]).toEqual([0.8, 0, null, 0, Number.POSITIVE_INFINITY]);
});
