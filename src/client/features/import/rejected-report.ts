import Papa from 'papaparse';
import { type ErrorCode, isErrorCode } from '../../../domain/errors.ts';

/** A row that was not taken, as the report tells it. */
export interface ReportedRow {
  readonly file: string;
  readonly row: string;
  readonly code: ErrorCode;
  readonly column: string;
  readonly text: string;
}

/**
 * Reads the first rows of a report back for the screen.
 *
 * @param report CSV text with a header: file, row, code, column, text
 */
export function firstRowsOf(report: string, count: number): ReportedRow[] {
  const { data } = Papa.parse<string[]>(report, { preview: count + 1, skipEmptyLines: true });
  return data.slice(1).map(([file = '', row = '', code = '', column = '', text = '']) => ({
    file,
    row,
    code: isErrorCode(code) ? code : 'internal_error',
    column,
    text,
  }));
}
