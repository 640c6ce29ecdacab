/** Imports of the reference data and the comparison of their figures with the published ones (DEFINITIONS §2, §11). */
import { expect } from 'vitest';
import { createImporter } from '../importing/create-importer.ts';
import type { ImportCounts } from '../importing/importer.ts';
import { recogniseFile } from '../importing/recognise-file.ts';
import type { CustomerMetrics } from '../metrics/metrics.ts';
import { type PurchaseSummary, summarize } from '../metrics/summary.ts';
import { metricsFromSales } from '../metrics/write-sales.ts';
import type { Customer } from '../model/customer.ts';
import { guestId } from '../model/primitives.ts';
import type { ImportFormat } from '../model/records.ts';
import type { Sale } from '../model/sale.ts';
import { applyMutation, parseArgs } from '../mutations/registry.ts';
import { localText } from '../values/calendar.ts';
import { buildContext } from './build.ts';
import { buildImportContext } from './import-rows.ts';
import type { MemoryStore } from './memory-store.ts';

type Table = readonly Record<string, string>[];

/** A file as its reader gives it: the header, then the rows. */
export interface ReferenceFile {
  readonly name: string;
  readonly rows: readonly string[][];
}

/** Imports files of the reference data as a command does, and checks every batch on its way. */
export async function importInto(
  store: MemoryStore,
  format: ImportFormat,
  files: readonly ReferenceFile[],
  currency: string,
): Promise<ImportCounts> {
  const timeZone = currency === 'GBP' ? 'Europe/London' : 'America/New_York';
  const importer = createImporter(format, buildImportContext(format, { currency, timeZone }));
  const apply = async (): Promise<void> => {
    for (const batch of importer.takeBatches()) {
      expect(parseArgs('importBatch', batch).ok).toBe(true);
      expect(JSON.stringify(batch).length).toBeLessThan(1_000_000);
      await applyMutation(store, 'importBatch', batch, buildContext());
    }
  };
  const orderOf = ({ rows }: ReferenceFile): number => recogniseFile(rows[0] ?? [])?.order ?? -1;
  for (const { name, rows } of [...files].sort((a, b) => orderOf(a) - orderOf(b))) {
    expect(importer.openFile(name, rows[0] ?? [])).toBeNull();
    for (let index = 1; index < rows.length; index += 1) {
      importer.takeRow(rows[index] ?? [], index + 1);
      if (index % 20_000 === 0) await apply();
    }
    importer.closeFile();
  }
  importer.finish();
  await apply();
  expect(importer.takeRejected()).toEqual([]);
  return importer.counts;
}

/** Figures of each customer by the number in the file. */
export class PublishedShop {
  readonly summaries = new Map<string, PurchaseSummary>();
  readonly guests: PurchaseSummary;

  constructor(
    customers: readonly Pick<Customer, 'id' | 'externalId'>[],
    metrics: readonly CustomerMetrics[],
    currency: string,
    today: string,
  ) {
    const numberOf = new Map(customers.map((row) => [row.id, row.externalId ?? '']));
    const cells = new Map(metrics.map((row) => [row.customerId, row.cells]));
    this.guests = summarize(cells.get(guestId) ?? [], currency, today);
    for (const [customerId, number] of numberOf) {
      const own = cells.get(customerId);
      if (own) this.summaries.set(number, summarize(own, currency, today));
    }
  }

  sum(figureOf: (summary: PurchaseSummary) => number): number {
    return [...this.summaries.values()].reduce((sum, summary) => sum + figureOf(summary), 0);
  }

  count(is: (summary: PurchaseSummary) => boolean): number {
    return this.sum((summary) => Number(is(summary)));
  }
}

const pounds = (minor: number): number => minor / 100;
const wallTime = (at: PurchaseSummary['first']): string => (at ? localText(at.at, at.utcOffsetMinutes) : '');

/** Every order was rounded to the penny before adding, so each may be half a penny off. */
export function expectMoney(actualMinor: number, expected: string | undefined, documents: number): void {
  const allowed = 0.005 * documents + 0.0001;
  expect(Math.abs(pounds(actualMinor) - Number(expected))).toBeLessThanOrEqual(allowed);
}

