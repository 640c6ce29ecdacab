import { beforeAll, describe, expect, test } from 'vitest';
import {
  hasReferenceData,
  readReference,
  readReferenceFile,
  readReferenceTable,
} from '../../../tooling/reference-data.ts';
import { expectSummaries, expectTotals, importInto, PublishedShop } from '../../testing/golden.ts';
import { importRows } from '../../testing/import-rows.ts';
import { MemoryStore } from '../../testing/memory-store.ts';

test('[I2] a CDNOW row that is repaired later takes no other row’s place', () => {
  const cdnow = ['customer_id', 'date', 'cds', 'amount'];
  const bad = ['00002', '1997-01-12', 'one', '12.00'];
  const good = ['00002', '1997-01-12', '5', '77.00'];
  const first = importRows('cdnow', [cdnow, bad, good], { currency: 'USD' });
  const repaired = importRows('cdnow', [cdnow, ['00002', '1997-01-12', '1', '12.00'], good], {
    currency: 'USD',
  });
  expect(first.rejected).toMatchObject([{ row: 2, code: 'not_a_number', column: 'cds' }]);
  expect(repaired.sales.find((sale) => sale.id === first.sales[0]?.id)?.totalMinor).toBe(7700);
});

test('[I2] a customer of the sample is the one of the whole file, under the number of the sample', () => {
  const master = importRows('cdnow', [
    ['customer_id', 'date', 'cds', 'amount'],
    ['00004', '1997-01-01', '2', '29.33'],
  ]);
  const sample = importRows('cdnow', [
    ['master_id', 'sample_id', 'date', 'cds', 'amount'],
    ['00004', '0001', '1997-01-01', '2', '29.33'],
  ]);
  expect(sample.sales[0]?.id).toBe(master.sales[0]?.id);
  expect([master.customers[0]?.externalId, sample.customers[0]?.externalId]).toEqual(['00004', '0001']);
});

test('[I2] a sale of CDNOW has the value and the pieces of its row, also without any', () => {
  const { sales } = importRows(
    'cdnow',
    [
      ['customer_id', 'date', 'cds', 'amount'],
      ['00004', '1997-01-01', '2', '29.33'],
      ['00004', '1997-01-01', '0', '0.00'],
    ],
    { cutOffHour: 4 },
  );
  expect(sales.map((sale) => [sale.totalMinor, sale.lines[0]?.quantityMilli, sale.businessDate])).toEqual([
    [2933, 2000, '1997-01-01'],
    [0, 0, '1997-01-01'],
  ]);
});

if (hasReferenceData()) {
  describe('[I2] CDNOW', () => {
    const store = new MemoryStore();
    const sample = [readReferenceFile('cdnow_sample.csv.gz')];

    beforeAll(async () => {
      await importInto(store, 'cdnow', sample, 'USD');
    }, 60_000);

    test('gives every published summary and total of the sample', () => {
      const imported = new PublishedShop(store.all('customer'), store.allMetrics(), 'USD', '1998-07-01');
      expectSummaries(imported, readReferenceTable('expected/cdnow_sample/purchase_summary.csv'));
      expectTotals(imported, JSON.parse(readReference('expected/cdnow_sample/totals.json')));
    });

    test('importing it again adds nothing', async () => {
      const before = { sales: store.allSales().length, metrics: store.allMetrics() };
      await importInto(store, 'cdnow', sample, 'USD');
      expect({ sales: store.allSales().length, metrics: store.allMetrics() }).toEqual(before);
    });

    test('the whole file holds the sales of its sample', { timeout: 60_000 }, async () => {
      await importInto(store, 'cdnow', [readReferenceFile('cdnow_master.csv.gz')], 'USD');
      expect(store.allSales()).toHaveLength(69_659);
      expect(store.all('customer')).toHaveLength(23_570);
      expect(store.allSales().reduce((sum, sale) => sum + sale.totalMinor, 0)).toBe(250_031_563);
    });
  });
}
