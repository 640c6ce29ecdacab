/** Carts, counters and receipts for tests of selling: small, and as varied as a shop's. */
import fc from 'fast-check';
import type { Sale } from '../model/sale.ts';
import { type Cart, type CartItem, type CartLine, type Discount, emptyCart } from '../selling/cart.ts';
import { type Counter, saleFromCart } from '../selling/sale-from-cart.ts';
import { leftFor } from '../selling/tenders.ts';
import { cartTotals } from '../selling/totals.ts';

const idOf = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const ids = {
  product: idOf(1),
  customer: idOf(2),
  cart: idOf(3),
  location: idOf(4),
  staff: idOf(5),
  device: idOf(6),
  sale: idOf(7),
  document: (n: number) => idOf(100 + n),
};

export function anItem(fields: Partial<CartItem> = {}): CartItem {
  return {
    productId: ids.product,
    sku: 'MUG-1',
    name: 'Mug',
    categoryId: null,
    unitPriceMilli: 1_800_000,
    taxRateMilli: 20_000,
    unitCostMilli: null,
    ...fields,
  };
}

export const anItemArbitrary: fc.Arbitrary<CartItem> = fc.record({
  productId: fc.constantFrom(null, ids.product),
  sku: fc.constantFrom('', 'A-1'),
  name: fc.constantFrom('Mug', 'Tea towel'),
  categoryId: fc.constant(null),
  // Mostly whole pence; some prices have more decimals, as goods sold by weight do.
  unitPriceMilli: fc.oneof(
    fc.integer({ min: 0, max: 20_000 }).map((pence) => pence * 1000),
    fc.nat(3_000_000),
  ),
  taxRateMilli: fc.constantFrom(null, 0, 5_000, 20_000, 19_600),
  unitCostMilli: fc.constantFrom(null, 700_123),
});

const aDiscount: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.nat(3000) }),
  fc.record({ kind: fc.constant('percent' as const), shareMilli: fc.nat(100_000) }),
);

const aQuantityMilli = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((pieces) => pieces * 1000),
  fc.integer({ min: 1, max: 5000 }),
);

export const aCart: fc.Arbitrary<Cart> = fc
  .record({
    lines: fc.array(
      fc.record({
        item: anItemArbitrary,
        quantityMilli: aQuantityMilli,
        discount: fc.option(aDiscount),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    discount: fc.option(aDiscount),
  })
  .map(({ lines, discount }) => ({
    ...emptyCart,
    discount,
    lines: lines.map((line, index): CartLine => ({ ...line, key: index + 1 })),
    nextKey: lines.length + 1,
  }));

export function aCounter(setting: Partial<Counter['setting']> = {}): Counter {
  return {
    setting: {
      currency: 'GBP',
      timeZone: 'Europe/London',
      cutOffHour: 0,
      taxMode: 'included',
      cashRoundingMinor: 1,
      ...setting,
    },
    locationId: ids.location,
    staffId: ids.staff,
    deviceId: ids.device,
  };
}

export const aCounterArbitrary: fc.Arbitrary<Counter> = fc
  .record({
    taxMode: fc.constantFrom('included' as const, 'added' as const),
    cashRoundingMinor: fc.constantFrom(1, 5, 10),
    cutOffHour: fc.constantFrom(0, 4),
  })
  .map(aCounter);

/** A paid sale of a cart, exactly paid by one method. */
export function paidSale(cart: Cart, counter: Counter, method: 'cash' | 'card'): Sale {
  const { taxMode, cashRoundingMinor } = counter.setting;
  const { dueMinor } = cartTotals(cart, taxMode);
  const amountMinor = leftFor(method, dueMinor, [], cashRoundingMinor);
  const ref = { id: ids.sale, customerId: null, occurredAt: Date.UTC(2026, 10, 20, 14, 12) };
  const result = saleFromCart(cart, [{ method, amountMinor }], counter, ref);
  if (!result.ok) throw new Error(`not a sale: ${result.refusal.code}`);
  return result.sale;
}
