import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSales } from '../../domain/metrics/write-sales.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { applyMutation } from '../../domain/mutations/registry.ts';
import { buildContext, buildCustomer, buildLine, buildSale, id, noon } from '../../domain/testing/build.ts';
import { addDays } from '../../domain/values/calendar.ts';
import { newId } from '../../domain/values/ids.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import type { CustomerQuery } from './storage.ts';
import { databases, type TestDatabase } from './testing/databases.ts';

const dayMs = 86_400_000;

const people: readonly Partial<Customer>[] = [
  { name: 'Łukasz Nowak', phones: [normalizePhone('+44 20 7946 0958')], externalId: 'LN-7' },
  { name: 'Ana María', emails: ['Ana@Example.org'], type: 'vip', tags: ['Café'] },
  { name: 'Zoë 100% Cotton', status: 'inactive' },
  { name: 'bob under_score', tags: ['wholesale', 'café'] },
];

describe.each(databases)('lists of customers on $name', ({ open }) => {
  let database: TestDatabase;
  const tenantId = newId(noon, (count) => new Uint8Array(count).fill(7));

  beforeAll(async () => {
    database = await open();
    await database.storage.createTenant(tenantId, 'first');
    await database.storage.write(tenantId, async (writer) => {
      for (const [index, person] of people.entries()) {
        await writer.put('customer', {
          ...buildCustomer(person.name ?? ''),
          ...person,
          createdAt: noon + index,
        });
      }
      const sold = (customer: string, pounds: number, day: number) =>
        buildSale({
          id: id(`${customer} ${day}`),
          customerId: id(customer),
          occurredAt: noon + day * dayMs,
          businessDate: addDays('2026-11-20', day),
          lines: [buildLine({ totalMinor: pounds * 100 })],
        });
      await writeSales(
        writer,
        [sold('Ana María', 10, 1), sold('bob under_score', 7, 3), sold('Łukasz Nowak', 5, 2)],
        'many',
      );
      await writer.put('setting', {
        id: tenantId,
        shopName: 'Shop',
        taxNumber: null,
        currency: 'GBP',
        timeZone: 'Europe/London',
        cutOffHour: 0,
        taxMode: 'included',
        cashRoundingMinor: 1,
        receiptHead: '',
        receiptFoot: '',
        refundApprovalAboveMinor: null,
        discountApprovalAboveMilli: null,
        mode: 'retail',
        updatedAt: noon,
      });
    });
  });
  afterAll(() => database.close());

  async function names(query: Partial<CustomerQuery>): Promise<string[]> {
    const { customers, total } = await database.storage.read(tenantId, (reader) =>
      reader.customers({ now: noon + 30 * dayMs, offset: 0, limit: 50, ...query }),
    );
    expect(customers.length).toBeLessThanOrEqual(total);
    return customers.map((customer) => customer.name);
  }

  test('[REQ-C2] sorts by folded name, creation, last purchase and value', async () => {
    expect(await names({})).toEqual(['Ana María', 'bob under_score', 'Łukasz Nowak', 'Zoë 100% Cotton']);
    expect(await names({ sort: 'created', descending: true })).toEqual(people.map((p) => p.name).reverse());
    expect(await names({ sort: 'last_purchase', descending: true })).toEqual([
      'bob under_score',
      'Łukasz Nowak',
      'Ana María',
      'Zoë 100% Cotton',
    ]);
    expect(await names({ sort: 'value', descending: true })).toEqual([
      'Ana María',
      'bob under_score',
      'Łukasz Nowak',
      'Zoë 100% Cotton',
    ]);
  });

  test('[DEFINITIONS §12] a document of a later day is in no order until that day comes', async () => {
    const asOf = (day: number, sort: 'last_purchase' | 'value') =>
      names({ now: noon + day * dayMs, sort, descending: true });
    const [ana, bob, lukasz, zoe] = ['Ana María', 'bob under_score', 'Łukasz Nowak', 'Zoë 100% Cotton'];
    // They buy on days 1, 3 and 2.
    expect((await asOf(2, 'last_purchase')).slice(0, 2)).toEqual([lukasz, ana]);
    expect((await asOf(2, 'value')).slice(0, 2)).toEqual([ana, lukasz]);
    expect((await asOf(2, 'value')).slice(2).sort()).toEqual([zoe, bob].sort());
    expect(await asOf(3, 'last_purchase')).toEqual([bob, lukasz, ana, zoe]);
    expect(await asOf(3, 'value')).toEqual([ana, bob, lukasz, zoe]);
  });

  test('[REQ-C2] pages and counts', async () => {
    const page = await database.storage.read(tenantId, (reader) =>
      reader.customers({ now: noon, offset: 1, limit: 2 }),
    );
    expect(page.customers.map((customer) => customer.name)).toEqual(['bob under_score', 'Łukasz Nowak']);
    expect(page.total).toBe(4);
  });

  test('[REQ-C2] filters by type, status and tag', async () => {
    expect(await names({ type: 'vip' })).toEqual(['Ana María']);
    expect(await names({ status: 'inactive' })).toEqual(['Zoë 100% Cotton']);
    expect(await names({ tag: 'cafe' })).toEqual(['Ana María', 'bob under_score']);
    expect(await names({ tag: 'caf' })).toEqual([]);
  });

  test.each([
    ['lukasz', ['Łukasz Nowak']],
    ['NOW luk', ['Łukasz Nowak']],
    ['7946 0958', ['Łukasz Nowak']],
    ['946', ['Łukasz Nowak']],
    ['ln-7', ['Łukasz Nowak']],
    ['ana@example', ['Ana María']],
    ['100%', ['Zoë 100% Cotton']],
    ['0%', ['Zoë 100% Cotton']],
    ['under_', ['bob under_score']],
    ['r_e', []],
    ['nobody', []],
  ])('[REQ-C3] finds %s', async (text, expected) => {
    expect(await names({ text })).toEqual(expected);
  });

  test('[M2] a merged customer is found under the one it was merged into, and comes back when cut off', async () => {
    const [winnerId, loserId] = [id('Zoë 100% Cotton'), id('bob under_score')];
    const change = (name: 'mergeCustomers' | 'unmergeCustomers', args: unknown) =>
      database.storage.write(tenantId, (writer) => applyMutation(writer, name, args, buildContext()));
    await change('mergeCustomers', { id: id('edge'), winnerId, loserId, choices: {} });
    expect(await names({ text: 'under' })).toEqual(['Zoë 100% Cotton']);
    expect(await names({})).toHaveLength(3);
    expect(await names({ sort: 'value', descending: true })).toEqual([
      'Ana María',
      'Zoë 100% Cotton',
      'Łukasz Nowak',
    ]);
    await change('unmergeCustomers', { winnerId, loserId });
    expect(await names({ text: 'under' })).toEqual(['bob under_score']);
    expect(await names({})).toHaveLength(4);
  });
});
