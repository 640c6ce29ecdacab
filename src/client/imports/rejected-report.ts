/** The rows that an import did not take, as a CSV file that a person repairs the data with. */
import Papa from 'papaparse';
import type { RejectedRow } from '../app/services.ts';

export function rejectedReport(rows: readonly RejectedRow[]): string {
  const cells = rows.map(({ file, row, code, column, text }) => [file, row, code, column ?? '', text]);
  // A cell that begins like a formula would be run by the spreadsheet that opens the report.
  return Papa.unparse([['file', 'row', 'code', 'column', 'text'], ...cells], { escapeFormulae: true });
}
