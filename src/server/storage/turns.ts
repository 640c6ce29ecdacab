/** Lets work of one name go on one after the other, in the order it came; work of different names does not wait for each other. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#last.get(name) ?? Promise.resolve()).then(work);
    // What fails holds up nobody.
    const over: Promise<void> = result.then(
      () => this.#forget(name, over),
      () => this.#forget(name, over),
    );
    this.#last.set(name, over);
    return result;
  }

  #forget(name: string, over: Promise<void>): void {
    if (this.#last.get(name) === over) this.#last.delete(name);
  }
}
