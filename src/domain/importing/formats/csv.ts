/**
 * Any CSV file whose columns a person, or a guess, has given a meaning: a file with a date column holds sales, one
 * without holds customers or products.
 */
import type { Refusal } from '../../errors.ts';
import { type CsvContent, type CsvField, type CsvMapping, contentOf } from '../csv-mapping.ts';
import type { Format } from '../format.ts';
import { guessMapping } from '../guess-mapping.ts';
import type { ImportOutput } from '../import-output.ts';
import { recogniseFile } from '../recognise-file.ts';
import { RowReader } from '../row-reader.ts';
import { listedCustomerIn } from './csv-customer.ts';
import { guessDateFormat, guessDecimalComma } from './csv-form.ts';
import { type CsvRowReader, productIn } from './csv-row.ts';
import { csvSales, type RowTaker } from './csv-sales.ts';

/** So many rows are read before the form of dates and numbers is guessed. */
const rowsForGuess = 500;

const amountFields: readonly CsvField[] = ['lineTotal', 'unitPrice', 'quantity'];
export function csv(output: ImportOutput): Format {
  let file: CsvFile | undefined;
  return {
    openFile(header): Refusal | null {
      // Guessed, the columns of another program's file would lose what only its own format knows.
      if (!output.context.mapping && recogniseFile(header) !== null) return { code: 'file_known_format' };
      const mapping = output.context.mapping ?? guessMapping(header);
      const columns = new Map(Object.entries(mapping.columns) as [CsvField, string][]);
      const content = contentOf((field) => columns.has(field));
      if (content === undefined || [...columns.values()].some((name) => !header.includes(name))) {
        return { code: 'file_unknown_columns' };
      }
      file = new CsvFile(output, content, header, columns, mapping);
      return null;
    },
    takeRow(fields, row) {
      file?.takeRow(fields, row);
    },
    closeFile() {
      file?.close();
      file = undefined;
    },
    finish() {},
  };
}

/** One file: its first rows wait until the form of its dates and numbers is known. */
class CsvFile {
  readonly #output: ImportOutput;
  readonly #content: CsvContent;
  readonly #header: readonly string[];
  readonly #columns: ReadonlyMap<CsvField, string>;
  readonly #mapping: CsvMapping;
  #waiting: { fields: readonly string[]; row: number }[] = [];
  #taker: RowTaker | undefined;
  #reader: CsvRowReader;

  constructor(
    output: ImportOutput,
    content: CsvContent,
    header: readonly string[],
    columns: ReadonlyMap<CsvField, string>,
    mapping: CsvMapping,
  ) {
    this.#output = output;
    this.#content = content;
    this.#header = header;
    this.#columns = columns;
    this.#mapping = mapping;
    this.#reader = new RowReader(header, columns);
  }

  takeRow(fields: readonly string[], row: number): void {
    if (this.#taker) {
      this.#read(this.#taker, fields, row);
      return;
    }
    this.#waiting.push({ fields, row });
    if (this.#waiting.length === rowsForGuess) this.#readWaiting();
  }

  close(): void {
    this.#readWaiting().closeFile();
  }

  #read(taker: RowTaker, fields: readonly string[], row: number): void {
    this.#reader.begin(fields);
    taker.takeRow(this.#reader, row);
  }

  #readWaiting(): RowTaker {
    if (this.#taker) return this.#taker;
    const decimalComma =
      this.#mapping.decimalComma ?? guessDecimalComma(amountFields.flatMap((field) => this.#cells(field)));
    this.#reader = new RowReader(this.#header, this.#columns, { decimalComma });
    const taker = this.#takerOf();
    this.#taker = taker;
    for (const { fields, row } of this.#waiting) this.#read(taker, fields, row);
    this.#waiting = [];
    return taker;
  }

  #takerOf(): RowTaker {
    const output = this.#output;
    if (this.#content === 'customers')
      return { takeRow: (reader, row) => takeCustomer(output, reader, row), closeFile() {} };
    if (this.#content === 'products')
      return { takeRow: (reader, row) => takeProduct(output, reader, row), closeFile() {} };
    const guessed = () => guessDateFormat(this.#cells('date'), output.context.currency);
    return csvSales(output, this.#mapping.dateFormat ?? guessed());
  }

  /** The cells of a column in the rows that wait. */
  #cells(field: CsvField): string[] {
    const index = this.#header.indexOf(this.#columns.get(field) ?? '');
    return this.#waiting.map(({ fields }) => fields[index] ?? '').filter((text) => text.trim() !== '');
  }
}

function takeCustomer(output: ImportOutput, reader: CsvRowReader, row: number): void {
  const customer = listedCustomerIn(reader, output);
  if (!customer) reader.refuse('customerName', 'name_required');
  if (reader.problem) output.reject(row, reader.problem);
  else if (customer) output.batches.addCustomer(customer);
}

function takeProduct(output: ImportOutput, reader: CsvRowReader, row: number): void {
  const product = productIn(reader, output);
  if (!product) reader.refuse('productName', 'name_required');
  const hasPrice = reader.text('unitPrice') !== '';
  const unitPriceMilli = hasPrice ? reader.amount('unitPrice', output.context.currency, 3) : null;
  if (unitPriceMilli !== null && unitPriceMilli < 0) reader.refuse('unitPrice', 'amount_out_of_range');
  if (reader.problem) output.reject(row, reader.problem);
  else if (product) output.addProduct({ ...product, unitPriceMilli });
}
