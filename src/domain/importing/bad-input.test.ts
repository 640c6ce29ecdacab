/** What a real file gets wrong: each row says so by a code, and everything else is imported. */
import { describe, expect, test } from 'vitest';
import { parseArgs } from '../mutations/registry.ts';
import {
  buildImportContext,
  importRows,
  onlineRetailHeader,
  onlineRetailRow,
} from '../testing/import-rows.ts';
import { createImporter } from './create-importer.ts';

const header = onlineRetailHeader;
const row = onlineRetailRow;
const other = row({ InvoiceNo: '536366' });

describe('[I1] a row that cannot be read is rejected with its reason, and its order with it', () => {
  test.each([
    ['too few fields', row().slice(0, 7), 'row_malformed', null],
    ['too many fields', [...row(), 'x'], 'row_malformed', null],
    [
      'a date that does not exist',
      row({ InvoiceDate: '2010-02-30 10:00' }),
      'date_out_of_range',
      'InvoiceDate',
    ],
    ['a date far away', row({ InvoiceDate: '0999-01-01 10:00' }), 'date_out_of_range', 'InvoiceDate'],
    ['a quantity that is no number', row({ Quantity: 'six' }), 'not_a_number', 'Quantity'],
    ['a price that is no number', row({ UnitPrice: '2.5.5x' }), 'not_a_number', 'UnitPrice'],
    ['a price that is missing', row({ UnitPrice: '' }), 'value_missing', 'UnitPrice'],
    ['an amount out of range', row({ UnitPrice: '99999999999999999' }), 'amount_out_of_range', 'UnitPrice'],
    ['a name of 10,000 characters', row({ Description: 'x'.repeat(10_000) }), 'name_too_long', 'Description'],
    [
      'a card number in a name',
      row({ Description: 'paid 4111 1111 1111 1111' }),
      'card_number_refused',
      'Description',
    ],
    ['letters of another encoding', row({ Description: 'CAF\ufffd' }), 'file_wrong_encoding', 'Description'],
    ['a code that is missing', row({ StockCode: ' ' }), 'value_missing', 'StockCode'],
    ['a number of 101 characters', row({ CustomerID: '1'.repeat(101) }), 'text_too_long', 'CustomerID'],
  ])('%s', (_, bad, code, column) => {
    const imported = importRows('online-retail', [header, row(), bad, row(), other]);
    expect(imported.rejected.map((found) => [found.row, found.code, found.column])).toEqual([
      [3, code, column],
      [2, 'order_incomplete', null],
      [4, 'order_incomplete', null],
    ]);
    expect(imported.sales.map((sale) => sale.number)).toEqual(['536366']);
    expect(imported.counts).toMatchObject({ rows: 4, sales: 1, rejected: 3 });
  });

  test('an order that is larger than can be stored', () => {
    const huge = row({ UnitPrice: '90000000000', Quantity: '9000000000000' });
    const imported = importRows('online-retail', [header, huge, other]);
    expect(imported.rejected).toMatchObject([{ row: 2, code: 'amount_out_of_range' }]);
    expect(imported.sales).toHaveLength(1);
  });

  test('rows of one order that name two customers', () => {
    const imported = importRows('online-retail', [header, row(), row({ CustomerID: '1' }), other]);
    expect(imported.rejected.map((found) => [found.row, found.code])).toEqual([
      [3, 'order_mixed'],
      [2, 'order_incomplete'],
    ]);
  });

  test('rows of one order that stand far apart are never made two orders', () => {
    const between = Array.from({ length: 1001 }, (_, index) => row({ InvoiceNo: `6${index}` }));
    const imported = importRows('online-retail', [header, row(), other, row(), ...between, row()]);
    expect(imported.rejected).toMatchObject([{ row: 1006, code: 'order_scattered', text: '536365' }]);
    expect(imported.sales.find((sale) => sale.number === '536365')?.lines).toHaveLength(2);
  });

  test('an order of more lines than a sale may have', () => {
    const imported = importRows('online-retail', [
      header,
      ...Array.from({ length: 5001 }, () => row()),
      other,
    ]);
    expect(imported.counts).toMatchObject({ sales: 1, rejected: 5001 });
    expect(imported.rejected[0]?.code).toBe('order_too_long');
  });

  test('a row with a character that cannot be stored is left out alone', () => {
    const imported = importRows('online-retail', [header, row({ Description: 'Tea\0pot' }), other]);
    expect(imported.rejected).toMatchObject([
      { row: 2, code: 'file_wrong_encoding', text: expect.stringContaining('Tea') },
    ]);
    expect(imported.counts).toMatchObject({ sales: 1, rejected: 1 });
  });

  test('blank rows are nothing', () => {
    const imported = importRows('online-retail', [header, row(), [''], header.map(() => ' '), row()]);
    expect(imported.counts).toMatchObject({ rows: 2, sales: 1, rejected: 0 });
  });

  test('[A5] the report shows enough of a cell, and no card number', () => {
    const text = `4111 1111 1111 1111 ${'x'.repeat(9000)}`;
    const [found] = importRows('online-retail', [header, row({ Description: text })]).rejected;
    expect(found?.text.length).toBeLessThan(110);
    expect(found?.text).toContain('•••• •••• •••• 1111');
  });
});

describe('[I2] a file that is another one is refused as a whole', () => {
  const open = (columns: string[]) =>
    createImporter('online-retail', buildImportContext('online-retail')).openFile('shop.csv', columns);

  test('other columns', () => {
    expect(open(['date', 'total'])).toEqual({ code: 'file_unknown_columns' });
  });

  test('a file that is not text', () => {
    expect(open(['PK\u0003\u0004\0\0'])).toEqual({ code: 'file_not_csv' });
  });

  test('a header in another encoding', () => {
    expect(open([...header, 'Stra\ufffde'])).toEqual({ code: 'file_wrong_encoding' });
  });

  test('a byte order mark is no fault', () => {
    expect(open(['\ufeffInvoiceNo', ...header.slice(1)])).toBeNull();
  });
});

test('[I1] a batch holds at most 500 sales, and all batches pass the schema', () => {
  const rows = Array.from({ length: 1201 }, (_, index) => row({ InvoiceNo: `${600_000 + index}` }));
  const { batches } = importRows('online-retail', [header, ...rows]);
  expect(batches.map((batch) => batch.sales.length)).toEqual([500, 500, 201]);
  for (const batch of batches) expect(parseArgs('importBatch', batch)).toMatchObject({ ok: true });
});
