/** Collects pages of a snapshot into parts that are written at once: history in larger ones, which make fuller ledger pages. */
import type { FeedRow, SnapshotPlace, SnapshotResponse } from '../../domain/sync/protocol.ts';
import type { SnapshotPart } from '../replica/take-snapshot.ts';
import { weightAtOnce, weightOf } from './feed-pages.ts';

export class SnapshotParts {
  #from: SnapshotPlace;
  #rows: FeedRow[] = [];
  #weight = 0;
  #total = 0;

  readonly #atOnce: number;

  /** @param atOnce about how many rows and lines of history are written at once */
  constructor({ slice, after }: SnapshotPlace, atOnce = weightAtOnce) {
    this.#from = { slice, after };
    this.#atOnce = atOnce;
  }

  /** Takes a page in; answers what can be written now, or null while more should come first. */
  take({ epoch, rows, next, v, completeSince, total, scope }: SnapshotResponse): SnapshotPart | null {
    this.#rows.push(...rows);
    this.#weight += rows.reduce((sum, row) => sum + weightOf(row), 0);
    this.#total += total;
    // A till is to sell at once: only history, which nothing waits for, is held back.
    const isHistory = this.#from.slice === 'sales' && this.#from.after !== '';
    if (isHistory && next && this.#weight < this.#atOnce) return null;
    const part = {
      ...{ epoch, from: this.#from, v, rows: this.#rows },
      ...{ next, completeSince, total: this.#total, scope },
    };
    if (next) this.#from = next;
    this.#rows = [];
    this.#weight = 0;
    this.#total = 0;
    return part;
  }
}
