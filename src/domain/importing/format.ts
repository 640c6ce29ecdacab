import type { Refusal } from '../errors.ts';

/** One format of files: what the rows of its files mean. */
export interface Format {
  /** Begins a file with these columns. */
  openFile(header: readonly string[]): Refusal | null;
  takeRow(fields: readonly string[], row: number): void;
  closeFile(): void;
  /** No file follows. */
  finish(): void;
}

/**
 * The columns of a known format by the names it has for them, which are those of the file.
 *
 * @example columnsNamed(['cds', 'amount']).get('cds') // 'cds'
 */
export function columnsNamed<Column extends string>(names: readonly Column[]): Map<Column, string> {
  return new Map(names.map((name) => [name, name]));
}

/** Whether a header has all of these columns. */
export function hasColumns(header: readonly string[], names: readonly string[]): boolean {
  return names.every((name) => header.includes(name));
}
