/**
 * The open cart of a till: what is being sold, to whom, at which discounts. It is plain data with a reducer, so that it
 * can be saved on every change and read back after a reload. It holds no personal data but the customer's id.
 */
import * as z from 'zod/mini';
import { unreachable } from '../assert.ts';
import type { Product } from '../model/catalogue.ts';
import { idSchema, labelSchema, milliSchema, minorSchema, saleRefSchema } from '../model/primitives.ts';

/** A discount: an amount in minor units, or a share in thousandths of a percent (20 % is 20000). */
const discountSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amountMinor: minorSchema.check(z.gte(0)) }),
  z.strictObject({
    kind: z.literal('percent'),
    shareMilli: milliSchema.check(z.gte(0), z.lte(100_000)),
  }),
]);
export type Discount = z.infer<typeof discountSchema>;

/** A hundred thousand pieces: more is a slip of the finger. */
export const maxQuantityMilli = 100_000_000;

/** The dearest unit price that a line takes, so that no line goes beyond what an integer can hold exactly. */
export const maxUnitPriceMilli = 10_000_000_000_000;

/** What can be put into a cart: a product as it was when it was chosen, or something without a code (`productId` null). */
const cartItemSchema = z.strictObject({
  productId: z.nullable(idSchema),
  sku: labelSchema,
  name: z.string().check(z.maxLength(255)),
  categoryId: z.nullable(idSchema),
  unitPriceMilli: milliSchema.check(z.gte(0), z.lte(maxUnitPriceMilli)),
  /** Thousandths of a percent; null where the product has no tax rate. */
  taxRateMilli: z.nullable(milliSchema),
  unitCostMilli: z.nullable(milliSchema),
});
export type CartItem = z.infer<typeof cartItemSchema>;

const cartLineSchema = z.strictObject({
  /** Tells the lines of one cart apart; never used again after the line is gone. */
  key: z.int(),
  item: cartItemSchema,
  quantityMilli: milliSchema.check(z.gt(0), z.lte(maxQuantityMilli)),
  discount: z.nullable(discountSchema),
});
export type CartLine = z.infer<typeof cartLineSchema>;

export const cartSchema = z.strictObject({
  lines: z.array(cartLineSchema),
  /** Taken off the whole cart, after the discounts of the lines. */
  discount: z.nullable(discountSchema),
  customerId: z.nullable(idSchema),
  /** Key of the next line. */
  nextKey: z.int(),
  /**
   * The sale that this cart was about to become. Written before the sale is recorded, so that a tab killed between the two
   * can tell afterwards whether the sale is there, and nobody pays twice.
   */
  attempt: z.nullable(saleRefSchema),
});
export type Cart = z.infer<typeof cartSchema>;

export const emptyCart: Cart = { lines: [], discount: null, customerId: null, nextKey: 1, attempt: null };

export type CartAction =
  /** Puts an item in; more of a product at the same price joins its line. */
  | { readonly type: 'add'; readonly item: CartItem; readonly quantityMilli: number }
  /** A quantity of zero or less takes the line out. */
  | { readonly type: 'setQuantity'; readonly key: number; readonly quantityMilli: number }
  | { readonly type: 'setLineDiscount'; readonly key: number; readonly discount: Discount | null }
  | { readonly type: 'remove'; readonly key: number }
  /** Undoes a removal, once. */
  | { readonly type: 'putBack'; readonly line: CartLine; readonly position: number }
  | { readonly type: 'setDiscount'; readonly discount: Discount | null }
  | { readonly type: 'attachCustomer'; readonly customerId: string }
  | { readonly type: 'detachCustomer' }
  | { readonly type: 'attempt'; readonly sale: NonNullable<Cart['attempt']> };

/**
 * The cart after an action.
 *
 * @example nextCart(emptyCart, { type: 'add', item: mug, quantityMilli: 1000 }).lines.length  // 1
 */
export function nextCart(cart: Cart, action: CartAction): Cart {
  switch (action.type) {
    case 'add':
      return withItem(cart, action.item, action.quantityMilli);
    case 'setQuantity':
      return action.quantityMilli <= 0
        ? withoutLine(cart, action.key)
        : withLine(cart, action.key, (line) => ({ ...line, quantityMilli: capped(action.quantityMilli) }));
    case 'setLineDiscount':
      return withLine(cart, action.key, (line) => ({ ...line, discount: action.discount }));
    case 'remove':
      return withoutLine(cart, action.key);
    case 'putBack':
      return cart.lines.some(({ key }) => key === action.line.key)
        ? cart
        : { ...cart, lines: cart.lines.toSpliced(action.position, 0, action.line) };
    case 'setDiscount':
      return { ...cart, discount: action.discount };
    case 'attachCustomer':
      return { ...cart, customerId: action.customerId };
    case 'detachCustomer':
      return { ...cart, customerId: null };
    case 'attempt':
      return { ...cart, attempt: action.sale };
    default:
      return unreachable(action);
  }
}

function capped(quantityMilli: number): number {
  return Math.min(quantityMilli, maxQuantityMilli);
}

function withItem(cart: Cart, item: CartItem, quantityMilli: number): Cart {
  if (quantityMilli <= 0) return cart;
  const present = cart.lines.find((line) => joins(line, item));
  if (present) {
    return withLine(cart, present.key, (line) => ({
      ...line,
      quantityMilli: capped(line.quantityMilli + quantityMilli),
    }));
  }
  const line: CartLine = { key: cart.nextKey, item, quantityMilli: capped(quantityMilli), discount: null };
  return { ...cart, lines: [...cart.lines, line], nextKey: cart.nextKey + 1 };
}

/** Items without a code are all different things, even at one price. */
function joins(line: CartLine, item: CartItem): boolean {
  return (
    item.productId !== null &&
    line.item.productId === item.productId &&
    line.item.unitPriceMilli === item.unitPriceMilli
  );
}

function withLine(cart: Cart, key: number, change: (line: CartLine) => CartLine): Cart {
  return { ...cart, lines: cart.lines.map((line) => (line.key === key ? change(line) : line)) };
}

function withoutLine(cart: Cart, key: number): Cart {
  return { ...cart, lines: cart.lines.filter((line) => line.key !== key) };
}

/**
 * A product as a cart takes it: with the price, tax and cost of this moment.
 *
 * @param unitPriceMilli the price asked at the till for a product that has none of its own
 * @example itemOfProduct(mug, 20_000, mug.unitPriceMilli ?? 0).name  // 'Stoneware mug'
 */
export function itemOfProduct(
  product: Product,
  taxRateMilli: number | null,
  unitPriceMilli: number,
): CartItem {
  return {
    productId: product.id,
    sku: product.sku,
    name: product.name,
    categoryId: product.categoryId,
    unitPriceMilli,
    taxRateMilli,
    unitCostMilli: product.unitCostMilli,
  };
}

/** How much of a product lies in the cart, in thousandths. */
export function quantityInCart(cart: Cart, productId: string): number {
  return cart.lines
    .filter((line) => line.item.productId === productId)
    .reduce((sum, line) => sum + line.quantityMilli, 0);
}
