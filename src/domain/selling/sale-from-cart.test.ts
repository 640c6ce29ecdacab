import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saleProblem, saleSchema, type Tender } from '../model/sale.ts';
import { aCart, aCounter, aCounterArbitrary, anItem, ids } from '../testing/selling.ts';
import { lineAmount } from '../values/money.ts';
import { emptyCart, nextCart } from './cart.ts';
import { saleFromCart } from './sale-from-cart.ts';
import { leftFor, tillMethods } from './tenders.ts';
import { cartTotals } from './totals.ts';

const ref = { id: ids.sale, customerId: null, occurredAt: Date.UTC(2026, 10, 20, 1, 30) };
const oneMug = nextCart(emptyCart, { type: 'add', item: anItem(), quantityMilli: 1000 });

describe('the sale of a cart', () => {
  it('is refused while the payments are short', () => {
    const result = saleFromCart(oneMug, [{ method: 'cash', amountMinor: 1700 }], aCounter(), ref);
    expect(result).toEqual({
      ok: false,
      refusal: { code: 'payment_short', path: ['tenders'], values: { missingMinor: 100 } },
    });
  });

  it('is refused with nothing in the cart', () => {
    expect(saleFromCart(emptyCart, [], aCounter(), ref)).toMatchObject({
      ok: false,
      refusal: { code: 'nothing_sold' },
    });
  });

  it('is refused when a card took more than is due', () => {
    expect(saleFromCart(oneMug, [{ method: 'card', amountMinor: 1900 }], aCounter(), ref)).toMatchObject({
      ok: false,
      refusal: { code: 'sums_disagree' },
    });
  });

  it('is refused when what was received is no sum of cash but a barcode', () => {
    const received = (amountMinor: number) =>
      saleFromCart(oneMug, [{ method: 'cash', amountMinor }], aCounter(), ref);
    expect(received(501_234_567_890)).toMatchObject({ ok: false, refusal: { code: 'amount_out_of_range' } });
    expect(received(1_000_000)).toMatchObject({ ok: true, sale: { changeMinor: 998_200 } });
  });

  it('belongs to the business date of the shop', () => {
    const late = saleFromCart(
      oneMug,
      [{ method: 'card', amountMinor: 1800 }],
      aCounter({ cutOffHour: 4 }),
      ref,
    );
    expect(late).toMatchObject({ ok: true, sale: { businessDate: '2026-11-19', utcOffsetMinutes: 0 } });
  });

  it('adds up and fits its schema, whatever was sold and however it was paid', () => {
    fc.assert(
      fc.property(
        aCart,
        aCounterArbitrary,
        fc.array(fc.constantFrom(...tillMethods), { minLength: 1, maxLength: 3 }),
        fc.nat(2000),
        (cart, counter, methods, handedOver) => {
          const { taxMode, cashRoundingMinor } = counter.setting;
          const totals = cartTotals(cart, taxMode);
          // Every method but the last pays a part; the last one settles, cash with something over.
          const tenders: Tender[] = [];
          for (const [index, method] of methods.entries()) {
            const left = leftFor(method, totals.dueMinor, tenders, cashRoundingMinor);
            const last = index === methods.length - 1;
            const part = last ? left + (method === 'cash' ? handedOver : 0) : Math.floor(left / 3);
            tenders.push({ method, amountMinor: part });
          }
          const result = saleFromCart(cart, tenders, counter, ref);
          if (!result.ok) throw new Error(result.refusal.code);
          expect(saleProblem(result.sale)).toBeNull();
          expect(saleSchema.safeParse(result.sale).success).toBe(true);
          expect(result.sale.lines.map((line) => line.n)).toEqual(cart.lines.map((_, index) => index + 1));
          for (const line of result.sale.lines) {
            expect(lineAmount(line.unitPriceMilli, line.quantityMilli) - line.discountMinor).toBe(
              line.totalMinor,
            );
          }
        },
      ),
    );
  });
});
