// Live questions need an IndexedDB at its usual place, also where each test has a database of its own.
import 'fake-indexeddb/auto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { likelyFrom } from '../../domain/duplicates/likeness.ts';
import { saleClockOf } from '../../domain/history/corrected-time.ts';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildCustomer, buildLine, buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import { buildConsent } from '../../domain/testing/build-record.ts';
import type { DirectoryQuery, ReceiptQuery } from '../app/services.ts';
import { applyFeed } from '../replica/apply-feed.ts';
import { replicaStateOf } from '../replica/change-replica.ts';
import { sealHotSales } from '../replica/seal.ts';
import { testDevice } from '../replica/testing/device.ts';
import { Directories } from './directories.ts';

const anyone: DirectoryQuery = {
  text: '',
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'name',
  descending: false,
};
const anyReceipt: ReceiptQuery = {
  text: '',
  from: null,
  to: null,
  type: null,
  locationId: null,
  minMinor: null,
  maxMinor: null,
};

async function setUp() {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  let stamps = 0;
  const openTab = () => {
    const directories = new Directories(device.data.replica, device.seams.clock, () => `stamp ${stamps++}`);
    onTestFinished(() => directories.close());
    return directories;
  };
  onTestFinished(device.remove);
  const tab = openTab();
  return {
    device,
    tab,
    openTab,
    addCustomer: (name: string) =>
      device.mutate('createCustomer', { id: id(name), fields: emptyCustomerFields(name) }),
    sell: (name: string, customer: string | null, totalMinor = 1800, occurredAt = noon) =>
      device.mutate('recordSale', {
        sale: buildSale({
          id: id(name),
          number: '',
          customerId: customer && id(customer),
          occurredAt,
          lines: [buildLine({ totalMinor })],
        }),
      }),
    names: async (directories: Directories, query: Partial<DirectoryQuery> = {}) => {
      const { rows } = await directories.customers(null, { ...anyone, ...query }, 0, 100);
      return rows.map((row) => row.name);
    },
    receipts: async (directories: Directories, query: Partial<ReceiptQuery> = {}) => {
      const { sales } = await directories.receipts(null, { ...anyReceipt, ...query }, 0, 100);
      return sales.map((sale) => sale.id);
    },
  };
}

