import { beforeAll, describe, expect, test } from 'vitest';
import { hasReferenceData, readReferenceFile, readReferenceTable } from '../../../tooling/reference-data.ts';
import type { Sale, SaleLine } from '../../model/sale.ts';
import { importInto, PublishedShop } from '../../testing/golden.ts';
import { buildImportContext, importRows } from '../../testing/import-rows.ts';
import { MemoryStore } from '../../testing/memory-store.ts';
import { localText, weekdayOf } from '../../values/calendar.ts';
import { createImporter } from '../create-importer.ts';
import {
  journeyDemographicColumns,
  journeyProductColumns,
  journeyTransactionColumns,
} from './complete-journey.ts';

const context = buildImportContext('complete-journey', { currency: 'USD' });
const transactions = [...journeyTransactionColumns];
const line = (basket: string, product: string, value: string): string[] => {
  return ['7', '309', basket, product, '2', value, '0.50', '0', '2017-01-28 14:06:53'];
};

test('[I2] rows of a basket may stand anywhere in the file', () => {
  const { sales, counts } = importRows('complete-journey', [
    transactions,
    line('1', 'A', '3.86'),
    line('2', 'A', '1.00'),
    line('1', 'B', '1.14'),
  ]);
  expect(sales.map((sale) => [sale.number, sale.totalMinor, sale.lines.length])).toEqual([
    ['1', 500, 2],
    ['2', 100, 1],
  ]);
  expect(counts).toMatchObject({ rows: 3, sales: 2, customers: 1, products: 2 });
});

test('[I2] products lie under category and department, households bear their demographics as tags', () => {
  const importer = createImporter('complete-journey', context);
  importer.openFile('products', [...journeyProductColumns]);
  importer.takeRow(['A', 'GROCERY', 'EGGS', 'EGGS - X-LARGE', '1 DZ'], 2);
  importer.takeRow(['B', 'GROCERY', '', '', ''], 3);
  importer.closeFile();
  importer.openFile('demographics', [...journeyDemographicColumns]);
  importer.takeRow(['7', '65+', '35-49K', 'Homeowner', '', '2', '2 Adults No Kids', '0'], 2);
  importer.closeFile();
  importer.openFile('transactions', transactions);
  importer.takeRow(line('1', 'A', '3.86'), 2);
  importer.takeRow(line('1', 'unknown', '1.00'), 3);
  importer.closeFile();
  importer.finish();
  const [batch] = importer.takeBatches();
  expect(batch?.categories.map((row) => row.name)).toEqual(['GROCERY', 'EGGS']);
  expect(batch?.categories[1]?.parentId).toBe(batch?.categories[0]?.id);
  expect(batch?.products.map((row) => row.name)).toEqual([
    'EGGS - X-LARGE, 1 DZ',
    'Product B',
    'Product unknown',
  ]);
  expect(batch?.customers).toMatchObject([
    {
      name: 'Household 7',
      tags: ['Age 65+', 'Income 35-49K', 'Homeowner', 'Household of 2', '2 Adults No Kids', 'Kids 0'],
    },
  ]);
  expect(batch?.sales[0]?.lines).toMatchObject([
    { categoryId: batch?.categories[1]?.id, totalMinor: 386, discountMinor: 50, unitPriceMilli: 218_000 },
    { categoryId: null, name: 'Product unknown' },
  ]);
});

