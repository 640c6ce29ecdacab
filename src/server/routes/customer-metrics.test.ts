import { beforeAll, expect, it } from 'vitest';
import { buildCustomer, buildLine, buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import { addDays } from '../../domain/values/calendar.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna', {
  type: 'regular',
  phones: [normalizePhone('+44 20 7946 0958')],
  emails: ['anna@example.com'],
});
const ann = buildCustomer('Ann');
const cleo = buildCustomer('Cleo');
const dora = buildCustomer('Dora');
const dayMs = 86_400_000;

/** Days before the day of the tests. */
const sold = (key: string, customerId: string, daysAgo: number, totalMinor: number) =>
  buildSale({
    id: id(key),
    number: key,
    customerId,
    occurredAt: Date.UTC(2026, 10, 20, 8) - daysAgo * dayMs,
    businessDate: addDays('2026-11-20', -daysAgo),
    lines: [buildLine({ quantityMilli: 2000, totalMinor })],
  });

onEachDatabase('metrics and repeat customers', ({ openShop }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann, cleo, dora);
    const old = sold('a1', anna.id, 500, 1000);
    for (const sale of [old, sold('a2', anna.id, 10, 2000), sold('c1', cleo.id, 3, 500)])
      await shop.mutate('recordSale', { sale });
    for (let n = 0; n < 4; n += 1)
      await shop.mutate('recordSale', { sale: sold(`n${n}`, ann.id, 30 + n, 100) });
    const back = {
      id: id('r1'),
      occurredAt: old.occurredAt + dayMs,
      businessDate: addDays(old.businessDate, 1),
    };
    await shop.mutate('recordReturn', { sale: buildReturn(old, [{ n: 1, quantityMilli: 1000 }], back) });
    const changes = {
      favoriteProducts: ['MUG'],
      preferredPayment: 'mobile_money',
      wantsOffers: false,
    } as const;
    await shop.mutate('savePreference', {
      customerId: anna.id,
      changes: { ...changes, favoriteProducts: ['MUG'] },
    });
  });

  const metrics = async (customerId: string) => shop.get(`/customers/${customerId}/metrics`);

  it('[REQ-H6] the metrics of a customer have the fields and classes that other systems ask for', async () => {
    expect(await metrics(anna.id)).toMatchObject({ status: 200 });
    const { body } = await shop.get<{ metrics: object }>(`/customers/${anna.id}/metrics`);
    expect(body.metrics).toEqual({
      customer_id: anna.id,
      name: 'Anna',
      customer_type: 'regular',
      created_at: expect.any(String),
      total_purchases: 2,
      total_spent: '30.00',
      avg_transaction_value: '15.00',
      total_items_bought: '4',
      first_purchase_date: expect.stringMatching(/^2025-07-08T/),
      last_purchase_date: expect.stringMatching(/^2026-11-10T/),
      days_since_last_purchase: 10,
      is_repeat_customer: true,
      repeat_frequency: 'occasional',
      customer_lifetime_value: '25.00',
      currency: 'GBP',
      loyalty_tier: 'vip',
      preferred_payment: 'mobile_money',
      favorite_products: ['MUG'],
      can_receive_offers: false,
      phone: '+44 20 7946 0958',
      email: 'anna@example.com',
      prefer_sms: true,
      prefer_email: false,
      prefer_call: false,
    });
    expect((await metrics(ann.id)).body).toMatchObject({ metrics: { repeat_frequency: 'regular' } });
    expect((await metrics(cleo.id)).body).toMatchObject({
      metrics: { repeat_frequency: 'one_time', is_repeat_customer: false },
    });
    expect((await metrics(dora.id)).body).toMatchObject({
      metrics: { total_purchases: 0, repeat_frequency: null, loyalty_tier: null, last_purchase_date: null },
    });
    expect((await metrics(id('nobody'))).status).toBe(404);
  });

  it('[REQ-P6] who objects to profiling has no tier, and every figure of plain history', async () => {
    const before = (await metrics(anna.id)).body;
    const answer = (state: string) =>
      shop.post(`/customers/${anna.id}/consents`, { purpose: 'profiling', state });
    expect((await answer('refused')).status).toBe(201);
    expect((await metrics(anna.id)).body).toEqual({
      metrics: { ...(before as { metrics: object }).metrics, loyalty_tier: null },
    });
    await answer('given');
    expect((await metrics(anna.id)).body).toEqual(before);
  });

  it('[REQ-A6] repeat customers are listed by their purchases, at least two unless said', async () => {
    const { body } = await shop.get<{ customers: object[] }>('/customers/repeat?limit=20&offset=0');
    expect(body).toMatchObject({ count: 2, total: 2, limit: 20, offset: 0, filter: { min_purchases: 2 } });
    expect(body.customers).toMatchObject([
      { customer_id: ann.id, name: 'Ann', phone: null, total_purchases: 4, total_spent: '4.00' },
      { customer_id: anna.id, customer_type: 'regular', total_purchases: 2, days_since_last_purchase: 10 },
    ]);
    expect((await shop.get('/customers/repeat?min_purchases=1&page=2&page_size=2')).body).toMatchObject({
      customers: [{ customer_id: cleo.id }],
      count: 1,
      total: 3,
      total_pages: 2,
    });
    expect((await shop.get('/customers/repeat?minPurchases=5')).body).toMatchObject({
      customers: [],
      count: 0,
    });
    expect((await shop.get('/customers/repeat?min_purchases=0')).status).toBe(400);
  });

  it('[REQ-A6] [E1] whom nobody knows and who was erased is not among them, nor counted', async () => {
    const gone = buildCustomer('Gone');
    await shop.addCustomers(gone);
    for (const [n, customerId] of [gone.id, gone.id, id('stranger'), id('stranger')].entries())
      await shop.mutate('recordSale', { sale: sold(`s${n}`, customerId, 20 + n, 100) });
    await shop.mutate('eraseCustomer', { id: id('erasure'), customerIds: [gone.id] });
    const { status, body } = await shop.get<{ customers: object[] }>('/customers/repeat');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      customers: [{ customer_id: ann.id }, { customer_id: anna.id }],
      count: 2,
      total: 2,
    });
  });

  it('[M2] merged customers are one, in both', async () => {
    await shop.post('/customers/merge', { winner_id: cleo.id, loser_id: ann.id });
    expect((await metrics(ann.id)).body).toMatchObject({
      metrics: { customer_id: cleo.id, total_purchases: 5, total_spent: '9.00' },
    });
    expect((await shop.get('/customers/repeat?min_purchases=3')).body).toMatchObject({
      customers: [{ customer_id: cleo.id, total_purchases: 5 }],
    });
    await shop.post('/customers/unmerge', { winner_id: cleo.id, loser_id: ann.id });
  });
});
