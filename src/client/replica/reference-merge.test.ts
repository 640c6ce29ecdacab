import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newestFirst } from '../../domain/history/timeline.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { importRows } from '../../domain/testing/import-rows.ts';
import { daysBetween } from '../../domain/values/calendar.ts';
import { hasReferenceData, readReferenceRows } from '../../tooling/reference-data.ts';
import { createQueries } from './queries.ts';
import { testDevice } from './testing/device.ts';

const today = '2011-12-10';
const moreThanAny = 10_000;
const patience = { timeout: 600_000 };

/** The customers of the file with most sales, first the one with most of all, and their documents. */
function bestCustomers(count: number) {
  const { batches, customers } = importRows('online-retail', readReferenceRows('online_retail.csv.gz'));
  const sales = batches.flatMap((batch) => batch.sales);
  const orders = Map.groupBy(
    sales.filter(({ type, customerId }) => type === 'sale' && customerId !== null),
    ({ customerId }) => customerId ?? '',
  );
  const best = [...orders].sort(([, a], [, b]) => b.length - a.length).slice(0, count);
  const ids = new Set(best.map(([id]) => id));
  const [first] = batches;
  if (!first) throw new Error('the file holds nothing');
  return {
    run: first.run,
    customers: customers.filter(({ id }) => ids.has(id)),
    sales: sales.filter(({ customerId }) => customerId !== null && ids.has(customerId)),
    ids: [...ids],
  };
}

/** What is written while something is done, by the store that it is written to. */
async function writesDuring(work: () => Promise<unknown>): Promise<string[]> {
  const stores: string[] = [];
  const spies = (['put', 'add', 'delete', 'clear'] as const).map((name) => {
    const real = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
    return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
      this: IDBObjectStore,
      ...args: unknown[]
    ) {
      stores.push(this.name);
      return real.apply(this, args) as never;
    });
  });
  await work();
  for (const spy of spies) spy.mockRestore();
  return stores;
}

/** Days of orders, gaps and sums, counted document by document. */
function countedFrom(sales: readonly Sale[]) {
  const orders = sales.filter(({ type }) => type === 'sale').sort((a, b) => a.occurredAt - b.occurredAt);
  const sumOf = (some: readonly Sale[]) => some.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const [first, last] = [orders.at(0), orders.at(-1)];
  return {
    orders: orders.length,
    returns: sales.length - orders.length,
    netMinor: sumOf(sales),
    grossMinor: sumOf(orders),
    visits: new Set(orders.map(({ businessDate }) => businessDate)).size,
    firstSaleId: first?.id,
    lastSaleId: last?.id,
    averageGap: first &&
      last && { days: daysBetween(first.businessDate, last.businessDate), gaps: orders.length - 1 },
  };
}

if (hasReferenceData()) {
  test(
    '[M1] [M3] the two customers of Online Retail with most sales are merged offline by a few writes, and given back exactly',
    patience,
    async () => {
      const { run, customers, sales, ids } = bestCustomers(10);
      const [winnerId = '', loserId = ''] = ids;
      const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
      onTestFinished(device.remove);
      const none = { run, locations: [], categories: [], products: [] };
      const saved = await device.mutate('importBatch', { ...none, customers, sales: [] });
      expect(saved).toMatchObject({ saved: true });
      for (let from = 0; from < sales.length; from += 100)
        await device.mutate('importBatch', { ...none, customers: [], sales: sales.slice(from, from + 100) });

      const queries = createQueries(device.data.replica);
      const shown = async (id: string) => {
        const { cells = [], group } = (await queries.customer(id, today)) ?? {};
        const summary = summarize(cells, 'GBP', today);
        const timeline = (await queries.timeline(id, {}, null, moreThanAny)).sales;
        return { rootId: group?.rootId, summary, timeline };
      };
      const both = async () => [await shown(winnerId), await shown(loserId)];
      const before = await both();
      const documents = sales.filter(({ customerId }) => customerId === winnerId || customerId === loserId);
      expect(before.flatMap(({ timeline }) => timeline)).toHaveLength(documents.length);

      const stored = async () => device.data.replica.pages.count();
      const pages = await stored();
      const writes = await writesDuring(() =>
        device.mutate('mergeCustomers', { id: device.seams.newId(), winnerId, loserId, choices: {} }),
      );
      expect(writes).toContain('entries');
      expect(writes.length).toBeLessThanOrEqual(10);
      expect(writes.filter((store) => /sales|pages|chunks|documents|metrics/i.test(store))).toEqual([]);
      expect(await stored()).toBe(pages);

      const joined = await both();
      expect(joined.map(({ rootId }) => rootId)).toEqual([winnerId, winnerId]);
      const told = countedFrom(documents);
      for (const { summary, timeline } of joined) {
        expect(timeline.map(({ id }) => id)).toEqual(documents.toSorted(newestFirst).map(({ id }) => id));
        const { orders, returns, visits, first, last, averageGap, main } = summary;
        expect({
          ...{ orders, returns, visits, averageGap },
          netMinor: main.netMinor,
          grossMinor: main.grossMinor,
          firstSaleId: first?.sale.id,
          lastSaleId: last?.sale.id,
        }).toEqual(told);
      }

      const back = await writesDuring(() => device.mutate('unmergeCustomers', { winnerId, loserId }));
      expect(back.length).toBeLessThanOrEqual(10);
      expect(await both()).toEqual(before);
    },
  );
}
