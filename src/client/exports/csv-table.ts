import Papa from 'papaparse';
import type { Cell, TableWriter } from './table.ts';

/** Tells spreadsheets that a text is UTF-8. */
const byteOrderMark = '\ufeff';

/** What a spreadsheet takes for the beginning of a formula, also in the letters of full width (REQ-C13). */
const formulaStart = /^\s*[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text that no spreadsheet runs as a formula.
 *
 * @example harmlessText('=1+1')  // "'=1+1"
 */
function harmlessText(text: string): string {
  return formulaStart.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if ('text' in cell) return harmlessText(cell.text);
  return 'number' in cell ? cell.number : cell.day;
}

/** A table as comma separated values. Numbers and days are written so that every program reads them: 1313.10 and 2011-12-09. */
export function csvTable(head: readonly string[]): TableWriter {
  const encoder = new TextEncoder();
  const pieces = [encoder.encode(byteOrderMark + Papa.unparse([head.map(harmlessText)]))];
  return {
    add(rows) {
      if (rows.length > 0)
        pieces.push(encoder.encode(`\r\n${Papa.unparse(rows.map((row) => row.map(written)))}`));
    },
    end: () => [...pieces, encoder.encode('\r\n')],
  };
}
