import { beforeEach, expect, it } from 'vitest';
import { buildCustomer, buildLine, buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import type { ReceiptView } from '../views/receipt-view.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna');
const bea = buildCustomer('Bea');
const ann = buildCustomer('Ann');
const guestSale = buildSale({
  id: id('guest sale'),
  number: 'G-1',
  lines: [buildLine({ totalMinor: 1000 })],
});
const ofBea = buildSale({
  id: id('of Bea'),
  number: 'B-1',
  customerId: bea.id,
  lines: [buildLine({ totalMinor: 500 })],
});

onEachDatabase('a sale that gets its customer later', ({ openShop }) => {
  let shop: TestShop;

  beforeEach(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, bea, ann);
    for (const sale of [guestSale, ofBea]) await shop.mutate('recordSale', { sale });
  });

  const link = (saleId: string, customer_id: string | null) =>
    shop.post<{ purchase: ReceiptView }>(`/sales/${saleId}/link`, { customer_id });
  const figures = async (customerId: string) =>
    (await shop.get<Record<string, unknown>>(`/customers/${customerId}/summary`)).body;
  const numbersOf = async (customerId: string) => {
    const { body } = await shop.get<{ sales: { number: string; owner_id: string | null }[] }>(
      `/customers/${customerId}/purchases`,
    );
    return body.sales.map(({ number }) => number).sort();
  };

  it('[REQ-L9] [L5] is that customer’s in history, figures and receipt, and says so', async () => {
    const { status, body } = await link(guestSale.id, anna.id);
    expect(status).toBe(200);
    expect(body.purchase).toMatchObject({
      id: guestSale.id,
      customer_id: null,
      owner_id: anna.id,
      link: { customer_id: anna.id, linked_by: null },
    });
    expect(await figures(anna.id)).toMatchObject({
      total_sales: 1,
      lifetime_value: '10.00',
      last_sale_id: guestSale.id,
    });
    expect(await numbersOf(anna.id)).toEqual(['G-1']);
    const receipt = await shop.get(`/customers/${anna.id}/purchases/${guestSale.id}`);
    expect(receipt).toMatchObject({ status: 200, body });
    expect(await shop.get(`/sales/${guestSale.id}`)).toMatchObject({ status: 200, body });
  });

  it('[REQ-L9] goes to another customer with what was returned of it, and back when that is taken back', async () => {
    const back = buildReturn(ofBea, [{ n: 1, quantityMilli: 1000 }], { id: id('back'), number: 'R-1' });
    await shop.mutate('recordReturn', { sale: back });
    const before = await figures(bea.id);
    await link(ofBea.id, anna.id);
    expect(await numbersOf(anna.id)).toEqual(['B-1', 'R-1']);
    expect(await numbersOf(bea.id)).toEqual([]);
    expect(await figures(anna.id)).toMatchObject({ total_sales: 1, return_count: 1, lifetime_value: '0.00' });
    expect((await shop.get(`/customers/${bea.id}/purchases/${ofBea.id}`)).status).toBe(404);
    expect(await shop.delete(`/sales/${ofBea.id}/link`)).toMatchObject({
      status: 200,
      body: { purchase: { owner_id: bea.id, link: null } },
    });
    expect(await figures(bea.id)).toEqual(before);
    expect(await numbersOf(bea.id)).toEqual(['B-1', 'R-1']);
    expect((await shop.delete(`/sales/${ofBea.id}/link`)).status).toBe(404);
  });

  it('[REQ-L9] is taken from everyone, and linked anew over what was before', async () => {
    await link(ofBea.id, null);
    expect(await figures(bea.id)).toMatchObject({ total_sales: 0, lifetime_value: '0.00' });
    expect((await link(ofBea.id, anna.id)).body.purchase.owner_id).toBe(anna.id);
    expect(await numbersOf(anna.id)).toEqual(['B-1']);
  });

  it('[M3] [M4] stays with whom it was linked to through merge and un-merge', async () => {
    await shop.post('/customers/merge', { winner_id: anna.id, loser_id: ann.id });
    await link(guestSale.id, ann.id);
    expect(await numbersOf(anna.id)).toEqual(['G-1']);
    await shop.post('/customers/unmerge', { winner_id: anna.id, loser_id: ann.id });
    expect([await numbersOf(anna.id), await numbersOf(ann.id)]).toEqual([[], ['G-1']]);
  });

  it('[A3] answers 404 for what is not there, and 400 without a customer', async () => {
    expect(await link(id('no sale'), anna.id)).toMatchObject({
      status: 404,
      body: { code: 'sale_not_found' },
    });
    expect(await link(guestSale.id, id('nobody'))).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    });
    expect(await shop.post(`/sales/${guestSale.id}/link`, {})).toMatchObject({
      status: 400,
      body: { details: [{ path: 'customer_id' }] },
    });
  });
});
