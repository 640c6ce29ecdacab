import { beforeAll, expect, it } from 'vitest';
import type { Sale } from '../../domain/model/sale.ts';
import {
  buildCustomer,
  buildLine,
  buildPayment,
  buildReturn,
  buildSale,
  id,
} from '../../domain/testing/build.ts';
import { addDays } from '../../domain/values/calendar.ts';
import type { PurchaseView } from '../views/purchase-view.ts';
import type { SummaryView } from '../views/summary-view.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

interface Page {
  sales: PurchaseView[];
  next_cursor: string | null;
}

const anna = id('Anna');
const dayMs = 86_400_000;

/** A document of a day counted from the first of November. */
function dated(name: string, day: number, sale: Partial<Sale>): Sale {
  return buildSale({
    id: id(name),
    number: name,
    customerId: anna,
    occurredAt: Date.UTC(2026, 10, 1, 12) + day * dayMs,
    businessDate: addDays('2026-11-01', day),
    ...sale,
  });
}

const worth = (totalMinor: number, pieces = 1) => [buildLine({ quantityMilli: pieces * 1000, totalMinor })];
const coffee = buildLine({ n: 2, sku: 'COF-1', name: 'Café crème', totalMinor: 250 });

const first = dated('A-1', 0, { lines: worth(1000, 2) });
const order = dated('W-77', 3, { channel: 'order', lines: worth(2001, 4), locationId: id('warehouse') });
const last = dated('A-2', 9, { lines: [...worth(3000, 3), coffee] });
const returned = buildReturn(last, [{ n: 1, quantityMilli: 1000 }], {
  id: id('A-3'),
  number: 'A-3',
  occurredAt: last.occurredAt + dayMs,
  businessDate: '2026-11-11',
});
const guest = dated('A-4', 5, { customerId: null });