describe('directories of a shop', () => {
  it('[L6] a customer just saved is in the next answer, with what was just sold', async () => {
    const { tab, addCustomer, sell, names } = await setUp();
    expect(await names(tab)).toEqual([]);
    await addCustomer('Zoë');
    await addCustomer('Anna');
    expect(await names(tab)).toEqual(['Anna', 'Zoë']);
    await sell('one', 'Zoë', 2500);
    const { rows } = await tab.customers(null, { ...anyone, text: 'zoe' }, 0, 10);
    expect(rows).toMatchObject([{ netMinor: 2500, orders: 1, lifecycle: 'new' }]);
  });

  it('[REQ-C1] proposes the tags of the shop, the most used first, and none that nobody bears any more', async () => {
    const { device, tab, addCustomer } = await setUp();
    const tagged = (name: string, ...tags: string[]) =>
      device.mutate('editCustomer', { id: id(name), changes: { tags } });
    for (const name of ['Anna', 'Ben', 'Cleo']) await addCustomer(name);
    expect(await tab.tags()).toEqual([]);
    await tagged('Anna', 'tea', 'wholesale buyer');
    await tagged('Ben', 'tea', 'coffee');
    await tagged('Cleo', 'coffee', 'tea');
    expect(await tab.tags()).toEqual(['tea', 'coffee', 'wholesale buyer']);
    await tagged('Anna', 'tea');
    await device.mutate('mergeCustomers', {
      id: id('edge'),
      winnerId: id('Ben'),
      loserId: id('Cleo'),
      choices: {},
    });
    expect(await tab.tags()).toEqual(['tea', 'coffee']);
  });

  it('[REQ-P6] gives who objects to profiling no tier, rank or lifecycle, until they agree, and leaves their figures', async () => {
    const { device, tab, addCustomer, sell, names } = await setUp();
    for (const name of ['Anna', 'Ann', 'Ben']) await addCustomer(name);
    await sell('large', 'Anna', 90_000);
    await sell('small', 'Ben', 100);
    const row = async () => (await tab.customers(null, { ...anyone, text: 'anna' }, 0, 1)).rows[0];
    const judged = { tier: 'vip', lifecycle: 'new', netMinor: 90_000, orders: 1 };
    expect(await row()).toMatchObject(judged);
    expect(await names(tab, { tier: 'vip' })).toEqual(['Anna']);
    const answer = (name: string, state: 'refused' | 'given', replaces: string[] = []) => {
      const fields = {
        id: id(`${name} ${state}`),
        customerId: id(name),
        purpose: 'profiling',
        state,
      } as const;
      const at = device.seams.clock.now();
      return device.mutate('recordConsent', { consent: { ...buildConsent(fields), at, replaces } });
    };
    // She is one with somebody who objects.
    await answer('Ann', 'refused');
    await device.mutate('mergeCustomers', {
      id: id('edge'),
      winnerId: id('Anna'),
      loserId: id('Ann'),
      choices: {},
    });
    expect(await row()).toMatchObject({ ...judged, tier: null, lifecycle: null });
    expect(await tab.standing(null, id('Anna'))).toBeNull();
    expect(await names(tab, { tier: 'vip' })).toEqual([]);
    expect(await names(tab, { lifecycle: 'new' })).toEqual(['Ben']);
    expect(await tab.standing(null, id('Ben'))).toMatchObject({ tier: 'low', rank: 2, of: 2 });
    await answer('Anna', 'given', [id('Ann refused')]);
    expect(await row()).toMatchObject(judged);
    expect(await names(tab, { tier: 'vip' })).toEqual(['Anna']);
  });

  it('[REQ-C4] who is typed in again is recognised, but not as itself or as whom it was merged with', async () => {
    const { device, tab, addCustomer } = await setUp();
    for (const name of ['Amina Otieno', 'Siân Prys', 'Otieno, Amina']) await addCustomer(name);
    const alike = async (name: string, exceptId: string | null) => {
      const twins = await tab.twins(null, emptyCustomerFields(name), exceptId, likelyFrom, 5);
      return twins?.map(({ row }) => row.name);
    };
    expect(await alike('Amina Oteino', null)).toEqual(['Amina Otieno', 'Otieno, Amina']);
    expect(await alike('Amina Otieno', id('Amina Otieno'))).toEqual(['Otieno, Amina']);
    await device.mutate('mergeCustomers', {
      id: id('edge'),
      winnerId: id('Amina Otieno'),
      loserId: id('Otieno, Amina'),
      choices: {},
    });
    expect(await alike('Amina Otieno', id('Amina Otieno'))).toEqual([]);
    expect(await alike('Amina Otieno', null)).toEqual(['Amina Otieno']);
  });

  it('[REQ-M5] two who are told apart are proposed no more, until that is taken back', async () => {
    const { device, tab, addCustomer } = await setUp();
    for (const name of ['Amina Otieno', 'Siân Prys', 'Otieno, Amina']) await addCustomer(name);
    const two = { firstId: id('Otieno, Amina'), secondId: id('Amina Otieno') };
    const queue = async () => {
      const { total, pairs } = await tab.duplicates(null, 5);
      return [total, ...pairs.map(({ first, second }) => [first.customerId, second.customerId].sort())];
    };
    const open = [1, [two.firstId, two.secondId].sort()];
    expect(await queue()).toEqual(open);
    await device.mutate('dismissDuplicate', two);
    expect(await queue()).toEqual([0]);
    const edited = emptyCustomerFields('Amina Otieno');
    expect(await tab.twins(null, edited, two.secondId, likelyFrom, 5)).toEqual([]);
    await device.mutate('editCustomer', { id: two.firstId, changes: { name: 'Amina Otieno' } });
    expect(await queue()).toEqual([0]);
    await device.mutate('restoreDuplicate', two);
    expect(await queue()).toEqual(open);
  });

  it('[M4] a merged customer is found by all names of its group, once, with joined figures', async () => {
    const { device, tab, addCustomer, sell, names } = await setUp();
    for (const name of ['Anna', 'Annie', 'Ben']) await addCustomer(name);
    await sell('one', 'Anna', 1000);
    await sell('two', 'Annie', 500);
    expect(await names(tab)).toEqual(['Anna', 'Annie', 'Ben']);
    await device.mutate('mergeCustomers', {
      id: id('edge'),
      winnerId: id('Anna'),
      loserId: id('Annie'),
      choices: {},
    });
    expect(await names(tab)).toEqual(['Anna', 'Ben']);
    const { rows } = await tab.customers(null, { ...anyone, text: 'annie' }, 0, 10);
    expect(rows).toMatchObject([{ customerId: id('Anna'), netMinor: 1500, orders: 2 }]);
    expect(await tab.standing(null, id('Annie'))).toMatchObject({ rank: 1, of: 1 });
    await device.mutate('unmergeCustomers', { winnerId: id('Anna'), loserId: id('Annie') });
    expect(await names(tab)).toEqual(['Anna', 'Annie', 'Ben']);
  });

  it('[L6] a cold start answers from what was laid down, and what changed since', async () => {
    const { device, tab, openTab, addCustomer, names } = await setUp();
    await addCustomer('Anna');
    await tab.keepUp();
    expect(await device.data.replica.dirtyCustomers.count()).toBe(0);
    expect(await device.data.replica.directoryShards.count()).toBe(2);
    await addCustomer('Ben');
    expect(await names(openTab())).toEqual(['Anna', 'Ben']);
  });

  it('[L6] two tabs that both lay the directory down lose nobody', async () => {
    const { tab, openTab, addCustomer, names } = await setUp();
    const other = openTab();
    await addCustomer('Anna');
    await tab.keepUp();
    await names(other);
    await addCustomer('Ben');
    await names(other);
    await addCustomer('Chloe');
    await tab.keepUp();
    await addCustomer('Dora');
    await other.keepUp();
    const all = ['Anna', 'Ben', 'Chloe', 'Dora'];
    expect(await names(tab)).toEqual(all);
    expect(await names(other)).toEqual(all);
    expect(await names(openTab())).toEqual(all);
  });

  it('[L3] receipts are found whether sealed or not, newest first, and paged', async () => {
    const { device, tab, addCustomer, sell, receipts } = await setUp();
    await addCustomer('Anna');
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
      await sell(name, index % 2 ? 'Anna' : null, 1000 + index, noon + index * 60_000);
      if (name === 'b') await sealHotSales(device.data, 1);
    }
    expect(await device.data.replica.hotSales.count()).toBe(2);
    expect(await receipts(tab)).toEqual(['d', 'c', 'b', 'a'].map(id));
    expect(await receipts(tab, { text: '10.02' })).toEqual([id('c')]);
    expect(await receipts(tab, { text: '000002' })).toEqual([id('b')]);
    expect(await receipts(tab, { text: 'anna' })).toEqual([id('d'), id('b')]);
    const page = await tab.receipts(null, anyReceipt, 1, 2);
    expect(page.sales.map((sale) => sale.id)).toEqual([id('c'), id('b')]);
    expect(page).toMatchObject({ total: 4, searched: 4, since: noon });
    expect(page.customerNames).toEqual(new Map([[id('b'), 'Anna']]));
    await sell('e', null, 1, noon + 999_999);
    expect((await receipts(tab))[0]).toBe(id('e'));
  });

  it('[L5] receipts are found under the name of whose they are, sealed or not, and shown with it', async () => {
    const { device, tab, addCustomer, sell, receipts } = await setUp();
    await addCustomer('Anna');
    await addCustomer('Berta');
    await sell('a', 'Anna', 1000, noon);
    await sell('b', null, 1001, noon + 60_000);
    await sealHotSales(device.data, 1);
    await sell('c', null, 1002, noon + 120_000);
    expect(await receipts(tab, { text: 'berta' })).toEqual([]);
    const link = async (key: string, customerId: string | null, of: string | null, at: number) => {
      const sale = { id: id(key), customerId: of, occurredAt: at };
      await device.mutate('linkSale', { id: id(`link ${key}`), sale, customerId, replaces: [] });
    };
    await link('a', id('Berta'), id('Anna'), noon);
    await link('b', id('Berta'), null, noon + 60_000);
    await link('c', id('Anna'), null, noon + 120_000);
    expect(await receipts(tab, { text: 'berta' })).toEqual([id('b'), id('a')]);
    expect(await receipts(tab, { text: 'anna' })).toEqual([id('c')]);
    const { sales, customerNames, total } = await tab.receipts(null, anyReceipt, 0, 10);
    expect(total).toBe(3);
    expect(sales.map((sale) => customerNames.get(sale.id))).toEqual(['Anna', 'Berta', 'Berta']);
    expect(sales.map((sale) => sale.customerId)).toEqual([null, null, id('Anna')]);
  });

  it('[X6] [L5] a receipt that was given to somebody is found by its time when that is corrected later', async () => {
    const { device, tab, addCustomer, sell, receipts } = await setUp();
    await addCustomer('Anna');
    await sell('a', null, 1000, noon);
    await sell('b', null, 1001, noon + 60_000);
    await sealHotSales(device.data, 1);
    const sale = { id: id('a'), customerId: null, occurredAt: noon };
    await device.mutate('linkSale', { id: id('link'), sale, customerId: id('Anna'), replaces: [] });
    expect(await receipts(tab)).toEqual([id('b'), id('a')]);
    const sold = buildSale({ id: id('a'), customerId: null, occurredAt: noon });
    const correct = async (effectiveAt: number) => {
      const { epoch, v } = (await replicaStateOf(device.data.replica)).feed;
      const row = saleClockOf(sold, { effectiveAt, receivedAt: noon, cutOffHour: 0 });
      const rows = [{ table: 'saleClock', id: row.id, v: v + 1, row }];
      await applyFeed(device.data, { epoch, rows, completeV: v + 1 }, noon);
    };
    await correct(noon + 120_000);
    expect(await receipts(tab)).toEqual([id('a'), id('b')]);
    // Another time under the same id.
    await correct(noon - 48 * 3_600_000);
    expect(await receipts(tab)).toEqual([id('b'), id('a')]);
    expect(await receipts(tab, { text: 'anna', to: '2026-11-18' })).toEqual([id('a')]);
  });

  it('[N4] a search of receipts says whether it reaches beyond the history that is here', async () => {
    const { device, tab, sell } = await setUp();
    await sell('one', null);
    const isPartial = async (from: string | null) =>
      (await tab.receipts(null, { ...anyReceipt, from }, 0, 10)).isPartial;
    expect(await isPartial(null)).toBe(false);
    await device.data.replica.meta.update('state', { completeSince: '2026-11-18' });
    expect(await isPartial(null)).toBe(true);
    expect(await isPartial('2026-11-17')).toBe(true);
    expect(await isPartial('2026-11-18')).toBe(false);
  });

  it('sums the shop up, guests apart', async () => {
    const { device, tab, addCustomer, sell } = await setUp();
    for (const name of ['Anna', 'Ben', 'Chloe']) await addCustomer(name);
    const sold = buildSale({ id: id('sold'), customerId: id('Anna') });
    await device.mutate('recordSale', { sale: sold });
    await device.mutate('recordReturn', {
      sale: buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], { id: id('back') }),
    });
    await sell('guest', null, 700);
    await device.mutate('recordReturn', {
      sale: buildReturn(buildSale(), [{ n: 1, quantityMilli: 1000 }], {
        id: id('without receipt'),
        customerId: id('Ben'),
        parent: null,
      }),
    });
    expect(await tab.totals(null)).toMatchObject({
      customersAny: 2,
      customersWithSale: 1,
      customersReturnsOnly: 1,
      customersWithReturn: 2,
      customersNegativeNet: 1,
      identified: {
        orders: 1,
        returns: 2,
        unitsSoldMilli: 1000,
        unitsReturnedMilli: 2000,
        byCurrency: [{ currency: 'GBP', grossMinor: 1800, returnMinor: 3600 }],
        firstAt: noon,
        lastAt: noon,
      },
      guest: { orders: 1, returns: 0, byCurrency: [{ currency: 'GBP', grossMinor: 700, returnMinor: 0 }] },
    });
  });

  it('a read that fails once fails nobody who asks later', async () => {
    const { device, tab } = await setUp();
    const { rows } = device.data.replica;
    await tab.warmUp();
    const failing = vi.spyOn(rows, 'where').mockImplementation(() => {
      throw new DOMException('the disk is busy', 'UnknownError');
    });
    await expect(tab.productByBarcode('M1')).rejects.toThrow('busy');
    failing.mockRestore();
    expect(await tab.productByBarcode('M1')).toBeUndefined();
  });

  it('follows the products of the shop', async () => {
    const { device, tab } = await setUp();
    const everything = { text: '', categoryId: null, includeInactive: true };
    expect((await tab.products(everything, 0, 10)).total).toBe(0);
    const fields = {
      name: 'Mug',
      sku: 'M1',
      barcodes: ['5012345678900'],
      categoryId: null,
      taxRateId: null,
      unitPriceMilli: 1_800_000,
      unitCostMilli: null,
      active: true,
    };
    await device.mutate('createProduct', { id: id('mug'), fields });
    await expect.poll(async () => (await tab.products(everything, 0, 10)).total).toBe(1);
    expect((await tab.productByBarcode('5012345678900'))?.name).toBe('Mug');
    await device.mutate('editProduct', { id: id('mug'), changes: { name: 'Large mug' } });
    await expect.poll(async () => (await tab.productByBarcode('M1'))?.name).toBe('Large mug');
  });

  it('[L6] follows an edited name and a customer who came by import', async () => {
    const { device, tab, addCustomer, names } = await setUp();
    await addCustomer('Anna');
    await names(tab);
    await device.mutate('editCustomer', { id: id('Anna'), changes: { name: 'Johanna' } });
    const run = { id: id('run'), format: 'csv', fileName: 'a.csv', startedAt: 1, startedBy: null } as const;
    await device.mutate('importBatch', {
      run,
      locations: [],
      categories: [],
      products: [],
      customers: [buildCustomer('Imported')],
      sales: [],
    });
    expect(await names(tab)).toEqual(['Imported', 'Johanna']);
  });
});
