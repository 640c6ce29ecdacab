/**
 * Leaving a shop that has shut this device out, once its server has everything (DESIGN §9). Every tab closes the shop; then one of them
 * says to the server that nothing is left and removes everything from the device. Killed in between, the next start does it again: the
 * log, which says that it is over, goes with the rest.
 */
import type { DepartureService, SyncStatus } from '../app/services.ts';
import type { Farewell, SavedFarewell } from '../platform/saved-farewell.ts';
import type { Seams } from '../platform/seams.ts';
import type { Answer } from '../sync/transport.ts';

export interface DepartureParts {
  readonly locks: Pick<LockManager, 'request'>;
  readonly saved: SavedFarewell;
  readonly seams: Pick<Seams, 'clock' | 'wait' | 'report'>;
  /** Closes the shop in this tab, on the page and in its worker. */
  readonly closeShop: () => Promise<void>;
  /** Says to the server that nothing is left. */
  readonly handedIn: () => Promise<Answer<null>>;
  readonly wipe: () => Promise<void>;
}

const lockName = 'regulars-shop-open';
/** A tab that does not close the shop within this time is not waited for. */
const otherTabsPatienceMs = 10_000;
/** The server has what it needs; that this device is done it may also never learn. */
const goodbyes = 5;
const betweenGoodbyesMs = 2_000;

export class Departure implements DepartureService {
  readonly #parts: DepartureParts;
  readonly #listeners = new Set<() => void>();
  #farewell: Farewell | null;
  #begun = false;
  #letGo = () => {};

  constructor(parts: DepartureParts) {
    this.#parts = parts;
    this.#farewell = parts.saved.load();
    // Held while this tab lives or until it has closed the shop.
    const held = () => new Promise<void>((resolve) => (this.#letGo = resolve));
    void parts.locks.request(lockName, { mode: 'shared' }, held);
  }

  readonly farewell = (): Farewell | null => this.#farewell;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly forget = (): void => this.#parts.saved.forget();

  /** Takes what the worker tells. */
  take({ shutOut }: SyncStatus): void {
    if (!shutOut?.isOver || this.#begun) return;
    this.#begun = true;
    const { shopName, handedIn } = shutOut;
    void this.#leave({ shopName, handedIn, at: this.#parts.seams.clock.now() }).catch(
      this.#parts.seams.report,
    );
  }

  async #leave(farewell: Farewell): Promise<void> {
    const { closeShop, locks } = this.#parts;
    await closeShop();
    this.#letGo();
    const isAlone = { signal: AbortSignal.timeout(otherTabsPatienceMs) };
    await locks
      .request(lockName, isAlone, () => this.#clear(farewell))
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'TimeoutError') return this.#clear(farewell);
        throw error;
      });
  }

  async #clear(farewell: Farewell): Promise<void> {
    const { saved, wipe, seams } = this.#parts;
    // Another tab may have done it.
    if (!saved.load()) {
      await this.#sayGoodbye();
      await wipe().catch(seams.report);
      saved.save(farewell);
    }
    this.#farewell = saved.load() ?? farewell;
    for (const listener of this.#listeners) listener();
  }

  async #sayGoodbye(): Promise<void> {
    const { handedIn, seams } = this.#parts;
    for (let tries = 0; tries < goodbyes; tries += 1) {
      const answer = await handedIn();
      if (answer.kind !== 'silence') return;
      await seams.wait(betweenGoodbyesMs);
    }
  }
}
