/** Collects pages of the feed into parts of whole transactions (rule F2): a page may end inside a v. */
import type { FeedRow, PullResponse } from '../../domain/sync/protocol.ts';
import type { FeedPart } from '../replica/apply-feed.ts';

/** About how many rows and lines are held before they are written: more make fewer and fuller ledger pages. */
export const weightAtOnce = 60_000;

/** About how much it takes to write a row. */
export function weightOf({ row }: FeedRow): number {
  const lines: unknown = typeof row === 'object' && row !== null && 'lines' in row ? row.lines : null;
  return 1 + (Array.isArray(lines) ? lines.length : 0);
}

export class FeedPages {
  /** A new device is to show its shop at once: the first page is not held back. */
  #isFirst = true;
  #rows: FeedRow[] = [];
  #weight = 0;

  /** Takes a page in; answers the part that can be written now, or null while more should come first. */
  take(page: PullResponse): FeedPart | null {
    for (const row of page.rows) {
      this.#rows.push(row);
      this.#weight += weightOf(row);
    }
    if (page.more && this.#weight < weightAtOnce && !this.#isFirst) return null;
    this.#isFirst = false;
    const complete = this.#rows.filter(({ v }) => v <= page.completeV);
    this.#rows = this.#rows.filter(({ v }) => v > page.completeV);
    this.#weight = this.#rows.reduce((sum, row) => sum + weightOf(row), 0);
    return { epoch: page.epoch, rows: complete, completeV: page.completeV, scope: page.scope };
  }
}
