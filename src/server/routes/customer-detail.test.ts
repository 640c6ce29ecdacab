import { beforeAll, expect, it } from 'vitest';
import { buildSale, id } from '../../domain/testing/build.ts';
import type { CustomerDetail } from '../views/customer-detail-view.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

interface One {
  message?: string;
  customer: CustomerDetail;
}

const john = {
  name: 'John Doe',
  phone: '+254701234567',
  email: 'john@example.com',
  address: '123 Main St, Nairobi',
  customer_type: 'regular',
  prefer_sms: true,
  prefer_email: false,
  prefer_call: true,
};

onEachDatabase('a customer with what hangs on it', ({ openShop }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop();
  });

  const create = async (body: object) => (await shop.post<One>('/customers', body)).body;
  const get = async (customerId: string) => (await shop.get<One>(`/customers/${customerId}`)).body.customer;

  it('[REQ-C1] [REQ-C9] takes address and flags with the customer, and gives them back', async () => {
    const { message, customer } = await create(john);
    expect(message).toBe('Customer created successfully');
    expect(customer).toMatchObject({ ...john, is_active: true, marketing_opt_in: false });
    expect(await get(customer.id)).toEqual(customer);
    const { body } = await shop.get<{ addresses: object[] }>(`/customers/${customer.id}/addresses`);
    expect(body.addresses).toMatchObject([
      { address_type: 'shipping', is_default: true, address_line1: john.address },
    ]);
  });

  it('[REQ-H2] holds notes, preferences and history in one answer, by the names of other systems', async () => {
    const { customer } = await create({ name: 'Ada', favorite: true });
    await shop.post(`/customers/${customer.id}/notes`, { note_type: 'preference', content: 'Mornings' });
    const likes = { favorite_products: '[1, 5, 8]', preferred_payment: 'mpesa' };
    await shop.patch(`/customers/${customer.id}/preferences`, likes);
    await shop.mutate('recordSale', { sale: buildSale({ id: id('one'), customerId: customer.id }) });
    const detail = await get(customer.id);
    expect(detail.notes).toMatchObject([{ note_type: 'preference', content: 'Mornings', created_by: null }]);
    expect(detail.preferences).toMatchObject({
      favorite_products: ['1', '5', '8'],
      preferred_payment: 'mobile_money',
      average_spend: '18.00',
      can_receive_offers: true,
    });
    expect(detail.history).toMatchObject({
      total_purchases: 1,
      total_spent: '18.00',
      is_repeat_customer: false,
      repeat_frequency: 'one_time',
    });
  });

  it('[REQ-C9] an edit changes the one address, the flags and the consent, and leaves the rest', async () => {
    const { customer } = await create({ ...john, name: 'Jane', marketingOptIn: true });
    expect(customer.marketing_opt_in).toBe(true);
    const edited = await shop.patch<One>(`/customers/${customer.id}`, {
      address: '456 New St\nKisumu',
      preferEmail: true,
      marketing_opt_in: false,
    });
    expect(edited.body).toMatchObject({
      message: 'Customer updated successfully',
      customer: {
        name: 'Jane',
        address: '456 New St, Kisumu',
        prefer_email: true,
        prefer_call: true,
        marketing_opt_in: false,
      },
    });
    const { body } = await shop.get<{ addresses: object[] }>(`/customers/${customer.id}/addresses`);
    expect(body.addresses).toHaveLength(1);
    const consents = await shop.get<{ history: { purpose: string; state: string }[] }>(
      `/customers/${customer.id}/consents`,
    );
    expect(consents.body.history.map(({ state }) => state).sort()).toEqual(['given', 'withdrawn']);
    // What a client sends back as it was told changes nothing.
    await shop.patch(`/customers/${customer.id}`, { address: '456 New St, Kisumu', marketing_opt_in: false });
    expect(await get(customer.id)).toMatchObject({ address: '456 New St, Kisumu' });
    await shop.patch(`/customers/${customer.id}`, { address: null });
    expect((await get(customer.id)).address).toBeNull();
  });

  it('[A5] refuses the number of a card in an address, and an address of more lines than are kept', async () => {
    for (const address of ['4111 1111 1111 1111', 'a\nb\nc\nd\ne']) {
      expect(await shop.post('/customers', { name: 'Eve', address })).toMatchObject({
        status: 400,
        body: { details: [{ path: 'address' }] },
      });
    }
  });
});
