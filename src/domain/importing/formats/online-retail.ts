/**
 * The columns of the Online Retail data set: one row per line of an invoice, pounds sterling, local times.
 *
 * An invoice that begins with C is a return, one with A an adjustment of bad debts, which is left out; so are lines
 * without a positive quantity outside of returns, which correct the stock.
 */
import type { Customer } from '../../model/customer.ts';
import { exactAmount } from '../exact-totals.ts';
import { columnsNamed, type Format } from '../format.ts';
import type { ImportOutput } from '../import-output.ts';
import { type GatheredOrder, OpenOrders } from '../open-orders.ts';
import type { OrderHead } from '../order.ts';
import { RowReader } from '../row-reader.ts';
import { type Moment, momentOf, readTime } from '../wall-time.ts';

export const onlineRetailColumns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

type Column = (typeof onlineRetailColumns)[number];

const ordersOpenAtOnce = 1000;

interface KnownProduct {
  readonly id: string;
  /** The first description that is not empty. */
  name: string;
}

export function onlineRetail(output: ImportOutput): Format {
  const { context } = output;
  let reader: RowReader<Column>;
  const products = new Map<string, KnownProduct>();
  const customers = new Map<string, Customer>();
  const orders = new OpenOrders(output, ordersOpenAtOnce, complete);
  let lastMoment: { text: string; moment: Moment | undefined } = { text: '', moment: undefined };

  function complete({ head, moment, lines }: GatheredOrder): void {
    output.addOrder(isReturn(head.number) ? 'return' : 'sale', head, moment, lines);
  }

  /** Lines of one invoice bear the same minute, so most rows ask for the moment of the row before. */
  function readMoment(): Moment | undefined {
    const text = reader.text('InvoiceDate');
    if (lastMoment.text !== text) {
      const written = readTime(text, 'iso');
      lastMoment = { text, moment: written && momentOf(written, context.timeZone, 0) };
    }
    if (!lastMoment.moment) reader.refuse('InvoiceDate', 'date_out_of_range');
    return lastMoment.moment;
  }

  function productOf(sku: string, description: string, unitPriceMilli: number): KnownProduct {
    const product = products.get(sku) ?? { id: output.idOf('product', sku), name: '' };
    if (product.name === '') {
      product.name = description;
      products.set(sku, product);
      if (description !== '') addProduct(sku, product, unitPriceMilli);
    }
    return product;
  }

  function addProduct(sku: string, { id, name }: KnownProduct, unitPriceMilli: number): void {
    output.addProduct({ id, sku, name, unitPriceMilli: unitPriceMilli > 0 ? unitPriceMilli : null });
  }

  function customerOf(number: string, country: string): Customer {
    const known = customers.get(number);
    if (known) return known;
    const customer = output.customer(output.idOf('customer', number), `Customer ${number}`, {
      externalId: number,
      tags: country === '' || country === 'Unspecified' ? [] : [country],
    });
    customers.set(number, customer);
    return customer;
  }

  function headOf(invoice: string, customerNumber: string, country: string): OrderHead {
    return {
      key: [invoice],
      channel: 'order',
      number: invoice,
      customer: customerNumber === '' ? null : customerOf(customerNumber, country),
      locationId: context.locationId,
      currency: context.currencyByCountry?.get(country) ?? context.currency,
      tender: 'unknown',
    };
  }

  return {
    openFile(header) {
      reader = new RowReader(header, columnsNamed(onlineRetailColumns));
      return null;
    },

    takeRow(fields, row) {
      reader.begin(fields);
      const invoice = reader.label('InvoiceNo');
      if (!reader.problem && invoice.startsWith('A')) {
        output.leftOut += 1;
        return;
      }
      const quantityMilli = reader.quantity('Quantity');
      if (!reader.problem && quantityMilli <= 0 && !isReturn(invoice)) {
        output.leftOut += 1;
        return;
      }
      const country = reader.name('Country');
      const customerNumber = reader.optionalLabel('CustomerID');
      const currency = context.currencyByCountry?.get(country) ?? context.currency;
      const unitPriceMilli = reader.amount('UnitPrice', currency, 3);
      const description = reader.name('Description');
      reader.label('StockCode');
      // Codes are compared as they are written, so blanks around them count too.
      const sku = reader.raw('StockCode');
      if (country.length > 50) reader.refuse('Country', 'text_too_long');
      const moment = readMoment();
      if (reader.problem || !moment) {
        if (reader.problem) output.reject(row, reader.problem);
        orders.spoil(invoice);
        return;
      }
      const product = productOf(sku, description, unitPriceMilli);
      const line = {
        row,
        productId: product.id,
        sku,
        name: description || product.name || sku,
        categoryId: null,
        quantityMilli,
        unitPriceMilli,
        discountMinor: 0,
        amount: exactAmount(unitPriceMilli, quantityMilli),
      };
      orders.add({
        key: invoice,
        agreement: `${customerNumber} ${country}`,
        moment,
        line,
        headOf: () => headOf(invoice, customerNumber, country),
      });
    },

    closeFile() {
      orders.closeFile();
    },

    finish() {
      for (const [sku, product] of products) {
        if (product.name === '') addProduct(sku, { ...product, name: sku }, 0);
      }
    },
  };
}

const isReturn = (invoice: string): boolean => invoice.startsWith('C');