onEachDatabase('purchases through the API', ({ openShop, server }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop();
    await shop.addCustomers(buildCustomer('Anna'), buildCustomer('Ben'));
    for (const sale of [first, order, last, guest]) await shop.mutate('recordSale', { sale });
    await shop.mutate('recordReturn', { sale: returned });
  });

  const summary = async (query = '') =>
    (await shop.get<SummaryView>(`/customers/${anna}/summary${query}`)).body;
  const numbers = async (query: string): Promise<string[]> =>
    (await shop.get<Page>(`/customers/${anna}/purchases?${query}`)).body.sales.map((sale) => sale.number);

  it('[REQ-H2] sums up a customer', async () => {
    expect(await summary()).toEqual({
      customer_id: anna,
      merged_into: null,
      as_of: '2026-11-20',
      currency: 'GBP',
      total_sales: 3,
      total_quantity: 10,
      gross_value: '62.51',
      return_count: 1,
      return_value: '10.00',
      lifetime_value: '52.51',
      // 62.51 ÷ 3 = 20.8367
      average_order_value: '20.84',
      exchange_count: 0,
      units_returned: 1,
      visits: 3,
      first_purchase_at: '2026-11-01T12:00:00.000+00:00',
      last_purchase_at: '2026-11-10T12:00:00.000+00:00',
      last_sale_id: last.id,
      last_sale_amount: '32.50',
      last_sale_currency: 'GBP',
      days_since_last_purchase: 10,
      average_days_between_orders: '4.5000',
      by_currency: [
        {
          currency: 'GBP',
          total_sales: 3,
          gross_value: '62.51',
          return_count: 1,
          return_value: '10.00',
          lifetime_value: '52.51',
          average_order_value: '20.84',
        },
      ],
    });
    const alias = await shop.get(`/customers/${anna}/purchase-summary`);
    expect(alias).toMatchObject({ status: 200, body: await summary() });
  });

  it('answers as of an earlier day from the documents up to it', async () => {
    expect(await summary('?as_of=2026-11-10')).toMatchObject({
      as_of: '2026-11-10',
      total_sales: 3,
      return_count: 0,
      lifetime_value: '62.51',
      days_since_last_purchase: 0,
    });
    expect(await summary('?asOf=2026-11-03')).toMatchObject({
      total_sales: 1,
      lifetime_value: '10.00',
      last_sale_id: first.id,
      days_since_last_purchase: 2,
      average_days_between_orders: null,
    });
    expect(await summary('?as_of=2026-10-31')).toMatchObject({ total_sales: 0, first_purchase_at: null });
    expect(await summary('?as_of=2026-11-20')).toEqual(await summary());
    expect(await shop.get(`/customers/${anna}/summary?as_of=2026-02-30`)).toMatchObject({
      status: 400,
      body: { details: [{ path: 'as_of' }] },
    });
  });

  it('[DEFINITIONS §12] counts nothing that is dated after today, unless a later day is asked for', async () => {
    const cleo = id('Cleo');
    await shop.addCustomers(buildCustomer('Cleo'));
    const now = dated('C-1', 2, { customerId: cleo, lines: worth(1000, 2) });
    const nextYear = dated('C-2', 400, { customerId: cleo, currency: 'KES', lines: worth(9999) });
    const backNextYear = buildReturn(now, [{ n: 1, quantityMilli: 1000 }], {
      id: id('C-3'),
      occurredAt: nextYear.occurredAt,
      businessDate: nextYear.businessDate,
    });
    const summaryOf = async (query = '') =>
      (await shop.get<SummaryView>(`/customers/${cleo}/summary${query}`)).body;
    await shop.mutate('recordSale', { sale: now });
    const before = await summaryOf();
    await shop.mutate('recordReturn', { sale: backNextYear });
    expect(await summaryOf()).toEqual(before);
    await shop.mutate('recordSale', { sale: nextYear });
    expect(await summaryOf()).toEqual(before);
    expect(await summaryOf('?as_of=2026-11-20')).toEqual(before);
    expect(await summaryOf(`?as_of=${nextYear.businessDate}`)).toMatchObject({
      total_sales: 2,
      return_count: 1,
    });
  });

  it('[REQ-H1] lists documents newest first, under each of its addresses', async () => {
    const { body } = await shop.get<Page>(`/customers/${anna}/purchases`);
    expect(body).toMatchObject({ next_cursor: null, limit: 50 });
    expect(body.sales.map((sale) => sale.number)).toEqual(['A-3', 'A-2', 'W-77', 'A-1']);
    expect(body.sales[0]).toMatchObject({
      sale_type: 'return',
      channel: 'pos',
      value: '-10.00',
      units: -1,
      parent_id: last.id,
      occurred_at: '2026-11-11T12:00:00.000+00:00',
      payment_method: 'cash',
    });
    expect((await shop.get(`/customers/${anna}/sales`)).body).toEqual(body);
    expect((await shop.get(`/customers/${id('Ben')}/purchases`)).body).toEqual({
      sales: [],
      next_cursor: null,
      limit: 50,
    });
  });

  it('[REQ-H1] is given by offset too, with the number of documents and their sums', async () => {
    const page = async (query: string) => (await shop.get<Page>(`/customers/${anna}/history?${query}`)).body;
    const whole = {
      total: 4,
      summary: { total_sales: 3, total_amount: '62.51', avg_amount: '20.84' },
    };
    const first = await page('limit=3');
    expect(first).toMatchObject({ ...whole, limit: 3, offset: 0 });
    expect(first.sales.map(({ number }) => number)).toEqual(['A-3', 'A-2', 'W-77']);
    const second = await page('limit=3&offset=3');
    expect(second).toMatchObject({ ...whole, offset: 3, sales: [{ number: 'A-1' }], next_cursor: null });
    expect(await page(`limit=3&cursor=${first.next_cursor}`)).toMatchObject({ sales: [{ number: 'A-1' }] });
    expect(await page('offset=400')).toMatchObject({ ...whole, limit: 10, offset: 400, sales: [] });
    expect(await page('type=order')).toMatchObject({ ...whole, sales: [{ number: 'W-77' }] });
    expect(await page('type=pos&limit=1&offset=1')).toMatchObject({ sales: [{ number: 'A-2' }] });
    // `a-` stands in the numbers of three of them.
    expect(await page('q=a-&limit=1&offset=1')).toMatchObject({ sales: [{ number: 'A-2' }] });
    expect(await page('q=a-&offset=3')).toMatchObject({ sales: [], next_cursor: null });
  });

  it('[REQ-H1] [REQ-C11] counts and lists what was paid on account, with what was paid and how', async () => {
    const dora = id('Dora');
    await shop.addCustomers(buildCustomer('Dora'));
    await shop.mutate('recordSale', { sale: dated('D-1', 0, { customerId: dora }) });
    const paid = buildPayment({ ...dated('D-2', 1, { customerId: dora }), amountMinor: 5000 });
    await shop.mutate('recordSale', { sale: paid });
    const { body } = await shop.get(`/customers/${dora}/history`);
    expect(body).toMatchObject({
      total: 2,
      sales: [
        { number: 'D-2', sale_type: 'account_payment', total_amount: '50.00', payment_method: 'cash' },
        { number: 'D-1' },
      ],
    });
  });

  it('passes over documents without reading them, however far the offset goes', async () => {
    const { storage } = server().dependencies;
    const { sales, next } = await storage.read(shop.tenantId, (reader) =>
      reader.timeline([anna], { type: 'sale' }, null, 1, 1),
    );
    expect([sales.map(({ number }) => number), next]).toEqual([['W-77'], expect.anything()]);
    expect((await shop.get<Page>(`/customers/${anna}/history?offset=100000000`)).body.sales).toEqual([]);
  });

  it('[REQ-H1] filters by date, channel, sale type, location and text', async () => {
    expect(await numbers('from=2026-11-04&to=2026-11-10')).toEqual(['A-2', 'W-77']);
    expect(await numbers('fromDate=2026-11-04&toDate=2026-11-04')).toEqual(['W-77']);
    expect(await numbers('type=order')).toEqual(['W-77']);
    expect(await numbers('type=all&saleType=RETURN')).toEqual(['A-3']);
    expect(await numbers('sale_type=sale&type=pos')).toEqual(['A-2', 'A-1']);
    expect(await numbers(`locationId=${id('warehouse')}`)).toEqual(['W-77']);
    expect(await numbers('q=cafe')).toEqual(['A-2']);
    expect(await numbers('text=cof-1')).toEqual(['A-2']);
    expect(await numbers('q=w-7')).toEqual(['W-77']);
    const bad = await shop.get(
      `/customers/${anna}/purchases?from=yesterday&saleType=gift&location_id=here&limit=0`,
    );
    expect(bad).toMatchObject({
      status: 400,
      body: { details: ['from', 'sale_type', 'location_id', 'limit'].map((path) => ({ path })) },
    });
  });

  it('gives each document exactly once over its pages, also when one is added meanwhile', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const place: string = cursor ? `&cursor=${cursor}` : '';
      const { body }: { body: Page } = await shop.get<Page>(
        `/customers/${anna}/purchases?limit=1&type=pos${place}`,
      );
      seen.push(...body.sales.map((sale) => sale.number));
      cursor = body.next_cursor;
      if (seen.length === 1) await shop.mutate('recordSale', { sale: dated('A-9', 15, {}) });
    } while (cursor);
    expect(seen).toEqual(['A-3', 'A-2', 'A-1']);
  });

  it('refuses a cursor that was changed or is of another list', async () => {
    const page = (query: string) => shop.get<Page>(`/customers/${anna}/purchases?limit=1&${query}`);
    const { next_cursor } = (await page('type=pos')).body;
    const refusal = { status: 400, body: { code: 'invalid_request', details: [{ path: 'cursor' }] } };
    expect(await page(`type=order&cursor=${next_cursor}`)).toMatchObject(refusal);
    expect(await page(`type=pos&cursor=${next_cursor?.replace(/.$/, '_')}`)).toMatchObject(refusal);
    expect(await page('type=pos&cursor=nonsense')).toMatchObject(refusal);
    expect((await page(`type=pos&cursor=${next_cursor}`)).status).toBe(200);
  });

  it('[REQ-H3] shows a receipt with what came back of it, and the way back from the return', async () => {
    expect(await shop.get(`/customers/${anna}/purchases/${last.id}`)).toMatchObject({
      status: 200,
      body: {
        purchase: {
          id: last.id,
          total_amount: '32.50',
          payments: [{ method: 'cash', amount: '32.50' }],
          lines: [
            { line_number: 1, quantity: 3, returned_quantity: 1, returnable_quantity: 2 },
            { line_number: 2, name: 'Café crème', returnable_quantity: 1 },
          ],
          parent: null,
          children: [{ id: returned.id, sale_type: 'return' }],
        },
      },
    });
    expect((await shop.get(`/customers/${anna}/purchases/${returned.id}`)).body).toMatchObject({
      purchase: { parent: { id: last.id, number: 'A-2' }, children: [] },
    });
  });

  it('finds a receipt only under the customer it belongs to', async () => {
    for (const path of [
      `${anna}/purchases/${guest.id}`,
      `${id('Ben')}/purchases/${last.id}`,
      `${anna}/purchases/x`,
    ]) {
      expect(await shop.get(`/customers/${path}`)).toMatchObject({
        status: 404,
        body: { code: 'sale_not_found' },
      });
    }
    for (const path of ['summary', 'purchases', `purchases/${last.id}`]) {
      const answer = await shop.get(`/customers/${id('nobody')}/${path}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'customer_not_found' } });
    }
  });
});
