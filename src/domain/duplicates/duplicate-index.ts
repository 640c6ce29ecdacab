/**
 * All customers of a shop by what could make two of them one: finds the pairs that are alike, and whoever is like somebody just
 * typed in. It follows single changes without looking at everybody again. Places are small numbers that the caller gives its customers.
 */
import { blockingKeys, contactKey } from './blocking-keys.ts';
import { phoneTail } from './contacts.ts';
import type { Crowd } from './crowd.ts';
import { KeyTable, placesOfPair } from './key-table.ts';
import { type Likeness, likenessOf } from './likeness.ts';
import type { Traits } from './traits.ts';

/** The traits at a place; undefined where nobody is. */
export type TraitsAt = (place: number) => Traits | undefined;

export interface Twin {
  readonly place: number;
  readonly likeness: Likeness;
}

/** Two places, the smaller first. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly likeness: Likeness;
}

/** Who shares a key with more than so many others is not told from them by it. */
const mostBearers = 40;

/** So many are looked at between two pauses. */
const atOnce = 500;

export class DuplicateIndex implements Crowd {
  readonly #traitsAt: TraitsAt;
  readonly #bearers = new Map<string, number>();
  #keys = new KeyTable([]);
  #customers = 0;

  constructor(traitsAt: TraitsAt) {
    this.#traitsAt = traitsAt;
  }

  /**
   * Reads everybody at the places below `size`. It can be left between two steps and taken up again, and be used when it is done. A
   * step says below which place everybody has been read.
   */
  *read(size: number): Generator<number> {
    const entries: number[] = [];
    for (let place = 0; place < size; place += 1) {
      if (place % atOnce === 0) yield place;
      const traits = this.#traitsAt(place);
      if (!traits) continue;
      this.#count(traits, 1);
      for (const key of blockingKeys(traits)) entries.push(KeyTable.entryOf(key, place));
    }
    this.#keys = new KeyTable(entries);
    yield size;
  }

  /** Each two that are alike at least as much as the score says; in between, what share of all has been compared. */
  *pairs(least: number): Generator<Pair | number> {
    const candidates = this.#keys.pairs(mostBearers);
    for (const [index, pair] of candidates.entries()) {
      if (index % atOnce === 0) yield index / candidates.length;
      const [a, b] = placesOfPair(pair);
      const [one, two] = [this.#traitsAt(a), this.#traitsAt(b)];
      const likeness = one && two && likenessOf(one, two, this, least);
      if (likeness) yield { a, b, likeness };
    }
  }

  /** Whoever is like these traits at least as much as the score says, the likest first. */
  twinsOf(traits: Traits, least: number): Twin[] {
    const bearers = blockingKeys(traits).map((key) => this.#keys.placesOf(key));
    const candidates = new Set(bearers.filter((found) => found.length <= mostBearers).flat());
    return [...candidates]
      .flatMap((place): Twin[] => {
        const other = this.#traitsAt(place);
        const likeness = other && likenessOf(traits, other, this, least);
        return likeness ? [{ place, likeness }] : [];
      })
      .sort((a, b) => b.likeness.score - a.likeness.score || a.place - b.place);
  }

  /** Takes in what has changed at a place. */
  change(place: number, before: Traits | undefined, now: Traits | undefined): void {
    if (before) this.#count(before, -1);
    if (!now) return;
    this.#count(now, 1);
    for (const key of blockingKeys(now)) this.#keys.add(key, place);
  }

  get customers(): number {
    return this.#customers;
  }

  bearersOf(word: string): number {
    return this.#bearers.get(word) ?? 0;
  }

  holdersOf(contact: string): number {
    const isHeldBy = (traits: Traits | undefined) =>
      traits !== undefined &&
      (traits.emails.includes(contact) || traits.phones.some((phone) => phoneTail(phone) === contact));
    return this.#keys.placesOf(contactKey(contact)).filter((place) => isHeldBy(this.#traitsAt(place))).length;
  }

  #count({ names }: Traits, by: 1 | -1): void {
    this.#customers += by;
    for (const word of new Set(names.flat())) {
      this.#bearers.set(word, (this.#bearers.get(word) ?? 0) + by);
    }
  }
}
