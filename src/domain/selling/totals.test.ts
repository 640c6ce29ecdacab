import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCart, anItem } from '../testing/selling.ts';
import { emptyCart, nextCart } from './cart.ts';
import { cartTotals } from './totals.ts';

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
const taxMode = fc.constantFrom('included' as const, 'added' as const);

/** Exact tax of one rate on an amount, half away from zero, written in the plainest way. */
function plainTax(amountMinor: number, rateMilli: number, mode: 'included' | 'added'): bigint {
  const dividend = BigInt(amountMinor) * BigInt(rateMilli);
  const divisor = 100_000n + (mode === 'included' ? BigInt(rateMilli) : 0n);
  return (2n * dividend + divisor) / (2n * divisor);
}

describe('what a cart comes to', () => {
  it('two mugs at £18.00 come to £36.00, of which £6.00 is tax at 20 %', () => {
    const cart = nextCart(emptyCart, { type: 'add', item: anItem(), quantityMilli: 2000 });
    expect(cartTotals(cart, 'included')).toMatchObject({ dueMinor: 3600, taxMinor: 600, discountMinor: 0 });
    expect(cartTotals(cart, 'added')).toMatchObject({ dueMinor: 4320, taxMinor: 720 });
  });

  it('a tea towel at £6.50 less 20 % comes to £5.20', () => {
    const towel = anItem({ unitPriceMilli: 650_000 });
    const added = nextCart(emptyCart, { type: 'add', item: towel, quantityMilli: 1000 });
    const cart = nextCart(added, {
      type: 'setLineDiscount',
      key: 1,
      discount: { kind: 'percent', shareMilli: 20_000 },
    });
    expect(cartTotals(cart, 'included')).toMatchObject({ dueMinor: 520, discountMinor: 130 });
  });

  it('an empty cart comes to nothing', () => {
    expect(cartTotals({ ...emptyCart, discount: { kind: 'amount', amountMinor: 500 } }, 'added')).toEqual({
      lines: [],
      quantityMilli: 0,
      discountMinor: 0,
      taxMinor: 0,
      dueMinor: 0,
    });
  });

  it('lines add up to the totals, and no discount takes more than there is', () => {
    fc.assert(
      fc.property(aCart, taxMode, (cart, mode) => {
        const totals = cartTotals(cart, mode);
        const lines = sumOf(totals.lines.map((line) => line.totalMinor));
        expect(totals.dueMinor).toBe(lines + (mode === 'added' ? totals.taxMinor : 0));
        expect(totals.taxMinor).toBe(sumOf(totals.lines.map((line) => line.taxMinor)));
        expect(totals.discountMinor).toBe(sumOf(totals.lines.map((line) => line.discountMinor)));
        for (const line of totals.lines) {
          expect(line.totalMinor).toBe(line.grossMinor - line.discountMinor);
          expect(line.totalMinor).toBeGreaterThanOrEqual(0);
          expect(line.ownDiscountMinor).toBeGreaterThanOrEqual(0);
          expect(line.discountMinor).toBeGreaterThanOrEqual(line.ownDiscountMinor);
          expect(line.taxMinor).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('the tax of each rate is the tax of its sum, rounded once', () => {
    fc.assert(
      fc.property(aCart, taxMode, (cart, mode) => {
        const { lines } = cartTotals(cart, mode);
        for (const rate of new Set(cart.lines.map((line) => line.item.taxRateMilli ?? 0))) {
          const ofRate = lines.filter((_, index) => (cart.lines[index]?.item.taxRateMilli ?? 0) === rate);
          const tax = sumOf(ofRate.map((line) => line.taxMinor));
          expect(BigInt(tax)).toBe(plainTax(sumOf(ofRate.map((line) => line.totalMinor)), rate, mode));
        }
      }),
    );
  });

  it('a discount of an amount takes exactly that, where the cart holds as much', () => {
    fc.assert(
      fc.property(aCart, fc.nat(5000), (cart, amountMinor) => {
        const before = cartTotals({ ...cart, discount: null }, 'included');
        const after = cartTotals({ ...cart, discount: { kind: 'amount', amountMinor } }, 'included');
        expect(before.dueMinor - after.dueMinor).toBe(Math.min(amountMinor, before.dueMinor));
      }),
    );
  });
});
