import { beforeAll, expect, it } from 'vitest';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import type { ReceiptView } from '../views/receipt-view.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

interface Answer {
  order: ReceiptView;
}

const anna = buildCustomer('Anna', { externalId: '17850' });
const order = {
  external_id: 'web-1',
  occurred_at: '2026-07-01T08:30:00.250Z',
  customer_external_id: '17850',
  lines: [
    { sku: 'MUG', quantity: 2, unit_price: '12.50' },
    { sku: 'X-9', name: 'Gift wrap', quantity: '1', unit_price: 0.99, discount: '0.09' },
  ],
};

onEachDatabase('orders through the API', ({ openShop, server }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop({ cutOffHour: 4 });
    await shop.addCustomers(anna);
    await shop.mutate('createProduct', {
      id: id('mug'),
      fields: {
        name: 'Stoneware mug',
        sku: 'MUG',
        barcodes: [],
        categoryId: null,
        taxRateId: null,
        unitPriceMilli: 1_250_000,
        unitCostMilli: 400_500,
        active: true,
      },
    });
  });

  const post = (body: object) => shop.post<Answer>('/orders', body);
  const summary = async (customer = anna.id) => (await shop.get(`/customers/${customer}/summary`)).body;

  it('[REQ-L10] records an order once, however often it is sent', async () => {
    const created = await post(order);
    expect(created).toMatchObject({
      status: 201,
      body: {
        order: {
          channel: 'order',
          sale_type: 'sale',
          number: 'web-1',
          external_id: 'web-1',
          customer_id: anna.id,
          location_id: shop.locationId,
          occurred_at: '2026-07-01T09:30:00.250+01:00',
          business_date: '2026-07-01',
          currency: 'GBP',
          total_amount: '25.90',
          payments: [{ method: 'unknown', amount: '25.90' }],
          lines: [
            {
              product_id: id('mug'),
              name: 'Stoneware mug',
              quantity: 2,
              unit_price: '12.50',
              total: '25.00',
            },
            { product_id: null, name: 'Gift wrap', discount: '0.09', total: '0.90' },
          ],
        },
      },
    });
    expect(await post(order)).toMatchObject({ status: 200, body: created.body });
    expect(await summary()).toMatchObject({ total_sales: 1, lifetime_value: '25.90' });
  });

  it('[REQ-L10] records an order once that is sent many times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post({ ...order, external_id: 'web-2', occurred_at: undefined })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.order.id)).size).toBe(1);
    expect(await summary()).toMatchObject({ total_sales: 2 });
  });

  it('[P6] puts an order into the feed, so that it reaches every device', async () => {
    const { body } = await post({ ...order, external_id: 'web-feed' });
    const { rows } = await server().dependencies.storage.read(shop.tenantId, (reader) =>
      reader.changes({ v: 0, table: '', id: '' }, 1000, null),
    );
    expect(rows.find((row) => row.id === body.order.id)).toMatchObject({
      table: 'sale',
      row: { channel: 'order', lines: [{ costMinor: 801 }, {}] },
    });
  });

  it('refuses other goods under an external id that is recorded', async () => {
    await post({ ...order, external_id: 'web-3' });
    const [first] = order.lines;
    const other = await post({ ...order, external_id: 'web-3', lines: [{ ...first, quantity: 3 }] });
    expect(other).toMatchObject({
      status: 409,
      body: { code: 'already_exists', details: [{ path: 'external_id' }] },
    });
  });

  it.each(['name', 'variant'])('[A5] refuses a card number as the %s of goods', async (field) => {
    const line = { name: 'Tea', quantity: 1, unit_price: '3', [field]: '4111 1111 1111 1111' };
    expect(await post({ external_id: 'web-card', lines: [line] })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: [{ path: `lines.0.${field}` }] },
    });
  });

  it('tells goods by their name where they have no SKU', async () => {
    const line = { quantity: 1, unit_price: '3' };
    await post({ external_id: 'web-names', lines: [{ ...line, name: 'Tea' }] });
    const repeated = await post({ external_id: 'web-names', lines: [{ ...line, name: 'Tea' }] });
    const other = await post({ external_id: 'web-names', lines: [{ ...line, name: 'Coffee' }] });
    expect([repeated.status, other.status]).toEqual([200, 409]);
  });

  it('[REQ-L10] knows an order again after the product and the settings of the shop were edited', async () => {
    const changing = await openShop();
    const fields = { name: 'Cup', sku: 'CUP', barcodes: [], categoryId: null, taxRateId: null, active: true };
    const prices = { unitPriceMilli: null, unitCostMilli: null };
    await changing.mutate('createProduct', { id: id('cup'), fields: { ...fields, ...prices } });
    const same = {
      external_id: 'web-same',
      lines: [{ product_id: id('cup'), quantity: 1, unit_price: '5' }],
    };
    const first = await changing.post<Answer>('/orders', same);
    await changing.mutate('editProduct', { id: id('cup'), changes: { sku: 'CUP-2', name: 'Large cup' } });
    await changing.mutate('editSettings', { tenantId: changing.tenantId, changes: { currency: 'JPY' } });
    expect(await changing.post('/orders', same)).toMatchObject({ status: 200, body: first.body });
  });

  it('creates the customer that an order brings along, once', async () => {
    const customer = {
      externalId: 'web-user-5',
      firstName: 'Cleo',
      lastName: 'Day',
      email: 'cleo@example.com',
    };
    const first = await post({ ...order, external_id: 'web-4', customer_external_id: undefined, customer });
    const second = await post({ ...order, external_id: 'web-5', customer_external_id: undefined, customer });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await shop.get('/customers?external_id=web-user-5')).body).toMatchObject({
      total: 1,
      customers: [{ id: first.body.order.customer_id, name: 'Cleo Day', emails: ['cleo@example.com'] }],
    });
    expect(await summary(first.body.order.customer_id ?? '')).toMatchObject({ total_sales: 2 });
  });

  it('reads orders in camelCase, with payments, another currency and a time on the shop’s clock', async () => {
    const { status, body } = await post({
      externalId: 'web-6',
      customerId: anna.id,
      currency: 'jpy',
      occurredAt: '2026-11-02T03:15:00',
      items: [{ name: 'Tea', quantity: 1.5, unitPrice: 333 }],
      payments: [
        { method: 'MPESA', amount: 300 },
        { method: 'card', amount: '200' },
      ],
    });
    expect(status).toBe(201);
    expect(body.order).toMatchObject({
      currency: 'JPY',
      // 1.5 × 333 = 499.5
      total_amount: '500',
      payment_method: 'split',
      payments: [{ method: 'mobile_money' }, { method: 'card' }],
      occurred_at: '2026-11-02T03:15:00.000+00:00',
      // Before the cut-off hour it counts to the day before.
      business_date: '2026-11-01',
    });
  });

  it('is made now, and by a guest, where the order does not say', async () => {
    const { body } = await post({
      external_id: 'web-7',
      lines: [{ name: 'Tea', quantity: 1, unit_price: '3' }],
    });
    expect(body.order).toMatchObject({
      customer_id: null,
      occurred_at: '2026-11-20T09:00:00.000+00:00',
    });
  });

  it('[D4] refuses payments that do not cover the total', async () => {
    const payments = [{ method: 'cash', amount: '20.00' }];
    expect(await post({ ...order, external_id: 'web-8', payments })).toMatchObject({
      status: 400,
      body: { code: 'payment_short', details: [{ path: 'payments' }] },
    });
  });

  it('names every field that is wrong, and records nothing', async () => {
    const form = await post({
      occurred_at: 'soon',
      currency: 'ABC',
      lines: [{ quantity: 'two', unit_price: '1e3' }],
      payments: [{ method: 'shells', amount: '1' }],
    });
    expect(form).toMatchObject({
      status: 400,
      body: {
        details: [
          'external_id',
          'occurred_at',
          'currency',
          'lines.0.quantity',
          'lines.0.unit_price',
          'payments.0.method',
        ].map((path) => ({ path })),
      },
    });
    for (const occurred_at of ['2026-02-30', '1900-01-01T00:00:00', '1899-12-31T23:59:59Z', '3000-01-01']) {
      expect(await post({ ...order, external_id: 'web-9', occurred_at })).toMatchObject({
        status: 400,
        body: { details: [{ path: 'occurred_at', message: 'The date does not exist or is out of range.' }] },
      });
    }
    const amounts = await post({
      external_id: 'web-9',
      lines: [
        { name: 'Tea', quantity: -1, unit_price: '3' },
        { name: 'Tea', quantity: 1, unit_price: '0.000001' },
        { name: 'Tea', quantity: 1, unit_price: '1', total: '99999999999999999' },
      ],
    });
    expect(amounts).toMatchObject({
      status: 400,
      body: {
        code: 'amount_out_of_range',
        details: ['lines.0.quantity', 'lines.1.unit_price', 'lines.2.total'].map((path) => ({ path })),
      },
    });
    expect(await post({ external_id: 'web-9', lines: [] })).toMatchObject({ status: 400 });
  });

  it('[D4] refuses quantities whose sum or cost could not be held exactly', async () => {
    const many = { name: 'Sand', quantity: '9000000000000', unit_price: '0' };
    await shop.mutate('createProduct', {
      id: id('ring'),
      fields: {
        name: 'Ring',
        sku: 'RING',
        barcodes: [],
        categoryId: null,
        taxRateId: null,
        unitPriceMilli: null,
        unitCostMilli: 50_000_000,
        active: true,
      },
    });
    for (const lines of [[{ ...many, sku: 'RING' }], [many, many]]) {
      expect(await post({ external_id: 'web-9', lines })).toMatchObject({
        status: 400,
        body: { code: 'amount_out_of_range' },
      });
    }
  });

  it('knows neither customers, products nor locations that are not there', async () => {
    const refused = async (fields: object) => {
      const { status, text } = await post({
        ...order,
        external_id: 'web-10',
        customer_external_id: undefined,
        ...fields,
      });
      return [status, JSON.parse(text).details[0].path];
    };
    expect(await refused({ customer_id: id('nobody') })).toEqual([404, 'customer_id']);
    expect(await refused({ customer_external_id: 'nobody' })).toEqual([404, 'customer_external_id']);
    expect(await refused({ location_id: id('nowhere') })).toEqual([404, 'location_id']);
    const line = { product_id: id('nothing'), quantity: 1, unit_price: 1 };
    expect(await refused({ lines: [line] })).toEqual([404, 'lines.0.product_id']);
    expect(await refused({ customer_id: anna.id, customer: { name: 'A' } })).toEqual([400, 'customer_id']);
  });

  it('[A4] creates a customer only for a key that may write customers, and uses a known one for any', async () => {
    const key = await shop.newKey(['sales:write']);
    const send = (fields: object) =>
      shop.request('POST', '/orders', { ...order, customer_external_id: undefined, ...fields }, key);
    const customer = { name: 'Bo', external_id: 'bo', credit_limit: '99999.00' };
    expect(await send({ external_id: 'web-11', customer })).toMatchObject({
      status: 403,
      body: { code: 'not_permitted', details: [{ path: 'customer' }] },
    });
    expect((await shop.get('/customers?external_id=bo')).body).toMatchObject({ total: 0 });
    const known = { name: 'Anna', external_id: '17850' };
    expect(await send({ external_id: 'web-11', customer: known })).toMatchObject({
      status: 201,
      body: { order: { customer_id: anna.id } },
    });
    expect((await send({ external_id: 'web-12' })).status).toBe(201);
  });
});
