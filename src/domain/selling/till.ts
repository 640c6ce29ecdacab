/** The carts of one till: the open one and those put aside. */
import * as z from 'zod/mini';
import { idSchema, instantSchema } from '../model/primitives.ts';
import { type Cart, type CartAction, cartSchema, emptyCart, nextCart } from './cart.ts';

const parkedCartSchema = z.strictObject({ id: idSchema, parkedAt: instantSchema, cart: cartSchema });
export type ParkedCart = z.infer<typeof parkedCartSchema>;

const tillSchema = z.strictObject({ cart: cartSchema, parked: z.array(parkedCartSchema) });
export type Till = z.infer<typeof tillSchema>;

export const emptyTill: Till = { cart: emptyCart, parked: [] };

export type TillAction =
  | CartAction
  /** Puts the open cart aside under `id`; an empty one stays where it is. */
  | { readonly type: 'park'; readonly id: string; readonly at: number }
  /** Takes a parked cart up again. An open cart that holds something is parked in its place. */
  | { readonly type: 'resume'; readonly id: string; readonly at: number }
  /** Empties the open cart: the sale is made, or given up. */
  | { readonly type: 'clear' }
  /** Undoes a clearing. What the open cart holds by now is parked under `id`. */
  | { readonly type: 'restore'; readonly cart: Cart; readonly id: string; readonly at: number };

/** Whether there is anything in a cart that would be lost. */
export function holdsSomething(cart: Cart): boolean {
  return cart.lines.length > 0;
}

/**
 * The till after an action; what concerns the open cart alone goes to `nextCart`.
 *
 * @example nextTill(till, { type: 'park', id, at })  // { cart: emptyCart, parked: [{ id, parkedAt: at, cart: till.cart }] }
 */
export function nextTill(till: Till, action: TillAction): Till {
  switch (action.type) {
    case 'park':
      return holdsSomething(till.cart)
        ? { cart: emptyCart, parked: parkedWith(till, action.id, action.at) }
        : till;
    case 'resume': {
      const wanted = till.parked.find((parked) => parked.id === action.id);
      if (!wanted) return till;
      const others = { cart: till.cart, parked: till.parked.filter((parked) => parked !== wanted) };
      return { cart: wanted.cart, parked: parkedWith(others, action.id, action.at) };
    }
    case 'clear':
      return { ...till, cart: emptyCart };
    case 'restore':
      return { cart: action.cart, parked: parkedWith(till, action.id, action.at) };
    default:
      return { ...till, cart: nextCart(till.cart, action) };
  }
}

function parkedWith(till: Till, id: string, at: number): ParkedCart[] {
  return holdsSomething(till.cart) ? [...till.parked, { id, parkedAt: at, cart: till.cart }] : till.parked;
}

/**
 * Reads a saved till back. Null for anything that is not a till of this version: a cart is then empty rather than wrong.
 *
 * @example parseTill(JSON.parse('{}'))  // null
 */
export function parseTill(saved: unknown): Till | null {
  const parsed = z.safeParse(tillSchema, saved);
  return parsed.success ? parsed.data : null;
}
