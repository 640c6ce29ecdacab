/**
 * Columns of sealed sales for receipt search (rule L3): immutable chunks of at most 4,096 sales, one typed array per
 * attribute. Texts are joined or listed once per chunk, so that a search is one pass over a string and a few arrays.
 */

import { assert } from '../../domain/assert.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import { movedMinor, type Sale, type SaleLine, saleTypes } from '../../domain/model/sale.ts';
import { idBytes, idFromBytes } from '../../domain/values/ids.ts';
import { fold } from '../../domain/values/text.ts';

export const salesPerChunk = 4096;

export interface ColumnChunk {
  readonly count: number;
  /** Earliest and latest instant in the chunk. */
  readonly fromAt: number;
  readonly toAt: number;

  // Per sale:
  /** 16 bytes each. */
  readonly ids: Uint8Array<ArrayBuffer>;
  readonly occurredAt: Float64Array<ArrayBuffer>;
  /** Business date as a number, 20260131. */
  readonly businessDate: Uint32Array<ArrayBuffer>;
  readonly totalMinor: Float64Array<ArrayBuffer>;
  /** Index into `saleTypes`. */
  readonly type: Uint8Array<ArrayBuffer>;
  /** Index into `customers`; 0 = no customer. */
  readonly customer: Uint32Array<ArrayBuffer>;
  /** Index into `locations`. */
  readonly location: Uint32Array<ArrayBuffer>;
  /** Index into `currencies`. */
  readonly currency: Uint8Array<ArrayBuffer>;
  /** Folded receipt numbers, each between line feeds: `\nb2-a-004417\nb2-a-004418\n`. */
  readonly numbers: string;
  /** Where each number begins in `numbers` (behind its line feed). */
  readonly numberAt: Uint32Array<ArrayBuffer>;
  /** Index of the first line of each sale; one entry more than sales. */
  readonly lineAt: Uint32Array<ArrayBuffer>;

  // Per line:
  /** Index into `products` and `productTexts`. */
  readonly product: Uint32Array<ArrayBuffer>;
  readonly quantityMilli: Float64Array<ArrayBuffer>;

  // Listed once:
  readonly customers: readonly string[];
  readonly locations: readonly string[];
  readonly currencies: readonly string[];
  /** Product id, or '' where a line names none. */
  readonly products: readonly string[];
  /** Folded name and SKU as they stand on the receipt, `name\tsku`. */
  readonly productTexts: readonly string[];
}

/** Gives each distinct text a number, in order of appearance. */
class Numbering {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const next = this.texts.length;
    this.texts.push(text);
    this.#numbers.set(text, next);
    return next;
  }
}

/** What a line sold, as it stands on the receipt. */
interface SoldAs {
  readonly number: number;
  readonly name: string;
  readonly sku: string;
}

/** Numbers products as they were sold: one that was renamed between two sales has two numbers. */
class ProductNumbering {
  readonly ids: string[] = [];
  readonly texts: string[] = [];
  /** By product id; goods without one by their name. */
  readonly #byKey = new Map<string, SoldAs[]>();

  of({ productId, name, sku }: Pick<SaleLine, 'productId' | 'name' | 'sku'>): number {
    const key = productId ?? name;
    const known = this.#byKey.get(key);
    const same = known?.find((sold) => sold.name === name && sold.sku === sku);
    if (same) return same.number;
    const sold = { number: this.ids.length, name, sku };
    if (known) known.push(sold);
    else this.#byKey.set(key, [sold]);
    this.ids.push(productId ?? '');
    this.texts.push(`${fold(name)}\t${fold(sku)}`);
    return sold.number;
  }
}

/** The id of the sale at an index of a chunk. */
export function saleIdAt(chunk: ColumnChunk, index: number): string {
  return idFromBytes(chunk.ids, index * 16);
}

/** The reference of the sale at an index of a chunk, by which the replica finds it (rule D6). */
export function saleRefAt(chunk: ColumnChunk, index: number): SaleRef {
  const occurredAt = chunk.occurredAt[index];
  assert(occurredAt !== undefined, () => `no sale at ${index} of a chunk of ${chunk.count}`);
  const customerId = chunk.customers[chunk.customer[index] ?? 0];
  return { id: saleIdAt(chunk, index), customerId: customerId || null, occurredAt };
}

/** The columns of at most {@link salesPerChunk} sales, in the order given. */
export function columnsOf(sales: readonly Sale[]): ColumnChunk {
  const count = sales.length;
  const lineCount = sales.reduce((sum, sale) => sum + sale.lines.length, 0);
  const customers = new Numbering();
  customers.of('');
  const locations = new Numbering();
  const currencies = new Numbering();
  const products = new ProductNumbering();
  const ids = new Uint8Array(count * 16);
  const occurredAt = new Float64Array(count);
  const businessDate = new Uint32Array(count);
  const totalMinor = new Float64Array(count);
  const type = new Uint8Array(count);
  const customer = new Uint32Array(count);
  const location = new Uint32Array(count);
  const currency = new Uint8Array(count);
  const numberAt = new Uint32Array(count);
  const lineAt = new Uint32Array(count + 1);
  const product = new Uint32Array(lineCount);
  const quantityMilli = new Float64Array(lineCount);
  let numbers = '\n';
  let line = 0;
  let fromAt = Number.POSITIVE_INFINITY;
  let toAt = Number.NEGATIVE_INFINITY;
  for (const [index, sale] of sales.entries()) {
    ids.set(idBytes(sale.id), index * 16);
    occurredAt[index] = sale.occurredAt;
    fromAt = Math.min(fromAt, sale.occurredAt);
    toAt = Math.max(toAt, sale.occurredAt);
    businessDate[index] = Number(sale.businessDate.replaceAll('-', ''));
    totalMinor[index] = movedMinor(sale);
    type[index] = saleTypes.indexOf(sale.type);
    customer[index] = customers.of(sale.customerId ?? '');
    location[index] = locations.of(sale.locationId);
    currency[index] = currencies.of(sale.currency);
    numberAt[index] = numbers.length;
    numbers += `${fold(sale.number)}\n`;
    for (const sold of sale.lines) {
      product[line] = products.of(sold);
      quantityMilli[line] = sold.quantityMilli;
      line += 1;
    }
    lineAt[index + 1] = line;
  }
  return {
    count,
    fromAt,
    toAt,
    ids,
    occurredAt,
    businessDate,
    totalMinor,
    type,
    customer,
    location,
    currency,
    numbers,
    numberAt,
    lineAt,
    product,
    quantityMilli,
    customers: customers.texts,
    locations: locations.texts,
    currencies: currencies.texts,
    products: products.ids,
    productTexts: products.texts,
  };
}
