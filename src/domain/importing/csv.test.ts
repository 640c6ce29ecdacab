import { describe, expect, test } from 'vitest';
import type { SaleLine } from '../model/sale.ts';
import { parseArgs } from '../mutations/registry.ts';
import { buildImportContext, type ImportedRows, importRows } from '../testing/import-rows.ts';
import { localText } from '../values/calendar.ts';
import { createImporter } from './create-importer.ts';

const csv = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(';'));

const read = (text: string, context: Parameters<typeof importRows>[2] = {}): ImportedRows => {
  const imported = importRows('csv', csv(text), context);
  for (const batch of imported.batches) expect(parseArgs('importBatch', batch)).toMatchObject({ ok: true });
  return imported;
};

const figures = (line: SaleLine): number[] => [line.quantityMilli, line.unitPriceMilli, line.totalMinor];

describe('[I1] any CSV file of sales', () => {
  test('lines of a receipt become one sale with customer, products, category, place and payment', () => {
    const imported = read(`
      Receipt;Date;Time;Customer;Phone;Email;SKU;Product;Category;Qty;Price;Total;Store;Payment
      1001;13/02/2024;09:30;Ana Lima;+44 7700 900123;ana@example.com;MUG;Mug;Kitchen;2;9.00;18.00;Leith;Card
      1001;13/02/2024;09:31;Ana Lima;+44 7700 900123;ana@example.com;TEA;Tea;Food;1;4.50;4.00;Leith;Card
      1002;14/02/2024;10:00;;n/a;none;MUG;Mug;Kitchen;1;9.00;9.00;;m-pesa`);
    expect(imported.rejected).toEqual([]);
    expect(imported.customers).toMatchObject([
      { name: 'Ana Lima', phones: [{ e164: '+447700900123' }], emails: ['ana@example.com'] },
    ]);
    const [first, second] = imported.sales;
    expect(first).toMatchObject({
      number: '1001',
      customerId: imported.customers[0]?.id,
      totalMinor: 2200,
      businessDate: '2024-02-13',
      tenders: [{ method: 'card', amountMinor: 2200 }],
    });
    expect(first && localText(first.occurredAt, first.utcOffsetMinutes)).toBe('2024-02-13T09:30:00');
    expect(first?.lines.map(figures)).toEqual([
      [2000, 900_000, 1800],
      [1000, 450_000, 400],
    ]);
    expect(second).toMatchObject({
      customerId: null,
      tenders: [{ method: 'mobile_money', amountMinor: 900 }],
    });
    expect(imported.batches[0]?.locations).toMatchObject([{ name: 'Leith' }]);
    expect(imported.batches[0]?.categories.map((row) => row.name)).toEqual(['Kitchen', 'Food']);
    expect(imported.products.map((row) => row.sku)).toEqual(['MUG', 'TEA']);
  });

  test('the order of day and month follows from the dates', () => {
    const dayFirst = read('Date;Total\n01/02/2024;1.00\n25/02/2024;1.00');
    const monthFirst = read('Date;Total\n01/02/2024;1.00\n02/25/2024;1.00');
    expect(dayFirst.sales.map((sale) => sale.businessDate)).toEqual(['2024-02-01', '2024-02-25']);
    expect(monthFirst.sales.map((sale) => sale.businessDate)).toEqual(['2024-01-02', '2024-02-25']);
  });

  test('a decimal comma follows from the amounts', () => {
    const imported = read('Datum;Qty;Price\n01.02.2024;1,5;1.234,50', {
      currency: 'EUR',
      mapping: { columns: { date: 'Datum', quantity: 'Qty', unitPrice: 'Price' } },
    });
    expect(imported.sales[0]?.lines.map(figures)).toEqual([[1500, 123_450_000, 185_175]]);
  });

  test('what a person has said about the form comes before any guess', () => {
    const mapping = {
      columns: { date: 'When', lineTotal: 'Sum' },
      dateFormat: 'mdy' as const,
      decimalComma: true,
    };
    const imported = read('When;Sum\n03/04/2024;1.234', { mapping });
    expect(imported.sales).toMatchObject([{ businessDate: '2024-03-04', totalMinor: 123_400 }]);
  });

  test('goods that come back make a return, and with sold ones an exchange', () => {
    const imported = read(`
      Receipt;Date;SKU;Qty;Price
      1;2024-02-01;A;-1;5.00
      2;2024-02-01;A;-1;5.00
      2;2024-02-01;B;1;8.00`);
    expect(imported.sales.map((sale) => [sale.type, sale.totalMinor])).toEqual([
      ['return', -500],
      ['exchange', 300],
    ]);
    expect(imported.counts).toMatchObject({ sales: 1, returns: 1 });
  });

  test('a return written with counted pieces and negative amounts is one too', () => {
    const [sale] = read('Receipt;Date;Qty;Total\n1;2024-02-01;2;-10.00').sales;
    expect(sale).toMatchObject({ type: 'return', totalMinor: -1000 });
    expect(sale?.lines.map(figures)).toEqual([[-2000, 500_000, -1000]]);
  });

  test('without receipt numbers each row is a sale of its own, the same one when read again', () => {
    const file = 'Date;Customer;Total\n2024-02-01;Ana;5.00\n2024-02-01;Ana;5.00';
    const ids = read(file).sales.map((sale) => sale.id);
    expect(new Set(ids).size).toBe(2);
    expect(read(file).sales.map((sale) => sale.id)).toEqual(ids);
  });

  test('[D1] rows added on top of a file without receipt numbers leave the sales below what they are', () => {
    const header = 'Date;Phone;Email;Product;Qty;Price;Total;Currency';
    const rows = [
      '2024-02-01;+44 7700 900001;;;1;10.00;10.00;GBP',
      '2024-02-01;+44 7700 900002;;;1;20.00;20.00;GBP',
      '2024-02-01;;a@example.com;;1;20.00;20.00;GBP',
      '2024-02-01;;;Mug;1;20.00;20.00;GBP',
      '2024-02-01;;;Cup;1;20.00;20.00;GBP',
      '2024-02-01;;;Cup;2;20.00;40.00;GBP',
      '2024-02-01;;;Cup;2;20.00;39.00;GBP',
      '2024-02-01;;;Cup;2;20.00;39.00;EUR',
    ];
    const soldIn = (lines: readonly string[]) =>
      read([header, ...lines].join('\n')).sales.map((sale) =>
        [sale.id, sale.customerId, sale.currency, ...sale.lines.flatMap(figures), sale.lines[0]?.name].join(),
      );
    const before = soldIn(rows);
    const after = soldIn(['2024-02-01;+44 7700 900003;;;1;30.00;30.00;GBP', ...rows.toReversed()]);
    expect(new Set(before).size).toBe(rows.length);
    expect(after).toHaveLength(rows.length + 1);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test('[D1] a row without a receipt number is the same sale however its amount and place are written', () => {
    const [one] = read('Date;Customer;Total;Store\n2024-02-01;Ana;5.00;Leith').sales;
    const [other] = read('Date;Customer;Total;Store\n2024-02-01;ANA;5;leith').sales;
    expect(other?.id).toBe(one?.id);
  });

  test('[I1] receipts whose place and number read alike together stay two', () => {
    const imported = read('Store;Receipt;Date;Total\nTill 1;7;2024-02-01;5.00\nTill;1 7;2024-02-01;6.00');
    expect(imported.rejected).toEqual([]);
    expect(imported.sales.map((sale) => sale.totalMinor).toSorted()).toEqual([500, 600]);
  });

  test('[I1] a place written in two ways is one place, and its receipt one sale', () => {
    const imported = read('Store;Receipt;Date;Total\nLeith;7;2024-02-01;5.00\nLEITH;7;2024-02-01;6.00');
    expect(imported.sales.map((sale) => sale.totalMinor)).toEqual([1100]);
  });

  test('numbers that begin again each day are not one receipt', () => {
    const imported = read('Receipt;Date;Total\n1;2024-02-01;5.00\n1;2024-02-02;6.00');
    expect(imported.sales.map((sale) => sale.totalMinor)).toEqual([500, 600]);
  });

  test('names by which tills mean nobody are guests', () => {
    const rows = ['Walk-in', 'guest', 'Cash Customer', '', 'Walk-in customer', '-', 'Cashmere Ltd']
      .map((name, index) => `${index};2024-02-01;${name};1.00`)
      .join('\n');
    const imported = read(`Receipt;Date;Customer;Total\n${rows}`);
    expect(imported.customers.map((row) => row.name)).toEqual(['Cashmere Ltd']);
  });

  test.each([
    ['an unknown currency', '1;2024-02-01;5.00;GPB;1', 'unknown_currency', 'Currency'],
    ['a date that does not exist', '1;2024-02-31;5.00;GBP;1', 'date_out_of_range', 'Date'],
    ['an amount that is none', '1;2024-02-01;free;GBP;1', 'not_a_number', 'Total'],
    ['a missing date', '1;;5.00;GBP;1', 'value_missing', 'Date'],
    ['too many fields', '1;2024-02-01;5.00;GBP;1;2', 'row_malformed', null],
  ])('%s is rejected with the whole receipt', (_, bad, code, column) => {
    const good = '1;2024-02-01;5.00;GBP;1';
    const imported = read(`Receipt;Date;Total;Currency;Qty\n${bad}\n${good}\n2;2024-02-01;6.00;EUR;1`);
    expect(imported.rejected.map((found) => [found.row, found.code, found.column])).toEqual([
      [2, code, column],
      [3, 'order_incomplete', null],
    ]);
    expect(imported.sales.map((sale) => [sale.number, sale.currency])).toEqual([['2', 'EUR']]);
  });

  test('currencies have their own decimals', () => {
    const imported = read('Date;Total;Currency\n2024-02-01;1500;JPY\n2024-02-02;1.250;KWD');
    const totals = new Map(imported.sales.map((sale) => [sale.currency, sale.totalMinor]));
    expect([totals.get('JPY'), totals.get('KWD')]).toEqual([1500, 1250]);
  });

  test('numbers that a program printed from binary fractions are read as meant', () => {
    const imported = read('Date;Total\n2024-02-01;0.30000000000000004\n2024-02-02;4.440892e-16');
    const totals = new Map(imported.sales.map((sale) => [sale.businessDate, sale.totalMinor]));
    expect([totals.get('2024-02-01'), totals.get('2024-02-02')]).toEqual([30, 0]);
  });
});

describe('[I1] CSV files without sales', () => {
  test('customers', () => {
    const imported = read(`
      Customer ID;Name;Phone;Email
      7;Ana Lima;+44 7700 900123;ana@example.com
      8;Ben 4111111111111111;;
      9;Chi;12;
      ;;;
      ;;+44 7700 900124;`);
    expect(imported.customers.map((row) => [row.externalId, row.name])).toEqual([
      ['7', 'Ana Lima'],
      [null, '+44 7700 900124'],
    ]);
    expect(imported.rejected).toMatchObject([
      { row: 3, code: 'card_number_refused', column: 'Name', text: 'Ben ••••••••••••1111' },
      { row: 4, code: 'phone_not_plausible', column: 'Phone' },
    ]);
  });

  test('products', () => {
    const imported = read('SKU;Name;Category;Price\nMUG;Mug;Kitchen;9.00\nTEA;Tea;;\n;;;1.00');
    expect(imported.products.map((row) => [row.sku, row.name, row.unitPriceMilli])).toEqual([
      ['MUG', 'Mug', 900_000],
      ['TEA', 'Tea', null],
    ]);
    expect(imported.rejected).toMatchObject([{ row: 4, code: 'name_required' }]);
  });
});

describe('a mapping that does not fit is refused', () => {
  test.each([
    ['a column that is not there', { date: 'Date', lineTotal: 'Amount' }],
    ['receipts without dates', { receipt: 'Total' }],
    ['dates without amounts', { date: 'Date' }],
    ['nothing', {}],
  ])('%s', (_, columns) => {
    const importer = createImporter('csv', buildImportContext('csv', { mapping: { columns } }));
    expect(importer.openFile('shop.csv', ['Date', 'Total'])).toEqual({ code: 'file_unknown_columns' });
  });
});

describe('[REQ-C12] a CSV file that lists customers', () => {
  const list = (text: string) => importRows('csv', csv(text));

  test('gives all that it says of them', () => {
    const { customers, rejected } = list(`
      No;First name;Surname;Mobile;E-mail;Type;Status;Tags;Notes
      7;Ana;Lima;'+44 7700 900123;ana@example.com;VIP customer;Active;tea, vip;Rings twice
      8;Bo;;;;walk-in;;;`);
    expect(rejected).toEqual([]);
    expect(customers).toMatchObject([
      {
        externalId: '7',
        name: 'Ana Lima',
        firstName: 'Ana',
        lastName: 'Lima',
        phones: [{ e164: '+447700900123' }],
        emails: ['ana@example.com'],
        type: 'vip',
        status: 'active',
        tags: ['tea', 'vip'],
        internalNotes: 'Rings twice',
      },
      { externalId: '8', name: 'Bo', lastName: null, type: 'walk_in', tags: [], internalNotes: null },
    ]);
  });

  test('says of each row that cannot be taken what is wrong with it, and takes the others', () => {
    const { customers, rejected } = list(`
      Name;Phone;Email;Type;Notes
      Ana;12;;;
      Bo;;bo@;;
      Cy;;;sultan;
      Di;;;;4111 1111 1111 1111
      ;;;;
      Ed;555 0001;;;`);
    expect(rejected.map(({ row, code, column }) => [row, code, column])).toEqual([
      [2, 'phone_not_plausible', 'Phone'],
      [3, 'email_not_plausible', 'Email'],
      [4, 'unknown_choice', 'Type'],
      [5, 'card_number_refused', 'Notes'],
    ]);
    expect(customers.map(({ name }) => name)).toEqual(['Ed']);
  });
});
