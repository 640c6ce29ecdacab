/**
 * Who of the customers may be one person (REQ-M5, REQ-C4). To read a hundred thousand of them takes seconds, in which the worker would
 * answer nobody else: so each question reads on for a moment, and who asks again is told how far it has come. Changes are followed.
 */
import { DuplicateIndex, type Pair, type Twin } from '../../domain/duplicates/duplicate-index.ts';
import { likelyFrom } from '../../domain/duplicates/likeness.ts';
import type { Traits } from '../../domain/duplicates/traits.ts';
import { traitsOfSearchText } from './customer-entry.ts';
import type { CustomerIndex } from './customer-index.ts';

/** Two that may be one, by their slots. */
export type LikelyPairs =
  | { readonly done: true; readonly pairs: readonly Pair[] }
  /** `progress`: from 0 to 1. */
  | { readonly done: false; readonly progress: number };

/** Reading takes about so much of the whole work. */
const shareOfReading = 0.4;

export class CustomerTwins {
  readonly #index: CustomerIndex;
  readonly #finder: DuplicateIndex;
  #reading: { readonly steps: Iterator<number>; readonly size: number; upTo: number } | null = null;
  #isRead = false;
  #pairing: Iterator<Pair | number> | null = null;
  /** Of all pairs that were to be compared. */
  #compared = 0;
  #pairs: Pair[] = [];
  #isPaired = false;
  /** Texts, as they were, of slots that have changed since they were read. */
  readonly #changed = new Map<number, string>();
  /** Slots whose pairs are not those of their newest text. */
  readonly #unpaired = new Set<number>();

  constructor(index: CustomerIndex) {
    this.#index = index;
    this.#finder = new DuplicateIndex((slot) => this.#traitsAt(slot));
    index.watchTexts((slot, before) => {
      const isUnread = !this.#reading || (slot >= this.#reading.upTo && slot < this.#reading.size);
      if (!isUnread && !this.#changed.has(slot)) this.#changed.set(slot, before);
    });
  }

  /**
   * Whoever is like these traits, the likest first; null while not everybody has been read.
   *
   * @param isOver whether enough was read for one question
   */
  like(traits: Traits, least: number, isOver: () => boolean): Twin[] | null {
    if (!this.#readOn(isOver)) return null;
    return this.#finder.twinsOf(traits, least);
  }

  /** All that are likely to be one person, the likest first. */
  likely(isOver: () => boolean): LikelyPairs {
    if (!this.#readOn(isOver) || !this.#pairOn(isOver)) return { done: false, progress: this.#progress() };
    return { done: true, pairs: this.#pairs };
  }

  #readOn(isOver: () => boolean): boolean {
    const size = this.#index.size;
    this.#reading ??= { steps: this.#finder.read(size), size, upTo: 0 };
    while (!this.#isRead) {
      const step = this.#reading.steps.next();
      if (step.done) this.#isRead = true;
      else this.#reading.upTo = step.value;
      if (!this.#isRead && isOver()) return false;
    }
    for (const [slot, before] of this.#changed) {
      this.#finder.change(slot, traitsOfSearchText(before), this.#traitsAt(slot));
      this.#unpaired.add(slot);
    }
    this.#changed.clear();
    return true;
  }

  #pairOn(isOver: () => boolean): boolean {
    this.#pairing ??= this.#finder.pairs(likelyFrom);
    while (!this.#isPaired) {
      const step = this.#pairing.next();
      if (step.done) {
        this.#isPaired = true;
        this.#pairs.sort(likestFirst);
      } else if (typeof step.value !== 'number') this.#pairs.push(step.value);
      else {
        this.#compared = step.value;
        if (isOver()) return false;
      }
    }
    if (this.#unpaired.size > 0) this.#pairAgain();
    return true;
  }

  #pairAgain(): void {
    const pairs = this.#pairs.filter(({ a, b }) => !this.#unpaired.has(a) && !this.#unpaired.has(b));
    for (const slot of this.#unpaired) {
      const traits = this.#traitsAt(slot);
      for (const { place, likeness } of traits ? this.#finder.twinsOf(traits, likelyFrom) : []) {
        // Of two that have both changed the pair is taken once.
        const isTaken = place === slot || (this.#unpaired.has(place) && place < slot);
        if (!isTaken) pairs.push({ a: Math.min(slot, place), b: Math.max(slot, place), likeness });
      }
    }
    this.#unpaired.clear();
    this.#pairs = pairs.sort(likestFirst);
  }

  #progress(): number {
    const read = this.#reading ? this.#reading.upTo / Math.max(1, this.#reading.size) : 0;
    return shareOfReading * read + (1 - shareOfReading) * this.#compared;
  }

  #traitsAt(slot: number): Traits | undefined {
    return slot < this.#index.size ? traitsOfSearchText(this.#index.searchTextAt(slot)) : undefined;
  }
}

function likestFirst(one: Pair, two: Pair): number {
  return two.likeness.score - one.likeness.score || one.a - two.a || one.b - two.b;
}
