import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSale, id } from '../../domain/testing/build.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { Method, TestShop } from './testing/test-shop.ts';

const root = resolve(import.meta.dirname, '../../..');
const table = readFileSync(join(root, 'docs/api-coverage.md'), 'utf8');

/** Rows of the tables: what is asked there, what answers here, and the tests. */
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| theirs') && !line.startsWith('|---'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

/** Nothing answers these yet. */
const missing = ['segments (tables without a path)'];

const testFiles = new Set(
  readdirSync(join(root, 'src/server'), { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replace(/^.*[\\/]/, ''),
  ),
);

describe('the table of what we answer for others', () => {
  it('[REQ-V1] has a row for each of their endpoints, and a test that exists in each row', () => {
    expect(rows.length).toBeGreaterThan(22);
    for (const [theirs = '', ours = '', tests = ''] of rows) {
      expect(ours === 'missing').toBe(missing.includes(theirs));
      if (ours === 'missing') continue;
      const named = [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      expect(named, theirs).not.toEqual([]);
      expect(named.filter((name) => !testFiles.has(name))).toEqual([]);
    }
    expect(existsSync(join(root, 'docs/api.md'))).toBe(true);
  });
});

type Shape = Readonly<Record<string, unknown>>;

/** Every field of an example is in the answer, in every element of a list, with a value of its type or null. */
function expectFields(answer: unknown, example: unknown, at: string): void {
  if (Array.isArray(example)) {
    expect(Array.isArray(answer), at).toBe(true);
    const list = answer as unknown[];
    expect(list, at).not.toEqual([]);
    if (example[0] !== undefined) for (const one of list) expectFields(one, example[0], `${at}[]`);
  } else if (typeof example === 'object' && example !== null) {
    expect(answer, at).toBeTypeOf('object');
    for (const [field, value] of Object.entries(example)) {
      expect(answer, at).toHaveProperty([field]);
      expectFields((answer as Shape)[field], value, `${at}.${field}`);
    }
  } else if (answer !== null) expect(typeof answer, at).toBe(typeof example);
}

const person = { id: '', name: '', phone: '', email: '', customer_type: '', is_active: true };
const flags = { address: '', prefer_sms: true, prefer_email: false, prefer_call: false };
const times = { created_at: '', updated_at: '' };
const note = { id: '', note_type: '', content: '', created_by: '', created_at: '' };
const figures = { total_purchases: 5, total_spent: '12500.00', last_purchase_date: '' };
const likes = { preferred_payment: '', average_spend: '2500.00', can_receive_offers: true };

const john = {
  name: 'John Doe',
  phone: '+254701234567',
  email: 'john@example.com',
  address: '123 Main St, Nairobi',
  customer_type: 'regular',
  ...{ prefer_sms: true, prefer_email: false, prefer_call: false },
};

/** Requests as both systems document them, with the fields of their answers. */
const documented: readonly (readonly [Method, string, object | null, Shape])[] = [
  ['POST', '/customers', john, { message: '', customer: { ...person, ...flags, ...times } }],
  [
    'GET',
    '/customers/:id',
    null,
    {
      customer: {
        ...{ ...person, ...flags },
        notes: [note],
        preferences: { ...likes, average_spend: '2500.00' },
        history: { ...figures, is_repeat_customer: true, repeat_frequency: '' },
      },
    },
  ],
  [
    'GET',
    '/customers?limit=20&offset=0&sort_by=created_at&sort_order=desc&filter_type=regular&is_active=true',
    null,
    {
      customers: [{ id: '', name: '', phone: '', customer_type: '', is_active: true, created_at: '' }],
      ...{ total: 1, limit: 20, offset: 0 },
    },
  ],
  [
    'GET',
    '/customers/search?q=John&limit=10',
    null,
    {
      results: [{ id: '', name: '', phone: '', email: '', customer_type: '' }],
      ...{ query: '', count: 1 },
    },
  ],
  [
    'PATCH',
    '/customers/:id',
    { ...john, name: 'John Doe Updated', is_active: true },
    { message: '', customer: { ...person, address: '', updated_at: '' } },
  ],
  [
    'POST',
    '/customers/:id/notes',
    { note_type: 'preference', content: 'Saturdays' },
    { message: '', note: { ...note, customer_id: '' } },
  ],
  ['GET', '/customers/:id/notes', null, { notes: [note], count: 1 }],
  [
    'PATCH',
    '/customers/:id/preferences',
    {
      favorite_products: '[1, 5, 8]',
      preferred_payment: 'mpesa',
      best_contact_time: 'mornings',
      ...{ do_not_contact: false, can_receive_offers: true, can_receive_loyalty: true },
    },
    {
      message: '',
      preferences: {
        ...{ id: '', customer_id: '' },
        favorite_products: [''],
        ...likes,
        best_contact_time: '',
        ...{ do_not_contact: false, can_receive_loyalty: true },
        updated_at: '',
      },
    },
  ],
  [
    'GET',
    '/customers/:id/metrics',
    null,
    {
      metrics: {
        ...{ customer_id: '', name: '', customer_type: '', created_at: '', phone: '', email: '' },
        ...{ ...figures, avg_transaction_value: '', total_items_bought: '', first_purchase_date: '' },
        ...{ days_since_last_purchase: 1, is_repeat_customer: true, repeat_frequency: '' },
        ...{ loyalty_tier: '', preferred_payment: '', favorite_products: [''], can_receive_offers: true },
        ...{ prefer_sms: true, prefer_email: false },
      },
    },
  ],
  [
    'GET',
    '/customers/:id/history?limit=10&offset=0',
    null,
    {
      sales: [{ id: '', customer_id: '', total_amount: '', payment_method: '', status: '', created_at: '' }],
      summary: { total_sales: 5, total_amount: '12500.00', avg_amount: '2500.00' },
      ...{ total: 5, limit: 10, offset: 0 },
    },
  ],
  [
    'GET',
    '/customers/repeat?limit=20&offset=0&min_purchases=2',
    null,
    {
      customers: [
        {
          ...{ customer_id: '', name: '', phone: '', customer_type: '' },
          ...{ ...figures, days_since_last_purchase: 1 },
        },
      ],
      ...{ count: 1, filter: { min_purchases: 2 } },
    },
  ],
  [
    'GET',
    '/customers?search=john&status=ACTIVE&customer_type=REGULAR&page=1&page_size=20&sort_by=created_at&sort_order=desc',
    null,
    {
      customers: [
        {
          ...{ id: '', email: '', first_name: '', last_name: '', phone: '', status: '', customer_type: '' },
          ...times,
        },
      ],
      ...{ total: 1, page: 1, page_size: 20, total_pages: 1 },
    },
  ],
  [
    'PUT',
    '/customers/:id',
    { firstName: 'Jane', status: 'ACTIVE', tags: ['vip'] },
    { customer: { id: '', first_name: '', status: '', tags: [''], marketing_opt_in: false } },
  ],
  [
    'POST',
    '/customers/:id/addresses',
    {
      ...{ addressType: 'SHIPPING', isDefault: true, addressLine1: '123 Main St', city: 'San Francisco' },
      ...{ state: 'CA', postalCode: '94102', country: 'US' },
    },
    {
      address: {
        ...{ id: '', address_type: '', is_default: true, address_line1: '', city: '', state: '' },
        ...{ postal_code: '', country: '' },
      },
    },
  ],
  ['GET', '/customers/:id/addresses', null, { addresses: [{ address_type: '', city: '', state: '' }] }],
  ['POST', '/customers/:id/notes', { note: 'Expedited shipping' }, { note: { content: '' } }],
  [
    'POST',
    '/customers/:id/communications',
    { channel: 'phone', direction: 'outbound', content: 'Called' },
    { communication: { channel: '', direction: '', content: '' } },
  ],
  ['GET', '/customers/:id/communications?limit=50', null, { communications: [{ id: '', channel: '' }] }],
  [
    'DELETE',
    '/customers/:id',
    null,
    { message: '', customer: { id: '', name: '', is_active: false, updated_at: '' } },
  ],
];

onEachDatabase('the endpoints of two customer services', ({ openShop }) => {
  let shop: TestShop;
  let customerId = '';

  beforeAll(async () => {
    shop = await openShop();
  });

  it.each(documented)(
    '[REQ-V1] %s %s answers with the documented fields',
    async (method, path, body, example) => {
      const answer = await shop.request<Shape>(method, path.replace(':id', customerId), body ?? undefined);
      expect(answer.status, answer.text).toBeLessThan(300);
      if (customerId === '') {
        customerId = (answer.body.customer as { id: string }).id;
        for (const key of ['one', 'two'])
          await shop.mutate('recordSale', { sale: buildSale({ id: id(key), customerId }) });
        await shop.post(`/customers/${customerId}/notes`, { note_type: 'issue', content: 'Late' });
      }
      expectFields(answer.body, example, path);
    },
  );
});
