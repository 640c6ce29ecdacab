/** The keys under which personal fields lie on this device (rule E3), by the place that a key is for. */
import { type KeyTree, leafPosition } from './key-tree.ts';

/** Where the nodes of a ring are kept. */
export interface RingStore {
  /** Takes the nodes as they lie there now, keeps what the change makes of them, and answers that, when it is on the disk. */
  update(change: (tree: KeyTree) => KeyTree): Promise<KeyTree>;
}

/** Content that is about several people, or may be, lies under one key; an erase gives it the next one. */
export type SharedArea = 'log' | 'replica';

export const placeOfPerson = (customerId: string) => `person ${customerId}`;
export const placeOfArea = (area: SharedArea, generation: number) => `${area} ${generation}`;

/** The places of an area from one generation up to, and without, another. */
export function areaPlaces(area: SharedArea, from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => placeOfArea(area, from + index));
}

export class KeyRing {
  readonly id: string;
  #tree: KeyTree;
  readonly #store: RingStore;
  /** The keys asked for last: what is shown together lies under one. */
  readonly #known = new Map<string, Uint8Array>();
  readonly #firstOpen = new Map<SharedArea, number>();

  constructor(id: string, tree: KeyTree, store: RingStore) {
    this.id = id;
    this.#tree = tree;
    this.#store = store;
  }

  /** The key of a place; null where it was destroyed. */
  key(place: string): Uint8Array | null {
    const known = this.#known.get(place);
    if (known) return known;
    const leaf = this.#tree.leaf(leafPosition(place));
    if (!leaf) return null;
    const key = new Uint8Array(leaf.buffer);
    if (this.#known.size >= keysKnown) this.#known.clear();
    this.#known.set(place, key);
    return key;
  }

  /** The first generation of an area whose key there is. */
  firstOpen(area: SharedArea): number {
    let generation = this.#firstOpen.get(area) ?? 0;
    while (!this.key(placeOfArea(area, generation))) generation += 1;
    this.#firstOpen.set(area, generation);
    return generation;
  }

  /** Destroys the keys of some places for ever, in whatever tab they are asked for afterwards; may be done again. */
  async destroy(places: readonly string[]): Promise<void> {
    this.#tree = await this.#store.update((tree) => tree.without(places.map(leafPosition)));
    this.#known.clear();
  }
}

const keysKnown = 1000;
