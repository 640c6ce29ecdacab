/** Orders of customers: slots sorted by one attribute, kept while only a few customers change. */
import type { CustomerSort } from '../app/services.ts';
import type { CustomerColumns } from './customer-columns.ts';

export type Compare = (a: number, b: number) => number;

/** The first letters of a folded name as a number that sorts like them; sparing most comparisons of texts. */
function nameKey(name: string): number {
  let key = 0;
  for (let index = 0; index < 6; index += 1) {
    // Beyond Latin letters the key is too coarse to part them, never wrong.
    const code = index < name.length ? Math.min(255, name.charCodeAt(index)) : 0;
    key = key * 256 + code;
  }
  return key;
}

/** Compares slots by folded name, each name taken out at most once. */
function byName(nameAt: (slot: number) => string): Compare {
  const names = new Map<number, string>();
  const keys = new Map<number, number>();
  const name = (slot: number) => {
    let text = names.get(slot);
    if (text === undefined) {
      text = nameAt(slot);
      names.set(slot, text);
    }
    return text;
  };
  const key = (slot: number) => {
    let number = keys.get(slot);
    if (number === undefined) {
      number = nameKey(name(slot));
      keys.set(slot, number);
    }
    return number;
  };
  return (a, b) => {
    const difference = key(a) - key(b);
    if (difference !== 0) return difference;
    return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a - b;
  };
}

/** How slots are compared for a sort, ascending; the slot decides between equals. */
export function comparison(
  sort: CustomerSort,
  columns: CustomerColumns,
  nameAt: (slot: number) => string,
): Compare {
  switch (sort) {
    case 'name':
      return byName(nameAt);
    case 'created':
      return (a, b) => (columns.createdAt[a] as number) - (columns.createdAt[b] as number) || a - b;
    case 'net':
      return (a, b) => (columns.netMinor[a] as number) - (columns.netMinor[b] as number) || a - b;
    case 'lastPurchase':
      // Two customers who never bought differ by NaN, which is no order: the slot decides.
      return (a, b) => (columns.lastAt[a] as number) - (columns.lastAt[b] as number) || a - b;
  }
}

/** The order with some slots put to their new places; those no longer `present` are dropped. */
export function reordered(
  order: Uint32Array,
  changed: ReadonlySet<number>,
  present: Uint8Array,
  compare: Compare,
): Uint32Array {
  const kept = order.filter((slot) => !changed.has(slot));
  const moved = [...changed].filter((slot) => present[slot] === 1).sort(compare);
  const result = new Uint32Array(kept.length + moved.length);
  let from = 0;
  for (const [index, slot] of moved.entries()) {
    const to = placeOf(slot, kept, from, compare);
    result.set(kept.subarray(from, to), from + index);
    result[to + index] = slot;
    from = to;
  }
  result.set(kept.subarray(from), from + moved.length);
  return result;
}

/** Where a slot belongs in an order, searched for by halving, so that few names have to be looked at. */
function placeOf(slot: number, order: Uint32Array, from: number, compare: Compare): number {
  let low = from;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(order[middle] as number, slot) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
