/** Real shops, imported as the command does it, and their published figures as the API answers them (DEFINITIONS §2, §11). */
import { beforeAll, describe, expect, it } from 'vitest';
import { guestId } from '../../domain/model/primitives.ts';
import type { SettingFields } from '../../domain/model/shop.ts';
import { expectSummaries, expectTotals, PublishedShop } from '../../domain/testing/golden.ts';
import {
  hasReferenceData,
  readReference,
  readReferenceTable,
  referencePath,
} from '../../tooling/reference-data.ts';
import { importFiles } from '../imports/import-files.ts';
import type { CustomerView } from '../views/customer-view.ts';
import type { PurchaseView } from '../views/purchase-view.ts';
import type { SummaryView } from '../views/summary-view.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const patientMs = 600_000;

interface ReferenceShop {
  readonly format: 'online-retail' | 'cdnow';
  readonly file: string;
  readonly tables: readonly ReferenceTable[];
  readonly setting: Partial<SettingFields>;
}

interface ReferenceTable {
  readonly name: string;
  /** Documents up to this day. */
  readonly asOf: string;
  /** Days since the last purchase are published for a day so much later. */
  readonly daysLater: number;
}

const shops: readonly ReferenceShop[] = [
  {
    format: 'cdnow',
    file: 'cdnow_sample.csv.gz',
    tables: [{ name: 'cdnow_sample', asOf: '1998-07-01', daysLater: 0 }],
    setting: { currency: 'USD', timeZone: 'America/New_York' },
  },
  {
    format: 'online-retail',
    file: 'online_retail.csv.gz',
    tables: [
      { name: 'online_retail_full', asOf: '2011-12-10', daysLater: 0 },
      { name: 'online_retail_to_2011-05-31', asOf: '2011-05-31', daysLater: 1 },
    ],
    setting: { currency: 'GBP', timeZone: 'Europe/London' },
  },
];

/** Amounts are rounded per order, so each document may be half a minor unit off; averages are shown in whole ones. */
function expectMoney(actual: string | null, expected: string | undefined, documents: number): void {
  if (expected === '') expect(actual).toBeNull();
  else expect(Math.abs(Number(actual) - Number(expected))).toBeLessThanOrEqual(0.005 * documents + 0.0001);
}

function expectSummary(summary: SummaryView, row: Record<string, string>, daysLater: number): void {
  const { days_since_last_purchase: daysSince } = summary;
  const dayAndTime = (text: string | null): string => text?.slice(0, 19) ?? '';
  expect({
    order_count: String(summary.total_sales),
    return_count: String(summary.return_count),
    units_sold: String(summary.total_quantity),
    units_returned: String(summary.units_returned),
    first_purchase: dayAndTime(summary.first_purchase_at),
    last_purchase: dayAndTime(summary.last_purchase_at),
    days_since_last: daysSince === null ? '' : String(daysSince + daysLater),
    avg_days_between_orders: summary.average_days_between_orders ?? '',
  }).toEqual({
    order_count: row.order_count,
    return_count: row.return_count,
    units_sold: row.units_sold,
    units_returned: row.units_returned,
    first_purchase: row.first_purchase,
    last_purchase: row.last_purchase,
    days_since_last: row.days_since_last,
    avg_days_between_orders: row.avg_days_between_orders,
  });
  const documents = summary.total_sales + summary.return_count;
  expectMoney(summary.gross_value, row.gross_value, summary.total_sales);
  expectMoney(summary.return_value, row.return_value, summary.return_count);
  expectMoney(summary.lifetime_value, row.net_value, documents);
  expectMoney(summary.average_order_value, row.avg_order_value, 2);
}

/** The summary of a customer, and all purchases page by page. */
async function everythingShown(shop: TestShop, id: string) {
  const { body: summary } = await shop.get<SummaryView>(`/customers/${id}/summary`);
  const purchases: PurchaseView[] = [];
  for (let cursor = ''; ; ) {
    const path = `/customers/${id}/purchases?limit=100${cursor}`;
    const { body } = await shop.get<{ sales: PurchaseView[]; next_cursor: string | null }>(path);
    purchases.push(...body.sales);
    if (body.next_cursor === null) return { summary, purchases };
    cursor = `&cursor=${encodeURIComponent(body.next_cursor)}`;
  }
}

const newestOf = (a: PurchaseView, b: PurchaseView): number =>
  Date.parse(b.occurred_at) - Date.parse(a.occurred_at) || (a.id < b.id ? 1 : -1);

