/** The attributes by which customers are filtered and sorted, one typed array each, indexed by slot. */
import { customerStatuses, customerTypes } from '../../domain/model/customer.ts';
import type { CustomerEntry, EntryFigures } from './customer-entry.ts';
import { dayNumber } from './day-number.ts';

/** What is counted of each customer. */
export interface FigureColumns {
  /** See {@link currencyCode}. */
  readonly currency: Uint16Array;
  readonly orders: Uint32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly lastAt: Float64Array;
  readonly netMinor: Float64Array;
}

export interface CustomerColumns extends FigureColumns {
  /** 0: an empty slot, for example of a customer merged into another one. */
  readonly present: Uint8Array;
  readonly type: Uint8Array;
  readonly status: Uint8Array;
  readonly createdAt: Float64Array;
}

/** Stands in `lastAt` where there is no purchase: before all others. */
export const neverBought = Number.NEGATIVE_INFINITY;

export function createFigures(capacity: number): FigureColumns {
  return {
    currency: new Uint16Array(capacity),
    orders: new Uint32Array(capacity),
    firstDay: new Int32Array(capacity),
    lastDay: new Int32Array(capacity),
    lastAt: new Float64Array(capacity),
    netMinor: new Float64Array(capacity),
  };
}

export function createColumns(capacity: number): CustomerColumns {
  return {
    ...createFigures(capacity),
    present: new Uint8Array(capacity),
    type: new Uint8Array(capacity),
    status: new Uint8Array(capacity),
    createdAt: new Float64Array(capacity),
  };
}

/** Copies all figures of `from` into `to`, beginning at a slot. */
export function copyFigures(from: FigureColumns, to: FigureColumns, at: number): void {
  to.currency.set(from.currency, at);
  to.orders.set(from.orders, at);
  to.firstDay.set(from.firstDay, at);
  to.lastDay.set(from.lastDay, at);
  to.lastAt.set(from.lastAt, at);
  to.netMinor.set(from.netMinor, at);
}

/** Copies the figures of one slot to the same one. */
export function copySlot(from: FigureColumns, to: FigureColumns, slot: number): void {
  to.currency[slot] = from.currency[slot] as number;
  to.orders[slot] = from.orders[slot] as number;
  to.firstDay[slot] = from.firstDay[slot] as number;
  to.lastDay[slot] = from.lastDay[slot] as number;
  to.lastAt[slot] = from.lastAt[slot] as number;
  to.netMinor[slot] = from.netMinor[slot] as number;
}

/** Copies all columns of `from` into `to`, beginning at a slot. */
export function copyColumns(from: CustomerColumns, to: CustomerColumns, at: number): void {
  copyFigures(from, to, at);
  to.present.set(from.present, at);
  to.type.set(from.type, at);
  to.status.set(from.status, at);
  to.createdAt.set(from.createdAt, at);
}

/** A copy of the slots from `start` up to `end`. */
export function sliceColumns(columns: CustomerColumns, start: number, end: number): CustomerColumns {
  return {
    present: columns.present.slice(start, end),
    type: columns.type.slice(start, end),
    status: columns.status.slice(start, end),
    currency: columns.currency.slice(start, end),
    orders: columns.orders.slice(start, end),
    firstDay: columns.firstDay.slice(start, end),
    lastDay: columns.lastDay.slice(start, end),
    lastAt: columns.lastAt.slice(start, end),
    createdAt: columns.createdAt.slice(start, end),
    netMinor: columns.netMinor.slice(start, end),
  };
}

export function writeFigures(columns: FigureColumns, slot: number, figures: EntryFigures): void {
  columns.currency[slot] = currencyNumber(figures.currency);
  columns.orders[slot] = figures.orders;
  columns.firstDay[slot] = dayNumber(figures.firstDate);
  columns.lastDay[slot] = dayNumber(figures.lastDate);
  columns.lastAt[slot] = figures.lastAt ?? neverBought;
  columns.netMinor[slot] = figures.netMinor;
}

export function writeEntry(columns: CustomerColumns, slot: number, entry: CustomerEntry): void {
  writeFigures(columns, slot, entry);
  columns.present[slot] = 1;
  columns.type[slot] = customerTypes.indexOf(entry.type);
  columns.status[slot] = customerStatuses.indexOf(entry.status);
  columns.createdAt[slot] = entry.createdAt;
}

const letterA = 65;

/** Three letters as a number below 2^16. */
function currencyNumber(code: string): number {
  return [0, 1, 2].reduce((number, index) => number * 26 + code.charCodeAt(index) - letterA, 0);
}

/** The ISO 4217 code of a number in the column. */
export function currencyCode(number: number): string {
  const letter = (value: number) => String.fromCharCode(letterA + (value % 26));
  return letter(Math.floor(number / 676)) + letter(Math.floor(number / 26)) + letter(number);
}
