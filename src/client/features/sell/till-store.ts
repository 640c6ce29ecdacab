import { createStore, type StoreApi } from 'zustand/vanilla';
import { nextTill, type Till, type TillAction } from '../../../domain/selling/till.ts';
import { type SavedTill, savedTillOf } from '../../platform/saved-till.ts';

export interface TillState {
  readonly till: Till;
  /** False while the carts could not be kept for after a reload. */
  readonly kept: boolean;
  readonly dispatch: (action: TillAction) => void;
}

/** The carts of a shop on this device: every change is saved before it is shown. */
export function createTillStore(saved: SavedTill): StoreApi<TillState> {
  const store = createStore<TillState>((set, get) => ({
    till: saved.load(),
    kept: true,
    dispatch(action) {
      const till = nextTill(get().till, action);
      if (till !== get().till) set({ till, kept: saved.save(till) });
    },
  }));
  saved.subscribe(() => store.setState({ till: saved.load() }));
  return store;
}

const stores = new Map<string, StoreApi<TillState>>();

/** One store per shop for as long as the page lives, so that the till and the payment see the same cart. */
export function tillStoreOf(tenantId: string): StoreApi<TillState> {
  const known = stores.get(tenantId);
  if (known) return known;
  const store = createTillStore(savedTillOf(tenantId, window));
  stores.set(tenantId, store);
  return store;
}
