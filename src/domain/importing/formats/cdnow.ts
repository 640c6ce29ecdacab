/** The CDNOW data set: each row is one sale of CDs to one customer on one day. */
import { exactAmount, unitPriceOf } from '../exact-totals.ts';
import { columnsNamed, type Format, hasColumns } from '../format.ts';
import type { ImportOutput } from '../import-output.ts';
import { RowReader } from '../row-reader.ts';
import { momentOf, readTime } from '../wall-time.ts';

const purchaseColumns = ['date', 'cds', 'amount'] as const;

/** All customers under the number of the whole file. */
export const cdnowMasterColumns = ['customer_id', ...purchaseColumns] as const;

/** Every tenth customer, with a number of the sample beside that of the whole file. */
export const cdnowSampleColumns = ['master_id', 'sample_id', ...purchaseColumns] as const;

type Column = (typeof cdnowMasterColumns | typeof cdnowSampleColumns)[number];

const sku = 'CD';

export function cdnow(output: ImportOutput): Format {
  const { context } = output;
  const productId = output.idOf('product', sku);
  let reader: RowReader<Column>;
  /** Sales of a customer on a day so far; rows of the same day are told apart by their order (rule I2). */
  let salesOfDay = new Map<string, number>();

  return {
    openFile(header) {
      const columns = hasColumns(header, cdnowSampleColumns) ? cdnowSampleColumns : cdnowMasterColumns;
      reader = new RowReader<Column>(header, columnsNamed<Column>(columns));
      salesOfDay = new Map();
      output.addProduct({ id: productId, sku, name: 'CD' });
      return null;
    },

    takeRow(fields, row) {
      reader.begin(fields);
      // The same person in both files; the sample only counts its customers anew.
      const person = reader.label(reader.has('master_id') ? 'master_id' : 'customer_id');
      const externalId = reader.label(reader.has('sample_id') ? 'sample_id' : 'customer_id');
      const date = reader.text('date');
      // Rows that cannot be read are counted too: once repaired, they must not take the place of another.
      const pair = `${person} ${date}`;
      const nth = (salesOfDay.get(pair) ?? 0) + 1;
      salesOfDay.set(pair, nth);
      const quantityMilli = reader.quantity('cds');
      const amountMilli = reader.amount('amount', context.currency, 3);
      const written = readTime(date, 'iso');
      const moment = written && momentOf(written, context.timeZone, 0);
      if (!moment) reader.refuse('date', 'date_out_of_range');
      const unitPriceMilli = unitPriceOf(amountMilli, quantityMilli);
      if (unitPriceMilli === undefined) reader.refuse('amount', 'amount_out_of_range');
      if (reader.problem || !moment || unitPriceMilli === undefined) {
        if (reader.problem) output.reject(row, reader.problem);
        return;
      }
      const head = {
        key: [person, moment.businessDate, String(nth)],
        channel: 'order' as const,
        number: `${externalId}-${moment.businessDate}-${nth}`,
        customer: output.customer(output.idOf('customer', person), `Customer ${externalId}`, { externalId }),
        locationId: context.locationId,
        currency: context.currency,
        tender: 'unknown' as const,
      };
      const line = {
        row,
        productId,
        sku,
        name: 'CD',
        categoryId: null,
        quantityMilli,
        unitPriceMilli,
        discountMinor: 0,
        amount: exactAmount(amountMilli, 1000),
      };
      output.addOrder('sale', head, moment, [line]);
    },

    closeFile() {},
    finish() {},
  };
}
