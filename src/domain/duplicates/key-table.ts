/**
 * Who bears which key: keys and places lie together in one sorted array, 53 bits an entry, because a list per key would need ten times
 * the memory. What is added later lies beside it.
 */

/** Places are below this, keys below 2^32. */
const places = 2 ** 21;

export class KeyTable {
  /** `key × places + place`, ascending. */
  readonly #entries: Float64Array;
  readonly #added = new Map<number, number[]>();

  /** @param entries see `entryOf`, in any order */
  constructor(entries: readonly number[]) {
    this.#entries = Float64Array.from(entries).sort();
  }

  static entryOf(key: number, place: number): number {
    return key * places + place;
  }

  add(key: number, place: number): void {
    const added = this.#added.get(key);
    if (added) added.push(place);
    else this.#added.set(key, [place]);
  }

  /** The places that bear a key, or have borne it. */
  placesOf(key: number): number[] {
    const found: number[] = [];
    const end = (key + 1) * places;
    for (let at = this.#firstFrom(key * places); (this.#entries[at] ?? end) < end; at += 1) {
      found.push((this.#entries[at] as number) % places);
    }
    const added = this.#added.get(key);
    return added ? [...new Set([...found, ...added])] : found;
  }

  /**
   * Each two places that share a key, once; the smaller place times 2^21, plus the other one.
   *
   * @param most keys of more places than so many pair nobody
   */
  pairs(most: number): Float64Array {
    const pairs: number[] = [];
    let start = 0;
    for (let at = 1; at <= this.#entries.length; at += 1) {
      if (at < this.#entries.length && this.#keyAt(at) === this.#keyAt(start)) continue;
      if (at - start <= most) this.#pairRun(start, at, pairs);
      start = at;
    }
    return distinct(Float64Array.from(pairs).sort());
  }

  #pairRun(start: number, end: number, pairs: number[]): void {
    for (let one = start; one < end; one += 1) {
      const first = ((this.#entries[one] as number) % places) * places;
      for (let two = one + 1; two < end; two += 1)
        pairs.push(first + ((this.#entries[two] as number) % places));
    }
  }

  #keyAt(at: number): number {
    return Math.floor((this.#entries[at] as number) / places);
  }

  #firstFrom(entry: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle] as number) < entry) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The two places of a pair. */
export function placesOfPair(pair: number): [number, number] {
  return [Math.floor(pair / places), pair % places];
}

function distinct(sorted: Float64Array): Float64Array {
  return sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
}
