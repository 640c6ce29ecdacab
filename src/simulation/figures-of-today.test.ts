/** Figures of lists on a device and on the server, as the days go by. Live questions need an IndexedDB at its usual place. */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DirectoryQuery } from '../client/app/services.ts';
import { Directories } from '../client/directory/directories.ts';
import { rowsOfKind } from '../client/replica/directory-source.ts';
import { testDevice } from '../client/replica/testing/device.ts';
import { writeSales } from '../domain/metrics/write-sales.ts';
import { emptyCustomerFields } from '../domain/model/customer.ts';
import type { Sale } from '../domain/model/sale.ts';
import type { Setting } from '../domain/model/shop.ts';
import { buildCustomer, buildLine, buildReturn, buildSale, id, noon } from '../domain/testing/build.ts';
import { addDays } from '../domain/values/calendar.ts';
import { newId } from '../domain/values/ids.ts';
import { databases } from '../server/storage/testing/databases.ts';

const dayMs = 86_400_000;
const people = ['Ada', 'Ben', 'Cleo', 'Dora', 'Eva'];

const sold = (name: string, customer: string | null, day: number, pounds: number): Sale =>
  buildSale({
    id: id(name),
    number: '',
    customerId: customer === null ? null : id(customer),
    occurredAt: noon + day * dayMs,
    businessDate: addDays('2026-11-20', day),
    lines: [buildLine({ totalMinor: pounds * 100 })],
  });

const benBought = sold('ben buys', 'Ben', -1, 40);
const documents: readonly Sale[] = [
  sold('ada buys', 'Ada', 0, 20),
  sold('ada comes again', 'Ada', 2, 70),
  benBought,
  buildReturn(benBought, [{ n: 1, quantityMilli: 1000 }], {
    id: id('ben brings it back'),
    number: '',
    occurredAt: noon + 3 * dayMs,
    businessDate: '2026-11-23',
  }),
  sold('cleo buys', 'Cleo', 1, 30),
  sold('dora buys', 'Dora', -3, 10),
  sold('a guest buys', null, 2, 5),
];

const anyone: DirectoryQuery = {
  text: '',
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'net',
  descending: true,
};

/** What the documents up to a day add up to, worked out plainly. */
function figuresOn(day: number, name: string) {
  const today = addDays('2026-11-20', day);
  const own = documents.filter((sale) => sale.customerId === id(name) && sale.businessDate <= today);
  const orders = own.filter(({ type }) => type === 'sale');
  return {
    netMinor: own.flatMap(({ lines }) => lines).reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    orders: orders.length,
    lastPurchaseAt: orders.length === 0 ? null : Math.max(...orders.map(({ occurredAt }) => occurredAt)),
  };
}

