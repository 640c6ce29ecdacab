import { expect, it } from 'vitest';
import { emptyTill, type Till } from '../../../domain/selling/till.ts';
import { anItem } from '../../../domain/testing/selling.ts';
import type { SavedTill } from '../../platform/saved-till.ts';
import { createTillStore } from './till-store.ts';

function plantedTill(full = false) {
  let kept: Till = emptyTill;
  let listener = () => {};
  const saved: SavedTill = {
    load: () => kept,
    save: (till) => {
      if (!full) kept = till;
      return !full;
    },
    forget: () => undefined,
    subscribe: (call) => {
      listener = call;
      return () => undefined;
    },
  };
  return {
    saved,
    kept: () => kept,
    otherTabSaves(till: Till) {
      kept = till;
      listener();
    },
  };
}

const add = { type: 'add', item: anItem(), quantityMilli: 1000 } as const;

it('saves every change', () => {
  const planted = plantedTill();
  const store = createTillStore(planted.saved);
  store.getState().dispatch(add);
  expect(planted.kept()).toEqual(store.getState().till);
  expect(store.getState().kept).toBe(true);
});

it('says so when a change could not be kept', () => {
  const store = createTillStore(plantedTill(true).saved);
  store.getState().dispatch(add);
  expect(store.getState().till.cart.lines).toHaveLength(1);
  expect(store.getState().kept).toBe(false);
});

it('follows a cart that was changed in another tab', () => {
  const planted = plantedTill();
  const store = createTillStore(planted.saved);
  store.getState().dispatch(add);
  planted.otherTabSaves(emptyTill);
  expect(store.getState().till).toEqual(emptyTill);
});
