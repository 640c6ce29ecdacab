import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnableLines } from '../history/returnable.ts';
import { lineValue, type Sale, saleProblem, saleSchema } from '../model/sale.ts';
import { aCart, aCounter, aCounterArbitrary, anItem, ids, paidSale } from '../testing/selling.ts';
import type { Cart } from './cart.ts';
import { emptyCart, nextCart } from './cart.ts';
import { proposedWay, type RefundWay, refundSources, refundTenders } from './refund.ts';
import { type ReturnChoice, returnDue, returnFromReceipt } from './return-from-receipt.ts';
import { type Counter, saleFromCart } from './sale-from-cart.ts';

const at = Date.UTC(2026, 10, 21, 10);

function giveBack(
  sale: Sale,
  children: readonly Sale[],
  choices: readonly ReturnChoice[],
  counter: Counter,
  way: RefundWay,
): Sale {
  const due = returnDue(sale, children, choices);
  if (!due.ok) throw new Error(due.refusal.code);
  const coin = counter.setting.cashRoundingMinor;
  const refund = refundTenders(due.due.dueMinor, way, refundSources(sale, children), coin);
  const id = ids.document(children.length);
  const result = returnFromReceipt({ sale, children, choices, refund, counter, id, at });
  if (!result.ok) throw new Error(result.refusal.code);
  expect(saleProblem(result.sale)).toBeNull();
  expect(saleSchema.safeParse(result.sale).success).toBe(true);
  return result.sale;
}

/** Returns all of a sale in random pieces; `cuts` decides how each line is cut. */
function giveBackInPieces(
  sale: Sale,
  counter: Counter,
  cuts: readonly number[],
  wayOf: (piece: number) => RefundWay,
): Sale[] {
  const children: Sale[] = [];
  for (let piece = 0; ; piece += 1) {
    const left = returnableLines(sale, children).filter((line) => line.leftMilli > 0);
    if (left.length === 0) return children;
    const choices = left
      // Not every line comes back each time, but something always does.
      .filter((_, index) => index === 0 || (cuts[(piece + index) % cuts.length] ?? 0) % 2 === 0)
      .map((line, index): ReturnChoice => {
        const cut = cuts[(piece * 3 + index) % cuts.length] ?? 0;
        const some = Math.max(1, Math.ceil((line.leftMilli * ((cut % 9) + 1)) / 9));
        return { n: line.n, quantityMilli: some, reason: 'other' };
      });
    children.push(giveBack(sale, children, choices, counter, wayOf(piece)));
  }
}

const cash: RefundWay = { kind: 'method', method: 'cash' };
const card: RefundWay = { kind: 'method', method: 'card' };
const someCuts = fc.array(fc.nat(100), { minLength: 3, maxLength: 8 });
const sumOf = (sales: readonly Sale[]) => sales.reduce((sum, sale) => sum + sale.totalMinor, 0);

