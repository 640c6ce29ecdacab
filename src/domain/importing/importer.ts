/**
 * Reading a file of another system into `importBatch` mutations (rules I1, I2). Nothing here knows files or CSV
 * syntax: the caller splits a file into rows of fields and hands them over one by one; what is complete is taken out in between, so
 * that a file of any length needs little memory.
 *
 *     openFile ─▶ takeRow … takeRow ─▶ closeFile ─▶ (further files) ─▶ finish
 *                    └─ at any time: takeBatches, takeRejected, counts
 *
 * A row that cannot be read never ends an import: it is rejected with a reason, and so is the order that would be wrong
 * without it.
 */
import type { ErrorCode, Refusal } from '../errors.ts';
import type { ImportRun } from '../model/records.ts';
import type { MutationArgs } from '../mutations/registry.ts';
import type { CurrencyCode } from '../values/currency.ts';
import type { CsvMapping } from './csv-mapping.ts';

/** What the shop says about a file that the file itself does not. */
export interface ImportContext {
  /** The import that all rows will bear the id of. */
  readonly run: ImportRun;
  /** Location of sales whose file names none. */
  readonly locationId: string;
  /** Currency of amounts whose file names none. */
  readonly currency: CurrencyCode;
  /** Zone in which the times of the file are read. */
  readonly timeZone: string;
  /** Hour at which a business date begins, for files that hold times of day (rule D5). */
  readonly cutOffHour: number;
  /** Now, UTC milliseconds: when customers and products are created. */
  readonly at: number;
  /** For `online-retail`: in which currency the orders of a country are (rule I2). */
  readonly currencyByCountry?: ReadonlyMap<string, CurrencyCode>;
  /** For `csv`: which column holds what; guessed from the header where absent. */
  readonly mapping?: CsvMapping;
}

/** One row that was not taken, for the report that a person repairs the file with. */
export interface RejectedRow {
  readonly file: string;
  /** Line in the file, as the caller numbered it. */
  readonly row: number;
  readonly code: ErrorCode;
  /** The column at fault, where it is one. */
  readonly column: string | null;
  /** What stands there, shortened, card numbers masked. */
  readonly text: string;
}

export interface ImportCounts {
  /** Rows handed over, headers and blank rows not counted. */
  readonly rows: number;
  readonly sales: number;
  readonly returns: number;
  readonly customers: number;
  readonly products: number;
  /** Rows that the rules of the format leave out of every figure. */
  readonly leftOut: number;
  /** Rows in the report. */
  readonly rejected: number;
}

export interface Importer {
  /** Begins a file; a refusal means that its columns are not those of the format and nothing of it was taken. */
  openFile(fileName: string, header: readonly string[]): Refusal | null;
  /** @param rowNumber line in the file, for the report */
  takeRow(fields: readonly string[], rowNumber: number): void;
  closeFile(): void;
  /** Everything still open becomes complete. */
  finish(): void;
  /** The batches that became complete since the last call: at most 500 sales and about 1 MB of JSON each. */
  takeBatches(): MutationArgs<'importBatch'>[];
  /** The rows rejected since the last call. */
  takeRejected(): RejectedRow[];
  readonly counts: ImportCounts;
}