async function openDevice() {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  for (const name of people)
    await device.mutate('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
  for (const sale of documents)
    await device.mutate(sale.type === 'return' ? 'recordReturn' : 'recordSale', { sale });
  let stamps = 0;
  const openTab = (clock: { day: number }) => {
    const now = () => noon + clock.day * dayMs;
    const tab = new Directories(device.data.replica, { now }, () => `stamp ${stamps++}`);
    onTestFinished(() => tab.close());
    return tab;
  };
  const rowsOf = async (tab: Directories, sort: DirectoryQuery['sort'] = 'net') => {
    const { rows } = await tab.customers(null, { ...anyone, sort }, 0, 10);
    return rows.map(({ name, netMinor, orders, lastPurchaseAt }) => ({
      name,
      netMinor,
      orders,
      lastPurchaseAt,
    }));
  };
  return { device, openTab, rowsOf };
}

async function openServer(setting: Setting) {
  const [sqlite] = databases;
  if (!sqlite) throw new Error('no database');
  const { storage, close } = await sqlite.open();
  onTestFinished(close);
  const tenantId = newId(noon, (count) => new Uint8Array(count).fill(7));
  await storage.createTenant(tenantId, 'first');
  await storage.write(tenantId, async (writer) => {
    await writer.put('setting', { ...setting, id: tenantId });
    for (const name of people) await writer.put('customer', buildCustomer(name));
    await writeSales(writer, [...documents], 'many');
  });
  return (day: number, sort: 'value' | 'last_purchase') =>
    storage.read(tenantId, async (reader) => {
      const now = noon + day * dayMs;
      const { customers } = await reader.customers({ now, sort, descending: true, offset: 0, limit: 10 });
      return customers.map(({ name }) => name);
    });
}

describe('lists of customers as the days go by', () => {
  test('[DEFINITIONS §12] leave out documents of a later day, on a device as on the server, until it comes', async () => {
    const { device, openTab, rowsOf } = await openDevice();
    const [setting] = await rowsOfKind(device.data.replica, 'setting');
    const serverList = await openServer(setting as Setting);
    const clock = { day: -4 };
    const tab = openTab(clock);
    for (const [day, isColdStart] of [
      [-4],
      [-3],
      [-1],
      [0],
      [1],
      [2, true],
      [3],
      [4, true],
      [1],
      [0, true],
    ] as const) {
      clock.day = day;
      const asked = isColdStart ? openTab(clock) : tab;
      const expected = people.map((name) => ({ name, ...figuresOn(day, name) }));
      const byValue = await rowsOf(asked);
      expect(byValue.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(expected);
      const values = expected.map(({ netMinor }) => netMinor).sort((a, b) => b - a);
      expect(byValue.map(({ netMinor }) => netMinor)).toEqual(values);
      const days = expected.map(({ lastPurchaseAt }) => lastPurchaseAt ?? -Infinity).sort((a, b) => b - a);
      const byDay = await rowsOf(asked, 'lastPurchase');
      expect(byDay.map(({ lastPurchaseAt }) => lastPurchaseAt ?? -Infinity)).toEqual(days);
      const onServer = async (sort: 'value' | 'last_purchase') =>
        (await serverList(day, sort)).map((name) => figuresOn(day, name));
      expect((await onServer('value')).map(({ netMinor }) => netMinor)).toEqual(values);
      expect(
        (await onServer('last_purchase')).map(({ lastPurchaseAt }) => lastPurchaseAt ?? -Infinity),
      ).toEqual(days);
      await asked.keepUp();
    }
  });

  test('[DEFINITIONS §12] the sums of the shop and where a customer stands leave them out too; the currency stands all the same', async () => {
    const { openTab } = await openDevice();
    const clock = { day: -4 };
    const tab = openTab(clock);
    const orders = async () => {
      const { identified, guest, customersWithSale } = await tab.totals(null);
      return [identified.orders, guest.orders, customersWithSale];
    };
    expect(await orders()).toEqual([0, 0, 0]);
    expect(await tab.standing(null, id('Dora'))).toBeNull();
    expect(await tab.hasDocuments()).toBe(true);
    clock.day = 0;
    expect(await orders()).toEqual([3, 0, 3]);
    expect(await tab.standing(null, id('Ada'))).toMatchObject({ rank: 2, of: 3 });
    clock.day = 3;
    expect(await orders()).toEqual([5, 1, 4]);
    expect(await tab.standing(null, id('Ada'))).toMatchObject({ rank: 1, of: 4, tier: 'vip' });
    expect((await tab.totals(null)).identified.returns).toBe(1);
  });

  test('[DEFINITIONS §12] [N4] who has documents of a later day is counted from those that are here, and again when all are', async () => {
    const { device, openTab, rowsOf } = await openDevice();
    const { replica } = device.data;
    const clock = { day: 1 };
    const tab = openTab(clock);
    const own = await replica.hotSales.get(id('ada buys'));
    if (!own) throw new Error('sealed already');
    const touch = async (completeSince: string | null) => {
      const dataRevision = (await replica.meta.get('state'))?.dataRevision ?? 0;
      await replica.meta.update('state', { completeSince, dataRevision: dataRevision + 1 });
    };
    await replica.hotSales.delete(own.id);
    await touch('2026-11-21');
    const ada = async () => (await rowsOf(tab)).find(({ name }) => name === 'Ada')?.orders;
    expect(await ada()).toBe(0);
    await tab.keepUp();
    await replica.hotSales.put(own);
    await touch(null);
    expect(await ada()).toBe(1);
  });
});
