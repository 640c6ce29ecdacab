/** Splits the text of a CSV file into rows of fields, piece by piece. */
import Papa from 'papaparse';

/** A row longer than this has a quotation mark that is never closed; without a limit it would swallow the rest of the file. */
const longestRow = 200_000;

/** How fields and lines are parted is told from the beginning of the file: from at least so much of it, where there is so much. */
const sampleLength = 4096;

interface Form {
  readonly delimiter: string;
  readonly newline: '\n' | '\r' | '\r\n';
}

export class CsvRows {
  #form: Form | null = null;
  #rest = '';

  /** The rows that are complete with this piece of text. */
  take(text: string): string[][] {
    return this.#split(this.#rest + text, false);
  }

  /** The rows still open at the end of the file. */
  finish(): string[][] {
    return this.#split(this.#rest, true);
  }

  #split(text: string, isEnd: boolean): string[][] {
    if (!this.#form && !isEnd && text.length < sampleLength) {
      this.#rest = text;
      return [];
    }
    const rows: string[][] = [];
    let rest = text;
    for (;;) {
      const open = this.#splitInto(rows, rest, isEnd);
      if (open === null) {
        this.#rest = '';
        return rows;
      }
      if (!isEnd && open.length <= longestRow) {
        this.#rest = open;
        return rows;
      }
      // The quotation mark is taken as a fault of its own line: that line is one field, and the next one begins afresh.
      const end = open.indexOf('\n');
      rows.push([end === -1 ? open : open.slice(0, end)]);
      rest = end === -1 ? '' : open.slice(end + 1);
    }
  }

  /** Adds complete rows; answers the text of the row that is still open, or null where there is none. */
  #splitInto(rows: string[][], text: string, isEnd: boolean): string | null {
    if (text === '') return null;
    this.#form ??= formOf(text);
    let start = 0;
    let end = 0;
    let isOpen = false;
    Papa.parse<string[]>(text, {
      ...this.#form,
      step: ({ data, errors, meta }) => {
        rows.push(data);
        start = end;
        end = meta.cursor;
        isOpen = errors.some((error) => error.code === 'MissingQuotes');
      },
    });
    if (isEnd && !isOpen) return null;
    rows.pop();
    return text.slice(start);
  }
}

function formOf(text: string): Form {
  const { meta } = Papa.parse(text.slice(0, 50_000), { preview: 20, skipEmptyLines: true });
  const newline = meta.linebreak === '\r\n' || meta.linebreak === '\r' ? meta.linebreak : '\n';
  return { delimiter: meta.delimiter === '' ? ',' : meta.delimiter, newline };
}
