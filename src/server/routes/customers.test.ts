import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView } from '../views/customer-view.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

interface One {
  customer: CustomerView;
}
interface Many {
  customers: CustomerView[];
}

onEachDatabase('customers through the API', ({ openShop }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop();
  });

  const create = async (body: object): Promise<CustomerView> =>
    (await shop.post<One>('/customers', body)).body.customer;

  it('[REQ-C1] creates a customer from a body of another system and gives it back', async () => {
    const created = await shop.post<One>('/customers', {
      tenantId: shop.tenantId,
      email: 'customer@example.com',
      firstName: 'John',
      lastName: 'Doe',
      phone: '+1234567890',
      customerType: 'WHOLESALE',
      tags: ['early-adopter'],
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        customer: {
          name: 'John Doe',
          first_name: 'John',
          phone: '+1234567890',
          phones: ['+1234567890'],
          emails: ['customer@example.com'],
          customer_type: 'wholesale',
          status: 'active',
          is_active: true,
          tags: ['early-adopter'],
          merged_into: null,
        },
      },
    });
    expect(await shop.get(`/customers/${created.body.customer.id}`)).toMatchObject({
      status: 200,
      body: { customer: created.body.customer },
    });
  });

  it('[REQ-V1] answers a bad body with every field that is wrong', async () => {
    const { status, body } = await shop.post('/customers', {
      phone: 'call me',
      email: 'nobody',
      status: 'gone',
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid_request',
      details: [
        { path: 'name', message: 'A name is required.' },
        { path: 'phone', message: 'This does not look like a phone number.' },
        { path: 'email', message: 'This does not look like an e-mail address.' },
        { path: 'status' },
      ],
    });
  });

  it('[A5] refuses a card number in a name or a note', async () => {
    const answer = await shop.post('/customers', { name: 'Visa 4111111111111111' });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: 'name' }] } });
    expect(answer.text).not.toContain('4111');
  });

  it('edits the fields that are given, by PATCH and by PUT', async () => {
    const { id } = await create({ name: 'Mary', phones: ['555 0001', '555 0002'] });
    const patched = await shop.patch<One>(`/customers/${id}`, { phone: '555 0003', status: 'BLOCKED' });
    expect(patched).toMatchObject({
      status: 200,
      body: {
        customer: { name: 'Mary', phones: ['555 0003', '555 0002'], status: 'blocked', is_active: true },
      },
    });
    const put = await shop.request<One>('PUT', `/customers/${id}`, { is_active: false });
    expect(put.body.customer).toMatchObject({ name: 'Mary', status: 'inactive', is_active: false });
  });

  it('[REQ-C10] deletes by deactivating: the record stays', async () => {
    const { id } = await create({ name: 'Leaving' });
    const inactive = { id, name: 'Leaving', status: 'inactive', is_active: false };
    expect(await shop.delete(`/customers/${id}`)).toMatchObject({
      status: 200,
      body: { message: 'Customer deleted successfully', customer: inactive },
    });
    expect((await shop.get<One>(`/customers/${id}`)).body.customer).toMatchObject(inactive);
    expect((await shop.delete('/customers/nobody')).status).toBe(404);
  });

  it('refuses an external id that another customer bears, and names it', async () => {
    await create({ name: 'First', external_id: 'taken' });
    const { id } = await create({ name: 'Second' });
    const refusal = { status: 409, body: { code: 'external_id_taken', details: [{ path: 'external_id' }] } };
    expect(await shop.post('/customers', { name: 'Third', external_id: 'taken' })).toMatchObject(refusal);
    expect(await shop.patch(`/customers/${id}`, { external_id: 'taken' })).toMatchObject(refusal);
  });

  it('knows nothing under an id that is none', async () => {
    for (const id of ['nobody', shop.tenantId]) {
      expect(await shop.get(`/customers/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'customer_not_found' },
      });
      expect((await shop.patch(`/customers/${id}`, { name: 'A' })).status).toBe(404);
    }
  });

  it('[A3] takes a tenant id of its own only', async () => {
    for (const name of ['tenant_id', 'tenantId', 'business_id', 'businessId']) {
      expect((await shop.get(`/customers?${name}=${shop.tenantId}`)).status).toBe(200);
      expect((await shop.get(`/customers?${name}=another`)).status).toBe(404);
      expect((await shop.post('/customers', { name: 'A', [name]: 'another' })).status).toBe(404);
    }
  });

  describe('as a list', () => {
    let ids: string[];

    beforeAll(async () => {
      shop = await openShop();
      const bodies = [
        {
          name: 'Zoé Álvarez',
          customer_type: 'vip',
          tags: ['Wine'],
          external_id: 'z-1',
          phone: '+44 20 7946 0958',
        },
        { name: 'anna', status: 'blocked', email: 'anna@example.com' },
        { name: 'Ben', status: 'inactive', tags: ['wine', 'cheese'] },
      ];
      ids = [];
      for (const body of bodies) ids.push((await create(body)).id);
    });

    const namesOf = async (query: string): Promise<string[]> =>
      (await shop.get<Many>(`/customers?${query}`)).body.customers.map((customer) => customer.name);

    it('[REQ-C2] filters by type, status, activity, tag and external id', async () => {
      expect(await namesOf('type=vip')).toEqual(['Zoé Álvarez']);
      expect(await namesOf('customer_type=VIP')).toEqual(['Zoé Álvarez']);
      expect(await namesOf('status=BLOCKED')).toEqual(['anna']);
      expect(await namesOf('active=true&sort=name')).toEqual(['anna', 'Zoé Álvarez']);
      expect(await namesOf('is_active=false')).toEqual(['Ben']);
      expect(await namesOf('tag=wine&sort=name')).toEqual(['Ben', 'Zoé Álvarez']);
      expect(await namesOf('external_id=z-1')).toEqual(['Zoé Álvarez']);
      expect(await namesOf('external_id=z-')).toEqual([]);
    });

    it('[REQ-C2] sorts, and says what it cannot sort by', async () => {
      expect(await namesOf('sort=name')).toEqual(['anna', 'Ben', 'Zoé Álvarez']);
      expect(await namesOf('sort_by=name&sort_order=desc')).toEqual(['Zoé Álvarez', 'Ben', 'anna']);
      expect(await shop.get('/customers?sort=shoe_size&page=0')).toMatchObject({
        status: 400,
        body: { details: [{ path: 'sort' }, { path: 'page' }] },
      });
    });

    it('[REQ-C2] pages in both shapes', async () => {
      const byPage = await shop.get('/customers?sort=name&page=2&pageSize=2');
      expect(byPage.body).toMatchObject({
        total: 3,
        page: 2,
        page_size: 2,
        total_pages: 2,
        customers: [{ name: 'Zoé Álvarez' }],
      });
      const byOffset = await shop.get<Many>('/customers?sort=name&limit=2&offset=1');
      expect(byOffset.body).toMatchObject({ total: 3, limit: 2, offset: 1 });
      expect(byOffset.body).not.toHaveProperty('page');
      expect(byOffset.body.customers.map((customer) => customer.id)).toEqual([ids[2], ids[0]]);
      expect((await shop.get('/customers')).body).toMatchObject({
        total: 3,
        page: 1,
        page_size: 20,
        total_pages: 1,
      });
    });

    it('[REQ-C3] searches name, phone and e-mail without regard to case and accents', async () => {
      const found = async (q: string) => (await shop.post('/customers/search', { q })).body;
      expect(await found('ALVAREZ zoe')).toMatchObject({
        query: 'ALVAREZ zoe',
        count: 1,
        results: [{ id: ids[0] }],
      });
      expect(await found('7946 09')).toMatchObject({ count: 1, results: [{ id: ids[0] }] });
      expect(await found('anna@exam')).toMatchObject({ count: 1, results: [{ id: ids[1] }] });
      expect(await found('nobody at all')).toEqual({
        query: 'nobody at all',
        count: 0,
        total: 0,
        results: [],
      });
      expect((await shop.get('/customers/search?q=a&limit=2')).body).toMatchObject({ count: 2, total: 2 });
      expect(await shop.get('/customers/search')).toMatchObject({
        status: 400,
        body: { details: [{ path: 'q' }] },
      });
    });
  });
});
