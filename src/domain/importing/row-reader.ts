import type { ErrorCode } from '../errors.ts';
import { findCardNumbers } from '../values/card-number.ts';
import { type CurrencyCode, currencyExponent } from '../values/currency.ts';
import { parseAmount } from '../values/money.ts';
import { parseQuantity } from '../values/quantity.ts';
import type { RowProblem } from './rejected-rows.ts';

/** A number as programs print it: with an exponent, or with more digits than anyone typed. */
const printedFloat = /^[+-]?\d*\.?\d+(?:e[+-]?\d+)?$/i;

const looksLikeNumber = /^[+\-\u2212]?[\d.,'\u2019\s]*\d[\d.,'\u2019\s]*$/;

/** How the numbers of a file are written. */
export interface NumberForm {
  readonly decimalComma: boolean;
}

/**
 * Reads the cells of one row after the other. The first thing that is wrong with a row is kept in `problem`; what is read
 * after that has some value of its type, so that a format reads a row straight through and looks at the problem once.
 */
export class RowReader<Column extends string> {
  readonly #indexOf: ReadonlyMap<Column, number>;
  readonly #width: number;
  readonly #names: ReadonlyMap<Column, string>;
  readonly #form: NumberForm;
  #fields: readonly string[] = [];
  #problem: RowProblem | null = null;

  /**
   * @param header the names of all columns, in their order
   * @param columns which of them are read, under the names the format gives them
   */
  constructor(
    header: readonly string[],
    columns: ReadonlyMap<Column, string>,
    form: NumberForm = { decimalComma: false },
  ) {
    this.#width = header.length;
    this.#names = columns;
    this.#indexOf = new Map([...columns].map(([column, name]) => [column, header.indexOf(name)]));
    this.#form = form;
  }

  get problem(): RowProblem | null {
    return this.#problem;
  }

  begin(fields: readonly string[]): void {
    this.#fields = fields;
    this.#problem = null;
    if (fields.length !== this.#width) {
      this.#problem = { code: 'row_malformed', column: null, text: fields.join(',') };
    } else if (fields.some((field) => field.includes('\0'))) {
      // No database stores this character.
      const text = fields.join(',').replaceAll('\0', '\ufffd');
      this.#problem = { code: 'file_wrong_encoding', column: null, text };
    }
  }

  has(column: Column): boolean {
    return this.#indexOf.has(column);
  }

  /** The cell exactly as it stands; empty where the column is missing. */
  raw(column: Column): string {
    return this.#fields[this.#indexOf.get(column) ?? -1] ?? '';
  }

  /** The cell without the blanks around it, and without the sign by which a program keeps a text from being run as a formula. */
  text(column: Column): string {
    return this.raw(column)
      .trim()
      .replace(/^'(?=[=+\-@])/, '');
  }

  /** Says that a cell is at fault. */
  refuse(column: Column, code: ErrorCode): void {
    this.#problem ??= { code, column: this.#names.get(column) ?? column, text: this.raw(column) };
  }

  /** A code or number of at most 100 characters that must be there. */
  label(column: Column): string {
    const text = this.text(column);
    if (text === '') this.refuse(column, 'value_missing');
    else if (text.length > 100) this.refuse(column, 'text_too_long');
    return text;
  }

  /** A code or number of at most 100 characters, or nothing. */
  optionalLabel(column: Column): string {
    return this.text(column) === '' ? '' : this.label(column);
  }

  /** The name of a person or thing, or nothing: at most 255 characters and no card number (rule A5). */
  name(column: Column): string {
    const text = this.text(column);
    if (text.length > 255) this.refuse(column, 'name_too_long');
    else if (text.includes('\ufffd')) this.refuse(column, 'file_wrong_encoding');
    else if (findCardNumbers(text).length > 0) this.refuse(column, 'card_number_refused');
    return text;
  }

  /** An amount in minor units, with `extraDecimals` more digits. */
  amount(column: Column, currency: CurrencyCode, extraDecimals = 0): number {
    const text = this.text(column);
    const parsed = parseAmount(text, currency, { ...this.#form, extraDecimals });
    return parsed ?? this.#floatAmount(column, text, currencyExponent(currency) + extraDecimals);
  }

  /** A quantity in thousandths. */
  quantity(column: Column): number {
    const text = this.text(column);
    const parsed = parseQuantity(this.#form.decimalComma ? withDecimalPoint(text) : text);
    return parsed ?? this.#floatAmount(column, text, 3);
  }

  /** Reads what a program printed from binary floating point, whose error is far below the last decimal kept. */
  #floatAmount(column: Column, text: string, decimals: number): number {
    if (text === '') {
      this.refuse(column, 'value_missing');
      return 0;
    }
    const scaled = printedFloat.test(text) ? Number(text) * 10 ** decimals : Number.NaN;
    const rounded = Math.round(scaled) + 0;
    if (Number.isSafeInteger(rounded) && Math.abs(scaled - rounded) < 1e-6) return rounded;
    this.refuse(column, looksLikeNumber.test(text) ? 'amount_out_of_range' : 'not_a_number');
    return 0;
  }
}

function withDecimalPoint(text: string): string {
  return text.replaceAll('.', '').replace(',', '.');
}