if (hasReferenceData()) {
  describe('[I2] The Complete Journey', () => {
    const store = new MemoryStore();
    let sales: Sale[] = [];
    const files = [
      readReferenceFile('complete_journey_transactions_sample.csv.gz'),
      readReferenceFile('complete_journey_products.csv.gz'),
      readReferenceFile('complete_journey_demographics.csv.gz'),
    ];

    beforeAll(async () => {
      await importInto(store, 'complete-journey', files, 'USD');
      sales = store.allSales();
    }, 120_000);

    interface Group {
      lines: number;
      milli: number;
      valueMinor: number;
      readonly baskets: Set<string>;
      readonly households: Set<string | null>;
    }

    /** Sums of lines by whatever group a line belongs to. */
    function sumsBy(groupOf: (sale: Sale, line: SaleLine) => string): Map<string, Group> {
      const groups = new Map<string, Group>();
      for (const sale of sales) {
        for (const line of sale.lines) {
          const key = groupOf(sale, line);
          const group = groups.get(key) ?? {
            lines: 0,
            milli: 0,
            valueMinor: 0,
            baskets: new Set(),
            households: new Set(),
          };
          group.lines += 1;
          group.milli += line.quantityMilli;
          group.valueMinor += line.totalMinor;
          group.baskets.add(sale.id);
          group.households.add(sale.customerId);
          groups.set(key, group);
        }
      }
      return groups;
    }

    /** Names by which the definitions know a line: a category without a parent is a department. */
    function namesOf(): (line: SaleLine) => { department: string; category: string } {
      const rows = new Map(store.all('category').map((row) => [row.id, row]));
      return ({ categoryId }) => {
        const row = rows.get(categoryId ?? '');
        const parent = rows.get(row?.parentId ?? '');
        if (!row) return { department: '(none)', category: '(none)' };
        return parent
          ? { department: parent.name, category: row.name }
          : { department: row.name, category: '(none)' };
      };
    }

    test.each([
      ['departments', 'department', 'department'],
      ['categories', 'product_category', 'category'],
    ] as const)('adds up to the published %s', (file, column, kind) => {
      const nameOf = namesOf();
      const sums = sumsBy((_, line) => nameOf(line)[kind]);
      const table = readReferenceTable(`expected/complete_journey_sample/${file}.csv`);
      const published = table.map((row) => [
        row[column],
        Number(row.lines),
        Number(row.units),
        Math.round(Number(row.sales_value) * 100),
        Number(row.baskets),
        Number(row.households),
      ]);
      const actual = [...sums].map(([name, sum]) => [
        name,
        sum.lines,
        sum.milli / 1000,
        sum.valueMinor,
        sum.baskets.size,
        sum.households.size,
      ]);
      expect(new Set(actual.map(String))).toEqual(new Set(published.map(String)));
    });

    test('gives the published figures of households', () => {
      const nameOf = namesOf();
      const numbers = new Map(store.all('customer').map((row) => [row.id, row.externalId]));
      const households = sumsBy((sale) => numbers.get(sale.customerId ?? '') ?? '');
      const departments = sumsBy(
        (sale, line) => `${numbers.get(sale.customerId ?? '')}|${nameOf(line).department}`,
      );
      const summaries = new PublishedShop(store.all('customer'), store.allMetrics(), 'USD', '2018-01-01')
        .summaries;
      for (const row of readReferenceTable('expected/complete_journey_sample/households.csv')) {
        const number = row.household_id ?? '';
        const sums = households.get(number);
        expect([sums?.baskets.size, sums?.lines, (sums?.milli ?? 0) / 1000]).toEqual(
          [row.baskets, row.lines, row.units].map(Number),
        );
        expect(sums?.valueMinor).toBe(Math.round(Number(row.sales_value) * 100));
        expect(summaries.get(number)?.main.netMinor).toBe(sums?.valueMinor);
        const favourite = departments.get(`${number}|${row.favourite_department}`);
        expect(favourite?.valueMinor).toBe(Math.round(Number(row.favourite_department_value) * 100));
      }
    });

    test('gives the published weekdays and hours', () => {
      const sums = sumsBy((sale) => {
        const hour = localText(sale.occurredAt, sale.utcOffsetMinutes).slice(11, 13);
        return `${weekdayOf(sale.businessDate)} ${Number(hour)}`;
      });
      const table = readReferenceTable('expected/complete_journey_sample/weekday_hour.csv');
      expect(sums.size).toBe(table.length);
      for (const row of table) {
        const sum = sums.get(`${row.iso_weekday} ${row.hour}`);
        expect([sum?.baskets.size, sum?.valueMinor]).toEqual([
          Number(row.baskets),
          Math.round(Number(row.sales_value) * 100),
        ]);
      }
    });

    test('knows stores as locations and demographics as tags', () => {
      expect(store.all('location').some((row) => row.name === 'Store 309' && row.externalId === '309')).toBe(
        true,
      );
      const household = store.all('customer').find((row) => row.externalId === '1');
      expect(household?.name).toBe('Household 1');
      expect(household?.tags).toContain('Age 65+');
      expect(household?.tags).toContain('Homeowner');
    });
  });
}
