import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tender } from '../model/sale.ts';
import { leftFor, settle, tillMethods, toCoins } from './tenders.ts';

const amount = fc.nat(100_000);
const coin = fc.constantFrom(1, 5, 10);
const tenders: fc.Arbitrary<Tender[]> = fc.array(
  fc.record({ method: fc.constantFrom(...tillMethods), amountMinor: fc.nat(50_000) }),
  { maxLength: 4 },
);

describe('paying', () => {
  it('£20.00 by card and £30.00 in cash for £44.60 give £5.40 back', () => {
    const paid: Tender[] = [
      { method: 'card', amountMinor: 2000 },
      { method: 'cash', amountMinor: 3000 },
    ];
    expect(settle(4460, paid, 1)).toEqual({
      roundingMinor: 0,
      dueMinor: 4460,
      leftMinor: 0,
      changeMinor: 540,
      overMinor: 0,
    });
  });

  it('cash is rounded to coins, and a card is not', () => {
    expect(leftFor('cash', 4462, [], 5)).toBe(4460);
    expect(leftFor('card', 4462, [], 5)).toBe(4462);
    expect(settle(4463, [{ method: 'cash', amountMinor: 5000 }], 5)).toMatchObject({
      roundingMinor: 2,
      dueMinor: 4465,
      changeMinor: 535,
    });
  });

  it('only the part paid in cash is rounded', () => {
    const card: Tender = { method: 'card', amountMinor: 2001 };
    expect(leftFor('cash', 4463, [card], 5)).toBe(2460);
    expect(settle(4463, [card, { method: 'cash', amountMinor: 2460 }], 5)).toMatchObject({
      roundingMinor: -2,
      dueMinor: 4461,
      leftMinor: 0,
      changeMinor: 0,
    });
  });

  it('a card that takes too much is over, not change', () => {
    expect(settle(1000, [{ method: 'card', amountMinor: 1500 }], 1)).toMatchObject({
      changeMinor: 0,
      overMinor: 500,
    });
  });

  it('payments less change, what is left and what is over always meet what is due', () => {
    fc.assert(
      fc.property(amount, tenders, coin, (goods, paid, smallest) => {
        const state = settle(goods, paid, smallest);
        const sum = paid.reduce((total, tender) => total + tender.amountMinor, 0);
        expect(sum - state.changeMinor + state.leftMinor - state.overMinor).toBe(state.dueMinor);
        expect(Math.abs(state.roundingMinor)).toBeLessThan(smallest);
        const cash = paid.filter((tender) => tender.method === 'cash');
        expect(state.changeMinor).toBeLessThanOrEqual(cash.reduce((all, one) => all + one.amountMinor, 0));
        if (cash.length === 0) expect(state.roundingMinor).toBe(0);
      }),
    );
  });

  it('what is left for a method settles the sale to the last coin', () => {
    fc.assert(
      fc.property(amount, tenders, coin, fc.constantFrom(...tillMethods), (goods, paid, smallest, method) => {
        const left = leftFor(method, goods, paid, smallest);
        const after = settle(goods, [...paid, { method, amountMinor: left }], smallest);
        expect(after.leftMinor).toBe(0);
        expect(after.overMinor).toBe(settle(goods, paid, smallest).overMinor);
      }),
    );
  });

  it('coins are the nearest multiple', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), coin, (minor, smallest) => {
        expect(toCoins(minor, smallest) % smallest).toBe(0);
        expect(2 * Math.abs(toCoins(minor, smallest) - minor)).toBeLessThanOrEqual(smallest);
      }),
    );
  });
});
