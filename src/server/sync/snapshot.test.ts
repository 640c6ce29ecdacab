import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { Sale } from '../../domain/model/sale.ts';
import {
  type FeedRow,
  type SnapshotResponse,
  snapshotResponseSchema,
  snapshotSlices,
} from '../../domain/sync/protocol.ts';
import { buildLine, id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const dayMs = 86_400_000;

async function page(
  device: TestDevice,
  limit: number,
  { v, next }: { v: number | null; next: SnapshotResponse['next'] },
): Promise<SnapshotResponse> {
  const query = new URLSearchParams({ epoch: device.identity.epoch, limit: String(limit) });
  if (v !== null) query.set('v', String(v));
  if (next) for (const [field, value] of Object.entries(next)) query.set(field, value);
  const answer = await device.get(`/api/v1/sync/snapshot?${query}`);
  expect(answer.statusCode).toBe(200);
  return snapshotResponseSchema.parse(answer.json());
}

/** All pages of a snapshot. */
async function pages(device: TestDevice, limit: number): Promise<SnapshotResponse[]> {
  const all: SnapshotResponse[] = [];
  for (let last: SnapshotResponse | undefined; !last || last.next; all.push(last))
    last = await page(device, limit, last ?? { v: null, next: null });
  return all;
}

const rowsOf = (all: readonly SnapshotResponse[]): FeedRow[] => all.flatMap(({ rows }) => rows);

describe.each(databases)('the snapshot on $name', ({ open }) => {
  let server: TestServer;
  let till: TestDevice;
  beforeAll(async () => {
    server = await openTestServer(await open());
    till = await server.enrol('Till');
    const { serverTime } = till.identity;
    for (const name of ['ada', 'bea'])
      till.record('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
    till.record('editCustomer', { id: id('nobody'), changes: { name: 'Nobody' } });
    for (let n = 0; n < 12; n += 1) {
      const occurredAt = serverTime - (12 - n) * dayMs;
      const businessDate = new Date(occurredAt).toISOString().slice(0, 10);
      till.record('recordSale', { sale: till.sale({ customerId: id('ada'), occurredAt, businessDate }) });
    }
    await till.push();
  });
  afterAll(() => server.close());

  test('[N1] a page holds no more than two megabytes', async () => {
    const shop = await server.addShop('Large documents');
    const large = await server.enrol('Till', shop);
    const lines = Array.from({ length: 1000 }, (_, n) => buildLine({ n: n + 1, name: 'x'.repeat(255) }));
    for (let n = 0; n < 10; n += 1) large.record('recordSale', { sale: large.sale({ lines }) });
    await large.push();
    const all = await pages(large, 1000);
    expect(rowsOf(all).filter(({ table }) => table === 'sale')).toHaveLength(10);
    expect(all.length).toBeGreaterThan(2);
    for (const one of all) expect(JSON.stringify(one).length).toBeLessThan(2_100_000);
    expect(rowsOf(await pages(large, 1))).toEqual(rowsOf(all));
  });

  test('[N1] pages of any size hold each row of the feed once', async () => {
    const feed = (await till.pull()).filter(({ row }) => row !== null);
    const keys = (rows: readonly FeedRow[]) =>
      rows.map(({ table, id: rowId, v }) => `${table} ${rowId} ${v}`).sort();
    for (const limit of [1, 4, 1000]) {
      const all = rowsOf(await pages(till, limit));
      expect(keys(all.filter(({ table }) => table !== 'metrics'))).toEqual(keys(feed));
      expect(all.filter(({ table }) => table === 'metrics').map((row) => row.id)).toEqual([id('ada')]);
    }
  });

  test('[N2] the shop comes first, history last and newest first', async () => {
    const all = await pages(till, 3);
    const places = all.flatMap(({ next }) => (next ? [snapshotSlices.indexOf(next.slice)] : []));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const tables = rowsOf(all).map(({ table }) => table);
    expect(tables.slice(0, 2)).toEqual(['tenant', 'setting']);
    expect(tables.indexOf('metrics')).toBeGreaterThan(tables.lastIndexOf('customer'));
    expect(tables.indexOf('sale')).toBeGreaterThan(tables.lastIndexOf('metrics'));
    const days = rowsOf(all).flatMap(({ table, row }) =>
      table === 'sale' ? [(row as Sale).businessDate] : [],
    );
    expect(days).toEqual([...days].sort().reverse());
  });

  test('[N5] nothing travels with what a till needs to sell', async () => {
    const { rows, next } = await page(till, 1000, { v: null, next: null });
    const tables = rows.map(({ table }) => table);
    expect(tables).toEqual(expect.arrayContaining(['tenant', 'setting', 'location', 'staff', 'device']));
    expect(tables).not.toContain('customer');
    expect(next).toEqual({ slice: 'customers', after: '' });
  });

  test('[N2] the documents of one customer can be asked for before their turn', async () => {
    const shop = await server.addShop('One and another');
    const device = await server.enrol('Till', shop);
    for (const name of ['ada', 'bea'])
      device.record('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
    for (const name of ['ada', 'bea', 'ada', 'ada', null])
      device.record('recordSale', { sale: device.sale({ customerId: name && id(name) }) });
    await device.push();
    const [first] = await pages(device, 1000);
    const noted = first?.v ?? 0;
    device.record('recordSale', { sale: device.sale({ customerId: id('ada') }) });
    await device.push();
    const ask = (asking: TestDevice, after: string, limit: number) =>
      asking.get(
        `/api/v1/sync/snapshot?${new URLSearchParams({
          epoch: asking.identity.epoch,
          v: String(noted),
          slice: 'sales',
          after,
          limit: String(limit),
          customer: id('ada'),
        })}`,
      );
    const rows: FeedRow[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const answer = await ask(device, after, 2);
      const found = snapshotResponseSchema.parse(answer.json());
      rows.push(...found.rows);
      after = found.next?.after;
    }
    // Of the same position as the snapshot: what came later comes with the feed.
    expect(rows.map(({ row }) => (row as Sale).customerId)).toEqual([id('ada'), id('ada'), id('ada')]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(3);
    const elsewhere = await ask(till, '', 1000);
    expect(elsewhere.json().rows.map((row: FeedRow) => row.id)).not.toContain(rows[0]?.id);
  });

  test('[N4] each page says from which day on all documents have been sent', async () => {
    const all = await pages(till, 5);
    const days = rowsOf(all).flatMap(({ table, row }) =>
      table === 'sale' ? [(row as Sale).businessDate] : [],
    );
    const told = all.filter(({ completeSince }) => completeSince !== null);
    expect(told.length).toBeGreaterThan(1);
    for (const one of told) {
      const sent = rowsOf(all.slice(0, all.indexOf(one) + 1)).filter(({ table }) => table === 'sale');
      const due = days.filter((day) => day >= (one.completeSince ?? ''));
      expect(sent.length).toBeGreaterThanOrEqual(due.length);
    }
  });

  test('[N1] [N3] what is written after the position was noted comes with the feed; figures say what they include', async () => {
    const first = await page(till, 3, { v: null, next: null });
    till.record('recordSale', { sale: till.sale({ customerId: id('bea') }) });
    await till.push();
    const rest: SnapshotResponse[] = [first];
    for (let last = first; last.next; rest.push(last)) last = await page(till, 3, last);
    const rows = rowsOf(rest);
    for (const { table, v } of rows) if (table !== 'metrics') expect(v).toBeLessThanOrEqual(first.v);
    const figures = rows.find(({ table, id: rowId }) => table === 'metrics' && rowId === id('bea'));
    expect(figures?.v).toBeGreaterThan(first.v);
    const fed = await till.pull({ v: first.v + 1, table: '', id: '' });
    expect(fed.map(({ table }) => table)).toEqual(['sale', 'outcome']);
  });

  test('[A3] another shop gets nothing of it', async () => {
    const stranger = await server.enrol('Stranger', await server.addShop('Other shop'));
    const rows = rowsOf(await pages(stranger, 1000));
    expect(rows.filter(({ table }) => table === 'sale' || table === 'customer')).toEqual([]);
  });
});