export function expectSummaries(imported: PublishedShop, table: Table): void {
  expect(table.length).toBeGreaterThan(100);
  for (const row of table) {
    const summary = imported.summaries.get(row.customer_id ?? '');
    if (!summary) throw new Error(`customer ${row.customer_id} is missing`);
    const gap = summary.averageGap;
    expect({
      customer_id: row.customer_id,
      order_count: String(summary.orders),
      return_count: String(summary.returns),
      units_sold: String(summary.unitsSoldMilli / 1000),
      units_returned: String(summary.unitsReturnedMilli / 1000),
      first_purchase: wallTime(summary.first),
      last_purchase: wallTime(summary.last),
      days_since_last: summary.daysSinceLast === null ? '' : String(summary.daysSinceLast),
      avg_days_between_orders: gap ? (Math.round((gap.days / gap.gaps) * 1e4) / 1e4).toFixed(4) : '',
    }).toEqual({
      customer_id: row.customer_id,
      order_count: row.order_count,
      return_count: row.return_count,
      units_sold: row.units_sold,
      units_returned: row.units_returned,
      first_purchase: row.first_purchase,
      last_purchase: row.last_purchase,
      days_since_last: row.days_since_last,
      avg_days_between_orders: row.avg_days_between_orders,
    });
    expectMoney(summary.main.grossMinor, row.gross_value, summary.orders);
    expectMoney(summary.main.returnMinor, row.return_value, summary.returns);
    expectMoney(summary.main.netMinor, row.net_value, summary.orders + summary.returns);
    if (summary.main.averageOrderMinor === null) expect(row.avg_order_value).toBe('');
    else expectMoney(summary.main.averageOrderMinor, row.avg_order_value, 2);
  }
}

export function expectTotals(imported: PublishedShop, totals: Record<string, string | number>): void {
  const { guests } = imported;
  const orders = imported.sum((summary) => summary.orders);
  const returns = imported.sum((summary) => summary.returns);
  const all = [...imported.summaries.values()].filter((summary) => summary.first !== null);
  expect({
    customers_any: imported.summaries.size,
    customers_with_sale: imported.count((summary) => summary.orders > 0),
    customers_returns_only: imported.count((summary) => summary.orders === 0),
    customers_with_return: imported.count((summary) => summary.returns > 0),
    customers_negative_net: imported.count((summary) => summary.main.netMinor < 0),
    customers_zero_gross_with_sale: imported.count(
      (summary) => summary.orders > 0 && summary.main.grossMinor === 0,
    ),
    sale_orders_identified: orders,
    sale_orders_guest: guests.orders,
    return_orders_identified: returns,
    return_orders_guest: guests.returns,
    units_sold_identified: imported.sum((summary) => summary.unitsSoldMilli) / 1000,
    units_returned_identified: imported.sum((summary) => summary.unitsReturnedMilli) / 1000,
    first_sale: [...all, guests]
      .map((summary) => wallTime(summary.first))
      .filter(Boolean)
      .sort()[0],
    last_sale: [...all, guests]
      .map((summary) => wallTime(summary.last))
      .sort()
      .at(-1),
  }).toMatchObject(
    Object.fromEntries(Object.entries(totals).filter(([key]) => !/^(gross|returns|net)_/.test(key))),
  );
  expectMoney(
    imported.sum((summary) => summary.main.grossMinor),
    `${totals.gross_identified}`,
    orders,
  );
  expectMoney(guests.main.grossMinor, `${totals.gross_guest}`, guests.orders);
  expectMoney(
    imported.sum((summary) => summary.main.returnMinor),
    `${totals.returns_identified}`,
    returns,
  );
  expectMoney(guests.main.returnMinor, `${totals.returns_guest}`, guests.returns);
  expectMoney(
    imported.sum((summary) => summary.main.netMinor),
    `${totals.net_identified}`,
    orders + returns,
  );
}

/** The metrics rows that follow from sales alone, each customer's by the customer as sold. */
export function metricsOf(sales: readonly Sale[]): CustomerMetrics[] {
  const byOwner = Map.groupBy(sales, (sale) => sale.customerId ?? guestId);
  return [...byOwner].map(([owner, own]) => metricsFromSales(owner, own));
}
