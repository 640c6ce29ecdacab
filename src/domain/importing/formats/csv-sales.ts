/** A CSV file of sales: one row per line of a receipt, or per sale where no receipt number is given. */
import type { SaleType, TenderMethod } from '../../model/sale.ts';
import { isCurrency } from '../../values/currency.ts';
import { fold } from '../../values/text.ts';
import type { CsvDateFormat } from '../csv-mapping.ts';
import { exactAmount, unitPriceOf } from '../exact-totals.ts';
import type { ImportOutput } from '../import-output.ts';
import { type GatheredOrder, OpenOrders } from '../open-orders.ts';
import type { OrderHead, OrderLine } from '../order.ts';
import { type Moment, momentOf, readTime } from '../wall-time.ts';
import { type CsvRowReader, customerIn, productIn } from './csv-row.ts';

const ordersOpenAtOnce = 1000;

/** Words by which tills name a payment; anything else is `unknown` (a credit on account is not guessed from a word). */
const tenderWords: readonly (readonly [TenderMethod, RegExp])[] = [
  ['cash', /\bcash\b/],
  ['gift_card', /\b(?:gift|voucher)/],
  ['mobile_money', /\b(?:m-?pesa|mobile|momo|airtel|wallet)/],
  ['card', /\b(?:card|credit card|debit|visa|mastercard|amex|maestro|contactless|chip)/],
  ['bank_transfer', /\b(?:bank|transfer|wire|sepa|bacs|ach)\b/],
];

export interface RowTaker {
  takeRow(reader: CsvRowReader, row: number): void;
  closeFile(): void;
}

export function csvSales(output: ImportOutput, dateFormat: CsvDateFormat): RowTaker {
  const { batches, context } = output;
  const orders = new OpenOrders(output, ordersOpenAtOnce, complete);
  /** Rows without a receipt number that sell the very same thing are told apart by their order. */
  const rowsAlike = new Map<string, number>();

  function complete(order: GatheredOrder): void {
    const { type, lines } = documentOf(order.lines);
    output.addOrder(type, order.head, order.moment, lines);
  }

  function momentIn(reader: CsvRowReader): Moment | undefined {
    const date = reader.text('date');
    const written = readTime(`${date} ${reader.text('time')}`, dateFormat);
    const moment = written && momentOf(written, context.timeZone, context.cutOffHour);
    if (!moment) {
      const dateAlone = readTime(date, dateFormat);
      reader.refuse(dateAlone ? 'time' : 'date', date === '' ? 'value_missing' : 'date_out_of_range');
    }
    return moment;
  }

  function currencyIn(reader: CsvRowReader): string {
    const text = reader.text('currency').toUpperCase();
    if (text === '' || isCurrency(text)) return text || context.currency;
    reader.refuse('currency', 'unknown_currency');
    return context.currency;
  }

  function locationIdIn(reader: CsvRowReader): string {
    const name = reader.name('location');
    if (name === '') return context.locationId;
    const id = output.idOf('location', fold(name));
    if (name.length > 100) reader.refuse('location', 'text_too_long');
    if (!reader.problem) {
      batches.addLocation({ id, name, externalId: name, active: true, importId: context.run.id });
    }
    return id;
  }

  function lineIn(reader: CsvRowReader, row: number, currency: string): OrderLine {
    const product = productIn(reader, output);
    const counted = reader.text('quantity') === '' ? 1000 : reader.quantity('quantity');
    const total = reader.text('lineTotal') === '' ? undefined : reader.amount('lineTotal', currency, 3);
    // Without a quantity, only the sign of the total says whether goods came back.
    const quantityMilli = reader.text('quantity') === '' && (total ?? 0) < 0 ? -1000 : counted;
    const hasPrice = total === undefined || reader.text('unitPrice') !== '';
    const unitPriceMilli = hasPrice
      ? reader.amount('unitPrice', currency, 3)
      : unitPriceOf(total, quantityMilli);
    if (unitPriceMilli === undefined) reader.refuse('lineTotal', 'amount_out_of_range');
    const price = unitPriceMilli ?? 0;
    if (product && !reader.problem)
      output.addProduct({ ...product, unitPriceMilli: price > 0 ? price : null });
    return {
      row,
      productId: product?.id ?? null,
      sku: product?.sku ?? '',
      name: product?.name ?? '',
      categoryId: product?.categoryId ?? null,
      quantityMilli,
      unitPriceMilli: price,
      discountMinor: 0,
      amount: total === undefined ? exactAmount(price, quantityMilli) : exactAmount(total, 1000),
    };
  }

  return {
    takeRow(reader, row) {
      const receipt = reader.optionalLabel('receipt');
      const currency = currencyIn(reader);
      const customer = customerIn(reader, output);
      const locationId = locationIdIn(reader);
      const line = lineIn(reader, row, currency);
      const moment = momentIn(reader);
      const place = fold(reader.text('location'));
      const orderKey = JSON.stringify([place, receipt]);
      if (reader.problem || !moment) {
        if (reader.problem) output.reject(row, reader.problem);
        if (receipt !== '') orders.spoil(orderKey);
        return;
      }
      const tender = tenderOf(reader.text('paymentMethod'));
      const said = [reader.text('date'), reader.text('time'), place, currency, customer?.id ?? '', tender];
      const headOf = (): OrderHead => ({
        key:
          receipt === ''
            ? aloneKey([...said, ...soldIn(line)], rowsAlike)
            : [place, receipt, moment.businessDate],
        channel: 'pos',
        number: receipt,
        customer,
        locationId,
        currency,
        tender,
      });
      if (receipt === '') complete({ head: headOf(), moment, lines: [line] });
      else {
        orders.add({
          key: orderKey,
          // A till may begin again with number 1 each day.
          edition: moment.businessDate,
          agreement: JSON.stringify([customer?.id, currency]),
          moment,
          line,
          headOf,
        });
      }
    },

    closeFile() {
      orders.closeFile();
      rowsAlike.clear();
    },
  };
}

/**
 * What makes a row without a receipt number the same one whenever the file is read: everything by which its sale differs
 * from others, so that only sales that are quite alike are counted, and which of them is which does not matter.
 */
function aloneKey(said: readonly string[], rowsAlike: Map<string, number>): string[] {
  const alike = JSON.stringify(said);
  const nth = (rowsAlike.get(alike) ?? 0) + 1;
  rowsAlike.set(alike, nth);
  return ['', ...said, String(nth)];
}

const soldIn = ({ productId, quantityMilli, unitPriceMilli, amount }: OrderLine): string[] =>
  [productId ?? '', quantityMilli, unitPriceMilli, amount].map(String);

function tenderOf(text: string): TenderMethod {
  const word = fold(text);
  return tenderWords.find(([, pattern]) => pattern.test(word))?.[0] ?? 'unknown';
}

/**
 * Whether the lines make a sale, a return, or an exchange of both. Some systems write returns with counted pieces and negative
 * amounts; their pieces come back too.
 */
function documentOf(lines: readonly OrderLine[]): { type: SaleType; lines: readonly OrderLine[] } {
  if (lines.every(({ quantityMilli, amount }) => quantityMilli > 0 && amount < 0)) {
    const back = lines.map((line) => ({
      ...line,
      quantityMilli: -line.quantityMilli,
      unitPriceMilli: Math.abs(line.unitPriceMilli),
    }));
    return { type: 'return', lines: back };
  }
  const returned = lines.filter(({ quantityMilli }) => quantityMilli < 0).length;
  if (returned === 0) return { type: 'sale', lines };
  return { type: returned === lines.length ? 'return' : 'exchange', lines };
}
