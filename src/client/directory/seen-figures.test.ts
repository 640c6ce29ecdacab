// Live questions need an IndexedDB at its usual place, also where each test has a database of its own.
import 'fake-indexeddb/auto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { likelyFrom } from '../../domain/duplicates/likeness.ts';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { saleRefOf } from '../../domain/model/sale.ts';
import { buildLine, buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import type { DirectoryQuery, Places, ReceiptQuery } from '../app/services.ts';
import { createQueries } from '../replica/queries.ts';
import { sealHotSales } from '../replica/seal.ts';
import { seenQueries } from '../replica/seen-queries.ts';
import { testDevice } from '../replica/testing/device.ts';
import { Directories } from './directories.ts';

const [north, south] = [id('north'), id('south')];
const minute = 60_000;
const byValue: DirectoryQuery = {
  text: '',
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'net',
  descending: true,
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

/** A shop of two places: Ada buys most in the south, Ben in the north, Cleo in the south alone, Dora nowhere. */
async function openShop() {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  const tab = new Directories(device.data.replica, device.seams.clock, () => device.seams.newId());
  onTestFinished(() => tab.close());
  const add = (name: string) =>
    device.mutate('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
  const sell = async (name: string, customer: string | null, locationId: string, pounds: number, at = 0) => {
    const customerId = customer === null ? null : id(customer);
    const lines = [buildLine({ totalMinor: pounds * 100 })];
    const occurredAt = noon + at * minute;
    const sale = buildSale({ id: id(name), number: '', customerId, locationId, occurredAt, lines });
    await device.mutate('recordSale', { sale });
    return sale;
  };
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dora']) await add(name);
  await sell('ada in the north', 'Ada', north, 10, 1);
  const adaSouth = await sell('ada in the south', 'Ada', south, 90, 2);
  await sell('ben in the north', 'Ben', north, 40, 3);
  await sell('cleo in the south', 'Cleo', south, 20, 4);
  await sell('guest in the south', null, south, 5, 5);
  const rows = async (places: Places, query: Partial<DirectoryQuery> = {}) => {
    const { rows: found } = await tab.customers(places, { ...byValue, ...query }, 0, 10);
    return found.map(({ name, netMinor, orders }) => [name, netMinor / 100, orders]);
  };
  return { device, tab, add, sell, rows, adaSouth };
}

describe('what somebody sees whose rights end at some places', () => {
  test('[F6] [REQ-H9] the list has the figures of the places, and their order, tiers and days', async () => {
    const { tab, rows } = await openShop();
    const whole = [
      ['Ada', 100, 2],
      ['Ben', 40, 1],
      ['Cleo', 20, 1],
      ['Dora', 0, 0],
    ];
    expect(await rows(null)).toEqual(whole);
    expect((await rows([north])).slice(0, 2)).toEqual([
      ['Ben', 40, 1],
      ['Ada', 10, 1],
    ]);
    expect((await rows([north])).slice(2).sort()).toEqual([
      ['Cleo', 0, 0],
      ['Dora', 0, 0],
    ]);
    expect(await rows([north], { tier: 'vip' })).toEqual([['Ben', 40, 1]]);
    expect(await rows([south], { tier: 'vip' })).toEqual([['Ada', 90, 1]]);
    expect((await rows([north], { sort: 'lastPurchase' })).slice(0, 2).map(([name]) => name)).toEqual([
      'Ben',
      'Ada',
    ]);
    expect((await rows([south], { sort: 'lastPurchase' })).slice(0, 2).map(([name]) => name)).toEqual([
      'Cleo',
      'Ada',
    ]);
    expect(await rows([north, south])).toEqual(whole);
    expect(await rows([])).toHaveLength(4);
    expect((await rows([])).every(([, net, orders]) => net === 0 && orders === 0)).toBe(true);
    expect(await tab.standing([north], id('Ada'))).toMatchObject({ rank: 2, of: 2 });
    expect(await tab.standing([south], id('Ada'))).toMatchObject({ rank: 1, of: 2 });
    expect(await tab.standing([north], id('Cleo'))).toBeNull();
  });

  test('[F6] [L6] it follows what is sold, who is new, merged and cut off again', async () => {
    const { device, tab, add, sell, rows } = await openShop();
    // From then on it is followed up, not read anew.
    await tab.keepUp();
    expect((await rows([north]))[0]).toEqual(['Ben', 40, 1]);
    await sell('ada again', 'Ada', north, 50);
    await sell('ada there again', 'Ada', south, 1);
    await add('Eva');
    await sell('eva in the south', 'Eva', south, 500);
    expect((await rows([north])).slice(0, 2)).toEqual([
      ['Ada', 60, 2],
      ['Ben', 40, 1],
    ]);
    expect(await rows([north], { text: 'eva' })).toEqual([['Eva', 0, 0]]);
    const two = { winnerId: id('Dora'), loserId: id('Ben') };
    await device.mutate('mergeCustomers', { id: id('edge'), ...two, choices: {} });
    await sell('ben as another', 'Ben', south, 7);
    await sell('dora in the north', 'Dora', north, 2);
    expect(await rows([north], { text: 'dora' })).toEqual([['Dora', 42, 2]]);
    // Whoever asks next has it worked out anew.
    expect(await rows([south], { text: 'dora' })).toEqual([['Dora', 7, 1]]);
    expect(await rows([north], { text: 'dora' })).toEqual([['Dora', 42, 2]]);
    await device.mutate('unmergeCustomers', two);
    expect(await rows([north], { text: 'dora' })).toEqual([['Dora', 2, 1]]);
    expect(await rows([north], { text: 'ben' })).toEqual([['Ben', 40, 1]]);
  });

  test('[F6] the sums of the shop are those of the places', async () => {
    const { tab } = await openShop();
    const sums = async (places: Places) => {
      const { customersWithSale, identified, guest } = await tab.totals(places);
      const gross = identified.byCurrency[0]?.grossMinor ?? 0;
      return [customersWithSale, identified.orders, gross / 100, guest.orders];
    };
    expect(await sums(null)).toEqual([3, 4, 160, 1]);
    expect(await sums([north])).toEqual([2, 2, 50, 0]);
    expect(await sums([south])).toEqual([2, 2, 110, 1]);
  });

  test('[F6] whoever is alike is named with the figures of the places', async () => {
    const { tab, add, sell } = await openShop();
    for (const name of ['Amina Otieno', 'Otieno, Amina']) await add(name);
    await sell('amina', 'Amina Otieno', south, 3);
    const orders = async (places: Places) => {
      const [twin] =
        (await tab.twins(places, emptyCustomerFields('Amina Oteino'), null, likelyFrom, 1)) ?? [];
      const { pairs } = await tab.duplicates(places, 1);
      return [twin?.row.orders, pairs[0]?.first.orders];
    };
    expect(await orders(null)).toEqual([1, 1]);
    expect(await orders([north])).toEqual([0, 0]);
  });

  test('[F6] [L3] receipts of other places are not found, nor counted as searched, sealed or not', async () => {
    const { device, tab, sell } = await openShop();
    await sealHotSales(device.data, 1);
    await sell('one more', 'Ada', south, 11, 6);
    const found = async (places: Places, query: Partial<ReceiptQuery> = {}) => {
      const { sales, total, searched, since } = await tab.receipts(
        places,
        { ...anyReceipt, ...query },
        0,
        10,
      );
      expect(sales).toHaveLength(total);
      return { ids: sales.map((sale) => sale.id), searched, since };
    };
    const inNorth = [id('ben in the north'), id('ada in the north')];
    expect(await found([north])).toEqual({ ids: inNorth, searched: 2, since: noon + minute });
    expect((await found([south])).ids).toHaveLength(4);
    expect((await found([south])).since).toBe(noon + 2 * minute);
    expect((await found([north], { text: 'ada' })).ids).toEqual([id('ada in the north')]);
    expect((await found([north], { locationId: south })).ids).toEqual([]);
    expect((await found([north], { locationId: north })).ids).toEqual(inNorth);
    expect(await found([])).toEqual({ ids: [], searched: 0, since: null });
    expect(await found(null)).toMatchObject({ searched: 6 });
  });

  test('[F6] a receipt of another place is not there; of their own the goods that came back elsewhere are counted', async () => {
    const { device, sell, adaSouth } = await openShop();
    const queries = createQueries(device.data.replica);
    const [seen, other] = [seenQueries(queries, [north]), seenQueries(queries, [south])];
    expect((await queries.receipt(saleRefOf(adaSouth)))?.sale.id).toBe(adaSouth.id);
    expect(await seen.receipt(saleRefOf(adaSouth))).toBeUndefined();
    expect(await seen.holds(saleRefOf(adaSouth))).toBe(true);
    const sold = await sell('a mug', 'Ada', north, 18, 7);
    const back = buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], {
      id: id('back'),
      number: '',
      locationId: south,
    });
    await device.mutate('recordReturn', { sale: back });
    const view = await seen.receipt(saleRefOf(sold));
    expect(view).toMatchObject({ children: [], returnable: [{ leftMilli: 0 }] });
    expect((await queries.receipt(saleRefOf(sold)))?.children).toHaveLength(1);
    expect(await other.receipt(saleRefOf(back))).toMatchObject({ sale: { id: back.id }, parent: null });
    const { sales } = await seen.timeline(id('Ada'), {}, null, 10);
    expect(new Set(sales.map(({ locationId }) => locationId))).toEqual(new Set([north]));
    const cells = (await seen.customer(id('Ada'), '2026-12-01'))?.cells ?? [];
    expect(cells.map(({ locationId }) => locationId)).toEqual([north]);
  });
});
