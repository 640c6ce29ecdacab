/** What was done to some maps, so that it can be undone back to a mark. */
export class UndoLog {
  readonly #undo: (() => void)[] = [];

  get mark(): number {
    return this.#undo.length;
  }

  add(undo: () => void): void {
    this.#undo.push(undo);
  }

  undoTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }
}

/** A map whose changes can be undone. */
export class UndoableMap<K, V> {
  readonly #map = new Map<K, V>();
  readonly #log: UndoLog;

  constructor(log: UndoLog) {
    this.#log = log;
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    const before = this.#map.get(key);
    const had = this.#map.has(key);
    this.#log.add(() => {
      if (had) this.#map.set(key, before as V);
      else this.#map.delete(key);
    });
    this.#map.set(key, value);
  }

  values(): MapIterator<V> {
    return this.#map.values();
  }
}
