import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anItem, anItemArbitrary, ids } from '../testing/selling.ts';
import { type Cart, cartSchema, emptyCart, maxQuantityMilli, nextCart, quantityInCart } from './cart.ts';
import { emptyTill, nextTill, parseTill, type Till } from './till.ts';

const mug = anItem({ name: 'Stoneware mug', unitPriceMilli: 1_800_000 });
const openPrice = anItem({ productId: null, name: 'Item without a code' });

const cartOf = (...items: (typeof mug)[]): Cart =>
  items.reduce((cart, item) => nextCart(cart, { type: 'add', item, quantityMilli: 1000 }), emptyCart);

describe('the cart', () => {
  it('counts a product that is scanned twice on one line', () => {
    const cart = cartOf(mug, mug);
    expect(cart.lines).toHaveLength(1);
    expect(cart.lines[0]?.quantityMilli).toBe(2000);
  });

  it('keeps a product at another price, and each item without a code, on a line of its own', () => {
    const cart = cartOf(mug, { ...mug, unitPriceMilli: 1_500_000 }, openPrice, openPrice);
    expect(cart.lines).toHaveLength(4);
    expect(quantityInCart(cart, mug.productId ?? '')).toBe(2000);
  });

  it('takes a line out at quantity zero, and never goes below', () => {
    const cart = cartOf(mug);
    expect(nextCart(cart, { type: 'setQuantity', key: 1, quantityMilli: 0 }).lines).toEqual([]);
    expect(nextCart(cart, { type: 'setQuantity', key: 1, quantityMilli: -1000 }).lines).toEqual([]);
  });

  it('holds a slip of the finger to what a line can count exactly', () => {
    const cart = nextCart(cartOf(mug), { type: 'setQuantity', key: 1, quantityMilli: 10 ** 15 });
    expect(cart.lines[0]?.quantityMilli).toBe(maxQuantityMilli);
  });

  it('puts a removed line back where it was', () => {
    const cart = cartOf(mug, openPrice, { ...openPrice, name: 'Another' });
    const line = cart.lines[1];
    if (!line) throw new Error('no line');
    const without = nextCart(cart, { type: 'remove', key: line.key });
    expect(without.lines).toHaveLength(2);
    const back = nextCart(without, { type: 'putBack', line, position: 1 });
    expect(back).toEqual(cart);
    expect(nextCart(back, { type: 'putBack', line, position: 1 })).toEqual(cart);
  });

  it('never gives the key of a removed line to another one', () => {
    const cart = nextCart(cartOf(openPrice, openPrice), { type: 'remove', key: 2 });
    const added = nextCart(cart, { type: 'add', item: openPrice, quantityMilli: 1000 });
    expect(added.lines.map((line) => line.key)).toEqual([1, 3]);
  });
});

describe('the till', () => {
  const at = 1_700_000_000_000;

  it('parks a cart and takes it up again as it was', () => {
    const cart = nextCart(cartOf(mug), { type: 'attachCustomer', customerId: ids.customer });
    const parked = nextTill({ ...emptyTill, cart }, { type: 'park', id: ids.cart, at });
    expect(parked.cart).toEqual(emptyCart);
    expect(nextTill(parked, { type: 'resume', id: ids.cart, at })).toEqual({ cart, parked: [] });
  });

  it('does not park a cart with nothing in it', () => {
    expect(nextTill(emptyTill, { type: 'park', id: ids.cart, at })).toBe(emptyTill);
  });

  it('is restored after it was emptied, and parks what was put in since', () => {
    const before = cartOf(mug);
    const restore = { type: 'restore', cart: before, id: ids.cart, at } as const;
    expect(nextTill(emptyTill, restore)).toEqual({ cart: before, parked: [] });
    const since = cartOf(mug, mug);
    const parked = [{ id: ids.cart, parkedAt: at, cart: since }];
    expect(nextTill({ ...emptyTill, cart: since }, restore)).toEqual({ cart: before, parked });
  });

  it('loses no cart when one is taken up over another', () => {
    const first = nextTill({ ...emptyTill, cart: cartOf(mug) }, { type: 'park', id: ids.cart, at });
    const both: Till = { ...first, cart: cartOf(openPrice) };
    const resumed = nextTill(both, { type: 'resume', id: ids.cart, at });
    expect(resumed.cart).toEqual(cartOf(mug));
    expect(resumed.parked.map((parked) => parked.cart)).toEqual([cartOf(openPrice)]);
  });

  it('reads back after a reload what it saved, whatever was in it', () => {
    fc.assert(
      fc.property(fc.array(anItemArbitrary, { maxLength: 5 }), (items) => {
        const till: Till = { ...emptyTill, cart: cartOf(...items) };
        expect(parseTill(JSON.parse(JSON.stringify(till)))).toEqual(till);
        expect(cartSchema.safeParse(till.cart).success).toBe(true);
      }),
    );
  });

  it.each([null, {}, [], 'till', { cart: { lines: 1 } }])('is empty rather than wrong after %o', (saved) => {
    expect(parseTill(saved)).toBeNull();
  });
});