describe('returning from a receipt', () => {
  const threeForTen: Cart = nextCart(
    nextCart(emptyCart, {
      type: 'add',
      item: anItem({ unitPriceMilli: 350_000 }),
      quantityMilli: 3000,
    }),
    { type: 'setDiscount', discount: { kind: 'amount', amountMinor: 50 } },
  );

  it('gives a discount back in proportion: three for £10.00 come back as £3.33, £3.34 and £3.33', () => {
    const sale = paidSale(threeForTen, aCounter(), 'cash');
    const one: ReturnChoice[] = [{ n: 1, quantityMilli: 1000, reason: 'changed_mind' }];
    const children: Sale[] = [];
    for (let piece = 0; piece < 3; piece += 1) {
      children.push(giveBack(sale, children, one, aCounter(), cash));
    }
    expect(children.map((child) => child.totalMinor)).toEqual([-333, -334, -333]);
  });

  it('refuses more than is left of a line', () => {
    const sale = paidSale(threeForTen, aCounter(), 'cash');
    const two: ReturnChoice[] = [{ n: 1, quantityMilli: 2000, reason: 'other' }];
    const first = giveBack(sale, [], two, aCounter(), cash);
    expect(returnDue(sale, [first], two)).toEqual({
      ok: false,
      refusal: { code: 'over_returned', path: ['lines', 0], values: { leftMilli: 1000 } },
    });
  });

  it('takes a line that is chosen twice as one, and no more of it than is left', () => {
    const sale = paidSale(threeForTen, aCounter(), 'cash');
    const one: ReturnChoice = { n: 1, quantityMilli: 1000, reason: 'other' };
    const twice = [one, { ...one, reason: 'damaged' as const }];
    expect(returnDue(sale, [], twice)).toMatchObject({ due: { dueMinor: 667 } });
    expect(returnDue(sale, [], [...twice, one])).toMatchObject({ due: { dueMinor: 1000 } });
    expect(returnDue(sale, [], [...twice, one, one])).toEqual({
      ok: false,
      refusal: { code: 'over_returned', path: ['lines', 3], values: { leftMilli: 0 } },
    });
  });

  it('refuses nothing at all, and a line that was never sold', () => {
    const sale = paidSale(threeForTen, aCounter(), 'cash');
    expect(returnDue(sale, [], [])).toMatchObject({ refusal: { code: 'nothing_returned' } });
    expect(returnDue(sale, [], [{ n: 7, quantityMilli: 1000, reason: 'other' }])).toMatchObject({
      refusal: { code: 'over_returned' },
    });
  });

  it('refuses a refund that is not what is due', () => {
    const sale = paidSale(threeForTen, aCounter(), 'cash');
    const result = returnFromReceipt({
      sale,
      children: [],
      choices: [{ n: 1, quantityMilli: 1000, reason: 'other' }],
      refund: [{ method: 'cash', amountMinor: 334 }],
      counter: aCounter(),
      id: ids.document(0),
      at,
    });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'sums_disagree' } });
  });

  it('in pieces gives back exactly what was paid by card: value, tax and cost of every line', () => {
    fc.assert(
      fc.property(aCart, aCounterArbitrary, someCuts, (cart, counter, cuts) => {
        const sale = paidSale(cart, counter, 'card');
        const returns = giveBackInPieces(sale, counter, cuts, () => card);
        expect(sumOf(returns)).toBe(-sale.totalMinor + 0);
        for (const line of sale.lines) {
          const pieces = returns
            .flatMap((document) => document.lines)
            .filter((piece) => piece.parentLine?.n === line.n);
          const sum = (field: (piece: (typeof pieces)[number]) => number) =>
            pieces.reduce((total, piece) => total + field(piece), 0);
          expect(sum((piece) => piece.quantityMilli)).toBe(-line.quantityMilli);
          expect(sum((piece) => lineValue(sale, piece))).toBe(-lineValue(sale, line) + 0);
          expect(sum((piece) => piece.taxMinor)).toBe(-line.taxMinor + 0);
          expect(sum((piece) => piece.costMinor ?? 0)).toBe(-(line.costMinor ?? 0) + 0);
          for (const piece of pieces) expect(piece.totalMinor).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('in pieces gives back exactly what was paid in cash, rounding included, always in coins', () => {
    fc.assert(
      fc.property(aCart, aCounterArbitrary, someCuts, (cart, counter, cuts) => {
        const sale = paidSale(cart, counter, 'cash');
        const returns = giveBackInPieces(sale, counter, cuts, () => cash);
        expect(sumOf(returns)).toBe(-sale.totalMinor + 0);
        for (const document of returns) {
          expect(Math.abs(document.totalMinor) % counter.setting.cashRoundingMinor).toBe(0);
        }
      }),
    );
  });

  it('never gives back more than was paid, however the tenders are mixed, but for the last coin', () => {
    fc.assert(
      fc.property(aCart, aCounterArbitrary, someCuts, (cart, counter, cuts) => {
        const sale = paidSale(cart, counter, cuts.length % 2 === 0 ? 'cash' : 'card');
        const returns = giveBackInPieces(sale, counter, cuts, (piece) =>
          (cuts[piece % cuts.length] ?? 0) % 2 === 0 ? cash : card,
        );
        const over = -sumOf(returns) - sale.totalMinor;
        expect(Math.abs(over)).toBeLessThan(counter.setting.cashRoundingMinor);
      }),
    );
  });
});

describe('the tenders of a refund', () => {
  const mugs = nextCart(emptyCart, { type: 'add', item: anItem(), quantityMilli: 2000 });
  const result = saleFromCart(
    mugs,
    [
      { method: 'card', amountMinor: 2000 },
      { method: 'cash', amountMinor: 2000 },
    ],
    aCounter(),
    { id: ids.sale, customerId: null, occurredAt: at },
  );
  if (!result.ok) throw new Error(result.refusal.code);
  const { sale } = result;

  it('are the ones it was paid with; change counts as cash', () => {
    expect(refundSources(sale, [])).toEqual([
      { method: 'card', paidMinor: 2000, leftMinor: 2000 },
      { method: 'cash', paidMinor: 1600, leftMinor: 1600 },
    ]);
  });

  it('go to the tender that holds the refund, and else as it was paid', () => {
    const sources = refundSources(sale, []);
    expect(proposedWay(1800, sources)).toEqual(card);
    expect(proposedWay(3600, sources)).toEqual({ kind: 'as_paid' });
    expect(refundTenders(3600, { kind: 'as_paid' }, sources, 1)).toEqual([
      { method: 'card', amountMinor: 2000 },
      { method: 'cash', amountMinor: 1600 },
    ]);
  });

  it('know what went back before', () => {
    const one: ReturnChoice[] = [{ n: 1, quantityMilli: 1000, reason: 'damaged' }];
    const first = giveBack(sale, [], one, aCounter(), card);
    expect(refundSources(sale, [first])).toEqual([
      { method: 'card', paidMinor: 2000, leftMinor: 200 },
      { method: 'cash', paidMinor: 1600, leftMinor: 1600 },
    ]);
  });

  it('are cash where the tender is not known', () => {
    const imported: Sale = { ...sale, tenders: [{ method: 'unknown', amountMinor: 3600 }], changeMinor: 0 };
    expect(refundSources(imported, [])).toEqual([]);
    expect(proposedWay(1800, [])).toEqual(cash);
  });
});
