import { useStore } from 'zustand';
import type { Cart } from '../../../domain/selling/cart.ts';
import type { ParkedCart, TillAction } from '../../../domain/selling/till.ts';
import { type CartTotals, cartTotals } from '../../../domain/selling/totals.ts';
import { useShop } from '../../app/services.ts';
import { tillStoreOf } from './till-store.ts';

export interface TillView {
  readonly cart: Cart;
  readonly totals: CartTotals;
  readonly parked: readonly ParkedCart[];
  readonly kept: boolean;
  readonly currency: string;
  readonly dispatch: (action: TillAction) => void;
}

/** The carts of this shop on this device, and what the open one comes to. */
export function useTill(): TillView {
  const { tenantId, setting } = useShop();
  const { till, kept, dispatch } = useStore(tillStoreOf(tenantId));
  return {
    cart: till.cart,
    totals: cartTotals(till.cart, setting.taxMode),
    parked: till.parked,
    kept,
    currency: setting.currency,
    dispatch,
  };
}