describe.skipIf(!hasReferenceData())('golden', () => {
  onEachDatabase('published figures through the API', ({ server, openShop }) => {
    describe.each(shops)('$format', ({ format, file, tables, setting }) => {
      let shop: TestShop;

      beforeAll(async () => {
        shop = await openShop(setting);
        const wishes = { format, paths: [referencePath(file)], mapping: null, currencyByCountry: null };
        await importFiles(server().dependencies, shop.tenantId, {
          ...wishes,
          onRejected: (row) => {
            throw new Error(`row ${row.row} was rejected: ${row.code}`);
          },
        });
      }, patientMs);

      const known = new Map<string, string>();
      const ofNumber = async (number = ''): Promise<string> => {
        const id = known.get(number) ?? (await askForId(number));
        known.set(number, id);
        return id;
      };
      const askForId = async (number: string): Promise<string> => {
        const { body } = await shop.get<{ customers: CustomerView[] }>(`/customers?external_id=${number}`);
        const [customer, another] = body.customers;
        if (customer?.external_id !== number || another)
          throw new Error(`customer ${number} is not there once`);
        return customer.id;
      };

      it.each(tables)(
        '[REQ-H2] equals the published summaries of $name',
        { timeout: patientMs },
        async ({ name, asOf, daysLater }) => {
          for (const row of readReferenceTable(`expected/${name}/purchase_summary.csv`)) {
            const id = await ofNumber(row.customer_id);
            const summary = await shop.get<SummaryView>(`/customers/${id}/summary?as_of=${asOf}`);
            expectSummary(summary.body, row, daysLater);
          }
        },
      );

      it('equals the published summaries and totals in the database', async () => {
        const [table] = tables;
        const { storage } = server().dependencies;
        const { customers, metrics } = await storage.read(shop.tenantId, async (reader) => {
          const rows = await reader.all('customer');
          const found = await reader.metrics([...rows.map((row) => row.id), guestId]);
          return { customers: rows, metrics: found.filter((row) => row !== undefined) };
        });
        const stored = new PublishedShop(customers, metrics, setting.currency ?? '', table?.asOf ?? '');
        expectSummaries(stored, readReferenceTable(`expected/${table?.name}/purchase_summary.csv`));
        expectTotals(stored, JSON.parse(readReference(`expected/${table?.name}/totals.json`)));
      });

      it('[L4] is found without a difference by verify', { timeout: patientMs }, async () => {
        const verified = await server().dependencies.storage.read(shop.tenantId, (reader) => reader.verify());
        expect(verified.differences).toEqual([]);
        expect(verified.sales).toBeGreaterThan(6000);
      });

      it('[REQ-M1] [M3] joins the two customers with most sales exactly, and gives them back to the last digit', {
        timeout: patientMs,
      }, async () => {
        const [table] = tables;
        const rows = readReferenceTable(`expected/${table?.name}/purchase_summary.csv`);
        const best = rows.toSorted((a, b) => Number(b.order_count) - Number(a.order_count)).slice(0, 2);
        const [winner_id = '', loser_id = ''] = await Promise.all(
          best.map((row) => ofNumber(row.customer_id)),
        );
        const ids = [winner_id, loser_id];
        const told = (id: string) => everythingShown(shop, id);
        const before = await Promise.all(ids.map(told));

        expect(await shop.post('/customers/merge', { winner_id, loser_id })).toMatchObject({ status: 200 });
        const [joined, ofLoser] = await Promise.all(ids.map(told));
        const purchases = before.flatMap((one) => one.purchases).sort(newestOf);
        expect(joined?.purchases).toEqual(purchases);
        expect(ofLoser).toEqual({ ...joined, summary: { ...joined?.summary, merged_into: winner_id } });
        const orders = purchases.filter(({ sale_type }) => sale_type === 'sale');
        const sumOf = (field: 'gross_value' | 'return_value') =>
          before.reduce((sum, { summary }) => sum + Number(summary[field]), 0).toFixed(2);
        const days = orders.map(({ business_date }) => Date.parse(business_date) / 86_400_000);
        const span = Math.max(...days) - Math.min(...days);
        expect(joined?.summary).toMatchObject({
          total_sales: orders.length,
          gross_value: sumOf('gross_value'),
          return_value: sumOf('return_value'),
          visits: new Set(days).size,
          average_days_between_orders: (span / (orders.length - 1)).toFixed(4),
          last_sale_id: orders[0]?.id,
        });

        expect(await shop.post('/customers/unmerge', { winner_id, loser_id })).toMatchObject({ status: 200 });
        expect(await Promise.all(ids.map(told))).toEqual(before);
      });

      it('[L4] keeps figures as sales come in that equal those reckoned from all documents', {
        timeout: patientMs,
      }, async () => {
        const [table] = tables;
        for (const row of readReferenceTable(`expected/${table?.name}/purchase_summary.csv`)) {
          const path = `/customers/${await ofNumber(row.customer_id)}/summary`;
          const [kept, reckoned] = [await shop.get(path), await shop.get(`${path}?as_of=2026-11-20`)];
          expect(kept.body).toEqual(reckoned.body);
        }
      });
    });
  });
});
