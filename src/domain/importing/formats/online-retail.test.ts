import { beforeAll, describe, expect, test } from 'vitest';
import {
  hasReferenceData,
  readReference,
  readReferenceFile,
  readReferenceRows,
  readReferenceTable,
} from '../../../tooling/reference-data.ts';
import { addCells } from '../../metrics/metrics.ts';
import { saleProblem } from '../../model/sale.ts';
import {
  expectMoney,
  expectSummaries,
  expectTotals,
  importInto,
  metricsOf,
  PublishedShop,
} from '../../testing/golden.ts';
import {
  onlineRetailHeader as header,
  importRows,
  onlineRetailRow as row,
} from '../../testing/import-rows.ts';
import { MemoryStore } from '../../testing/memory-store.ts';
import { localText } from '../../values/calendar.ts';
import type { ImportCounts } from '../importer.ts';

describe('the rules of Online Retail', () => {
  test('C is a return, A and stock corrections are left out and counted', () => {
    const imported = importRows('online-retail', [
      header,
      row(),
      row({ InvoiceNo: 'C536367', Quantity: '-1' }),
      row({ InvoiceNo: 'A536368', UnitPrice: '-11062.06' }),
      row({ InvoiceNo: '536369', Quantity: '-10', UnitPrice: '0', CustomerID: '' }),
    ]);
    expect(imported.sales.map((sale) => [sale.type, sale.totalMinor, sale.lines[0]?.quantityMilli])).toEqual([
      ['sale', 1530, 6000],
      ['return', -255, -1000],
    ]);
    expect(imported.counts).toMatchObject({ rows: 4, sales: 1, returns: 1, leftOut: 2, rejected: 0 });
  });

  test('an order has the time of its earliest row and reads back as written', () => {
    const imported = importRows('online-retail', [
      header,
      row({ InvoiceDate: '2011-07-01 08:27:00' }),
      row({ InvoiceDate: '2011-07-01 08:26:00' }),
    ]);
    const [sale] = imported.sales;
    expect(sale && localText(sale.occurredAt, sale.utcOffsetMinutes)).toBe('2011-07-01T08:26:00');
    expect(sale?.businessDate).toBe('2011-07-01');
  });

  test('the total is the exact sum rounded once, and its lines add up to it', () => {
    const third = { UnitPrice: '0.333', Quantity: '1' };
    const [sale] = importRows('online-retail', [
      header,
      row(third),
      row(third),
      row(third),
      row(third),
    ]).sales;
    expect(sale?.totalMinor).toBe(133);
    expect(sale?.lines.map((line) => line.totalMinor)).toEqual([34, 33, 33, 33]);
    expect(sale && saleProblem(sale)).toBeNull();
  });

  test('a product bears its first description, a code without one its code', () => {
    const imported = importRows('online-retail', [
      header,
      row({ Description: '' }),
      row({ Description: 'LANTERN' }),
      row({ StockCode: 'X', Description: '' }),
    ]);
    expect(imported.products.map((product) => [product.sku, product.name])).toEqual([
      ['85123A', 'LANTERN'],
      ['X', 'X'],
    ]);
  });

  test('a customer is known by the number and tagged with the country, a sale without one is a guest', () => {
    const imported = importRows('online-retail', [
      header,
      row(),
      row({ InvoiceNo: '536366', CustomerID: '' }),
    ]);
    expect(imported.customers).toMatchObject([
      { name: 'Customer 17850', externalId: '17850', tags: ['United Kingdom'] },
    ]);
    expect(imported.sales.map((sale) => sale.customerId)).toEqual([imported.customers[0]?.id, null]);
  });

  test('[I2] the currency follows the country where that is given', () => {
    const currencyByCountry = new Map([['France', 'EUR']]);
    const imported = importRows(
      'online-retail',
      [header, row(), row({ InvoiceNo: '536366', Country: 'France' })],
      {
        currencyByCountry,
      },
    );
    expect(imported.sales.map((sale) => sale.currency)).toEqual(['GBP', 'EUR']);
  });
});

if (hasReferenceData()) {
  describe('[I1] Online Retail', () => {
    const store = new MemoryStore();
    let counts: ImportCounts;
    const files = [readReferenceFile('online_retail.csv.gz')];

    beforeAll(async () => {
      counts = await importInto(store, 'online-retail', files, 'GBP');
    }, 300_000);

    test('takes every row and says what it left out', () => {
      expect(counts).toEqual({
        rows: 541_909,
        sales: 18_536 + 2189,
        returns: 3654 + 182,
        customers: 4372,
        products: store.all('product').length,
        leftOut: 1336 + 3,
        rejected: 0,
      });
    });

    test('gives every published summary and total', () => {
      const imported = new PublishedShop(store.all('customer'), store.allMetrics(), 'GBP', '2011-12-10');
      expectSummaries(imported, readReferenceTable('expected/online_retail_full/purchase_summary.csv'));
      expectTotals(imported, JSON.parse(readReference('expected/online_retail_full/totals.json')));
    });

    test('gives the figures of a part of the year', { timeout: 120_000 }, () => {
      const sales = store.allSales().filter((sale) => sale.businessDate <= '2011-05-31');
      const imported = new PublishedShop(store.all('customer'), metricsOf(sales), 'GBP', '2011-06-01');
      const folder = 'expected/online_retail_to_2011-05-31';
      expectSummaries(imported, readReferenceTable(`${folder}/purchase_summary.csv`));
      expectTotals(imported, JSON.parse(readReference(`${folder}/totals.json`)));
    });

    test('importing it again adds nothing', { timeout: 300_000 }, async () => {
      const before = { sales: store.allSales().length, metrics: store.allMetrics() };
      await importInto(store, 'online-retail', files, 'GBP');
      expect({ sales: store.allSales().length, metrics: store.allMetrics() }).toEqual(before);
    });
  });

  test('[I2] Online Retail in the currencies of its countries', { timeout: 120_000 }, () => {
    const countries = readReferenceTable('expected/currencies/country_currency.csv');
    const [header, ...rows] = readReferenceRows('online_retail.csv.gz');
    const { sales } = importRows('online-retail', [header ?? [], ...rows], {
      currencyByCountry: new Map(countries.map((row) => [row.country ?? '', row.currency ?? ''])),
    });
    const slice = sales.filter((sale) => sale.businessDate <= '2011-05-31' && sale.customerId !== null);
    const cells = metricsOf(slice).flatMap((row) => row.cells);
    for (const row of readReferenceTable('expected/currencies/native_by_currency.csv')) {
      const own = cells.filter((cell) => cell.currency === row.currency);
      const sum = own.reduce((total, cell) => addCells(total, cell));
      expect(own.filter((cell) => cell.orders > 0)).toHaveLength(Number(row.customers_with_sale));
      expect(sum.orders).toBe(Number(row.sale_orders));
      expectMoney(sum.grossMinor, row.gross_value, sum.orders);
    }
  });
}
