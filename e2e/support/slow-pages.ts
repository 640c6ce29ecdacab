/** Watches the pages of a snapshot on their way to a tablet: counts them, and holds them back from a place on. */
import type { Doorkeeper } from './front-door.ts';

interface Place {
  readonly slice: string;
  /** Behind which row it begins; of documents `day id`. */
  readonly after: string;
}

export class SlowPages {
  /** As they travel. */
  bytes = 0;
  count = 0;
  /** How many were sent more than once. */
  repeated = 0;
  /** The first page asked for since `forget`. */
  first: Place | null = null;
  readonly #seen = new Set<string>();
  #isHeld: (place: Place) => boolean = () => false;
  #waiting: (() => void)[] = [];
  #noteHeld: () => void = () => {};

  readonly keeper: Doorkeeper = async (path, bytes) => {
    const address = new URL(path, 'http://door');
    if (!address.pathname.endsWith('/sync/snapshot')) return;
    const { searchParams } = address;
    const place = { slice: searchParams.get('slice') ?? '', after: searchParams.get('after') ?? '' };
    // The history of one customer goes before all others.
    if (searchParams.has('customer')) return;
    this.first ??= place;
    while (this.#isHeld(place)) {
      this.#noteHeld();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.bytes += bytes;
    this.count += 1;
    const key = `${place.slice} ${place.after}`;
    if (this.#seen.has(key)) this.repeated += 1;
    this.#seen.add(key);
  };

  /** Pages that begin here wait; what was waiting goes on, unless it begins here too. */
  holdFrom(isHeld: (place: Place) => boolean): void {
    this.#isHeld = isHeld;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Resolves when a page waits. */
  untilHeld(patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No page came to the place.')), patienceMs);
      this.#noteHeld = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Begins anew with `first`. */
  forget(): void {
    this.first = null;
  }
}
