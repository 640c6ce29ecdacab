import { describe, expect, it } from 'vitest';
import { saleRefOf } from '../model/sale.ts';
import { buildLine, buildReturn, buildSale, id, noon } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { ownedDocuments } from './owned-documents.ts';
import { metricsFromSales, writeSales } from './write-sales.ts';

const sale = buildSale({
  customerId: id('anna'),
  lines: [buildLine({ quantityMilli: 2000, totalMinor: 3600 })],
});
const guestSale = buildSale({ id: id('guest sale') });

async function shopWith(...sales: Parameters<typeof writeSales>[1]): Promise<MemoryStore> {
  const store = new MemoryStore();
  await writeSales(store, sales, 'many');
  return store;
}

const idsOf = async (store: MemoryStore, name: string): Promise<string[]> =>
  (await ownedDocuments(store, id(name))).map((document) => document.id);

describe('the documents behind the figures of a customer', () => {
  it('[L5] are those of the customer, a return that names nobody included', async () => {
    const returned = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], {
      id: id('return'),
      customerId: null,
    });
    const store = await shopWith(sale, guestSale, returned);
    expect(await idsOf(store, 'anna')).toEqual([sale.id, returned.id]);
    const [kept] = await store.metrics([id('anna')]);
    expect(metricsFromSales(id('anna'), await ownedDocuments(store, id('anna')))).toEqual(kept);
  });

  it('[L5] follow the newest link, and so does what is returned of them', async () => {
    const returned = buildReturn(guestSale, [{ n: 1, quantityMilli: 1000 }], { id: id('return') });
    const store = await shopWith(guestSale, returned, sale);
    const link = { linkedAt: noon, linkedBy: null, active: true, replaces: [] };
    await store.put('saleLink', {
      id: id('l1'),
      sale: saleRefOf(guestSale),
      customerId: id('anna'),
      ...link,
    });
    await store.put('saleLink', { id: id('l2'), sale: saleRefOf(sale), customerId: null, ...link });
    expect((await idsOf(store, 'anna')).sort()).toEqual([guestSale.id, returned.id].sort());
  });

  it('leave out what was voided', async () => {
    const store = await shopWith(sale);
    const why = { reason: 'mistake', voidedAt: noon, voidedBy: null } as const;
    await store.put('saleVoid', { id: id('void'), sale: saleRefOf(sale), ...why });
    expect(await idsOf(store, 'anna')).toEqual([]);
  });
});
