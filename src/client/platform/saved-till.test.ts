import { beforeEach, describe, expect, it } from 'vitest';
import { emptyCart, nextCart } from '../../domain/selling/cart.ts';
import { emptyTill, type Till } from '../../domain/selling/till.ts';
import { anItem } from '../../domain/testing/selling.ts';
import { openCartsOf, savedTillOf } from './saved-till.ts';

/** A page whose storage can be full; pages with the same `stored` are tabs of one browser. */
function plantedPage(stored: Record<string, string>, room = Number.POSITIVE_INFINITY) {
  const methods = {
    getItem: (key: string) => stored[key] ?? null,
    setItem(key: string, value: string) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      stored[key] = value;
    },
    removeItem: (key: string) => void delete stored[key],
    clear: () => undefined,
    key: () => null,
    length: 0,
  };
  for (const name of Object.keys(methods)) Object.defineProperty(methods, name, { enumerable: false });
  const localStorage: Storage = Object.assign(Object.create(methods), stored);
  return Object.assign(new EventTarget(), { localStorage });
}

const open: Till = {
  ...emptyTill,
  cart: nextCart(emptyCart, { type: 'add', item: anItem(), quantityMilli: 1000 }),
};

describe('the saved till', () => {
  let stored: Record<string, string>;
  beforeEach(() => {
    stored = {};
  });

  it('is there again after a reload', () => {
    expect(savedTillOf('shop', plantedPage(stored)).save(open)).toBe(true);
    expect(savedTillOf('shop', plantedPage(stored)).load()).toEqual(open);
  });

  it('belongs to one shop', () => {
    savedTillOf('shop', plantedPage(stored)).save(open);
    expect(savedTillOf('other', plantedPage(stored)).load()).toEqual(emptyTill);
  });

  it('says so when there is no room, and goes on', () => {
    expect(savedTillOf('shop', plantedPage(stored, 10)).save(open)).toBe(false);
  });

  it('is empty rather than broken after a damaged text', () => {
    stored['regulars.till.shop'] = '{"cart":';
    expect(savedTillOf('shop', plantedPage(stored)).load()).toEqual(emptyTill);
  });

  it('knows whether a cart is open', () => {
    const isAnyOpen = () => openCartsOf(plantedPage(stored)).isAny();
    expect(isAnyOpen()).toBe(false);
    savedTillOf('shop', plantedPage(stored)).save(open);
    expect(isAnyOpen()).toBe(true);
    savedTillOf('shop', plantedPage(stored)).forget();
    expect(isAnyOpen()).toBe(false);
  });

  it('tells its own tab, too, when a cart is opened or done with', () => {
    const source = plantedPage(stored);
    let told = 0;
    const stop = openCartsOf(source).subscribe(() => {
      told += 1;
    });
    savedTillOf('shop', source).save(open);
    savedTillOf('shop', source).forget();
    expect(told).toBe(2);
    stop();
    savedTillOf('shop', source).save(open);
    expect(told).toBe(2);
  });
});
