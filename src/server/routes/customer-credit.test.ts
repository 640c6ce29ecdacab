import { beforeAll, expect, it } from 'vitest';
import { buildCustomer, buildPayment, buildSale, id } from '../../domain/testing/build.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna', { creditLimitMinor: 5000 });
const ann = buildCustomer('Ann');
const dora = buildCustomer('Dora');
const hour = 3_600_000;
const morning = Date.UTC(2026, 10, 20, 8);

const charged = (key: string, customerId: string, businessDate: string, at: number) =>
  buildSale({
    id: id(key),
    number: key,
    customerId,
    businessDate,
    occurredAt: at,
    tenders: [{ method: 'credit', amountMinor: 1800 }],
  });

onEachDatabase('what a customer has on account', ({ openShop }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann, dora);
    await shop.mutate('recordSale', { sale: charged('c1', anna.id, '2026-11-18', morning - 48 * hour) });
    await shop.mutate('recordSale', { sale: charged('c2', ann.id, '2026-11-19', morning - 24 * hour) });
    const payment = { id: id('p1'), number: 'p1', customerId: anna.id, occurredAt: morning };
    await shop.mutate('recordSale', { sale: buildPayment({ ...payment, amountMinor: 2000 }) });
    await shop.mutate('mergeCustomers', {
      id: id('merge'),
      winnerId: anna.id,
      loserId: ann.id,
      choices: {},
    });
  });

  it('[REQ-C11] [M4] a merged customer owes the charges of both, less what was paid', async () => {
    const { status, body } = await shop.get(`/customers/${ann.id}/credit`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      customer_id: anna.id,
      merged_into: anna.id,
      currency: 'GBP',
      credit_limit: '50.00',
      balance: '16.00',
      available: '34.00',
      utilization_percentage: 32,
      open_since: '2026-11-19',
      entries: [
        { number: 'p1', sale_type: 'account_payment', change: '-20.00', balance: '16.00' },
        { number: 'c2', sale_type: 'sale', change: '18.00', balance: '36.00' },
        { number: 'c1', sale_type: 'sale', change: '18.00', balance: '18.00' },
      ],
    });
  });

  it('[REQ-C11] a payment is no purchase', async () => {
    const { body } = await shop.get(`/customers/${anna.id}/summary`);
    expect(body).toMatchObject({ total_sales: 2, gross_value: '36.00', return_count: 0, visits: 2 });
  });

  it('[REQ-C11] who has nothing on account owes nothing', async () => {
    const { body } = await shop.get(`/customers/${dora.id}/credit`);
    expect(body).toMatchObject({ credit_limit: null, balance: '0.00', available: null, entries: [] });
  });
});
