/** Chance that follows from a seed: the same seed gives the same numbers everywhere. */

/** A stream of chance. Every purpose draws from a stream of its own, so that leaving one out does not move the others. */
export class Chance {
  #state: number;

  constructor(seed: number, purpose: string) {
    let state = seed >>> 0;
    for (let index = 0; index < purpose.length; index += 1) state = mix(state ^ purpose.charCodeAt(index));
    this.#state = mix(state);
  }

  /** A number from 0 (inclusive) to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    return mix(this.#state) / 2 ** 32;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** One of the things, undefined where there are none. */
  pick<T>(things: readonly T[]): T | undefined {
    return things[this.below(things.length)];
  }

  /** A time until the next of things that happen every `mean` milliseconds. */
  until(mean: number): number {
    return Math.ceil(-Math.log(1 - this.next()) * mean);
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
