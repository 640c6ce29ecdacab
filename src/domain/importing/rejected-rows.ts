import type { ErrorCode } from '../errors.ts';
import { maskCardNumbers } from '../values/card-number.ts';
import type { RejectedRow } from './importer.ts';

/** What is wrong with a row. */
export interface RowProblem {
  readonly code: ErrorCode;
  readonly column: string | null;
  readonly text: string;
}

const shownLength = 100;

/** The report of an import: rows that were not taken, each with its reason. */
export class RejectedRows {
  #waiting: RejectedRow[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(file: string, row: number, problem: RowProblem): void {
    this.#count += 1;
    this.#waiting.push({ file, row, ...problem, text: shown(problem.text) });
  }

  /** The rows added since the last call. */
  take(): RejectedRow[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}

/** Enough of a cell to find it again. The report leaves the shop, so a card number must not stand in it (rule A5). */
function shown(text: string): string {
  // A number that is cut by the first bound begins long after the second one.
  const masked = maskCardNumbers(text.slice(0, 4 * shownLength));
  return text.length > shownLength ? `${masked.slice(0, shownLength)}…` : masked;
}
