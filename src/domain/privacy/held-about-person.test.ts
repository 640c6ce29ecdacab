import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { entities, entityKinds } from '../model/entities.ts';
import type { Attention } from '../model/records.ts';
import { saleRefOf } from '../model/sale.ts';
import type { Setting } from '../model/shop.ts';
import { attentionIdOf } from '../mutations/needs-attention.ts';
import { applyMutation, type MutationArgs, type MutationName } from '../mutations/registry.ts';
import {
  buildContext,
  buildCustomer,
  buildPayment,
  buildReturn,
  buildSale,
  id,
  noon,
  shop,
} from '../testing/build.ts';
import {
  buildAddress,
  buildCommunication,
  buildConsent,
  buildNote,
  buildPaymentMethod,
} from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { type Asked, heldAboutPerson } from './held-about-person.ts';
import { personDocumentSchema } from './person-document.ts';

const anna = id('Anna');
const ann = id('Ann');
const bob = id('Bob');
let store: MemoryStore;
let count = 0;

const setting: Setting = {
  id: shop,
  shopName: 'Corner shop',
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
};

async function apply<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
  count += 1;
  const context = buildContext({ mutationId: id(`m${count}`), at: noon + count });
  expect(await applyMutation(store, name, args, context)).toMatchObject({ ok: true });
}

const asked: Asked = {
  now: noon + 3_600_000,
  locations: [],
  erasures: [],
  places: null,
  changesOf: null,
  leftOut: [],
};
const held = async (customerId: string, changes: Partial<Asked> = {}) => {
  const found = await heldAboutPerson(store, customerId, { ...asked, ...changes });
  expect(found).toBeDefined();
  return z.parse(personDocumentSchema, found);
};

const sale = buildSale({ customerId: anna });
const returned = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('return'), customerId: anna });
const guestSale = buildSale({ id: id('guest sale'), customerId: null, number: 'G-1' });

beforeEach(async () => {
  store = new MemoryStore();
  await store.put('setting', setting);
  await store.putMany('customer', [
    buildCustomer('Anna', {
      name: 'Anna Personal',
      firstName: 'AnnaFirst',
      lastName: 'AnnaLast',
      phones: [{ raw: '020 7946 0018', digits: '02079460018', e164: null }],
      emails: ['anna@example.com'],
      tags: ['regular tea'],
      linkedUserId: 'user-7',
      internalNotes: 'Knows the owner',
    }),
    buildCustomer('Ann', { name: 'Ann Other', emails: ['ann@example.com'] }),
    buildCustomer('Bob', { name: 'Bob Bystander' }),
  ]);
  const text = { id: id('text'), sale: saleRefOf(sale), remark: 'Gift wrap', deliveryName: 'Aunt May' };
  await apply('recordSale', { sale, text });
  await apply('recordReturn', { sale: returned });
  await apply('recordSale', { sale: guestSale });
  await apply('saveNote', { note: buildNote({ customerId: anna, text: 'Allergic to nuts' }) });
  await apply('saveNote', { note: buildNote({ customerId: anna, text: 'Allergic to almonds' }) });
  await apply('saveAddress', { address: buildAddress({ customerId: ann, recipient: 'Care of May' }) });
  await apply('savePaymentMethod', { paymentMethod: buildPaymentMethod({ customerId: anna }) });
  await apply('recordCommunication', {
    communication: buildCommunication({ customerId: ann, subject: 'Order', text: 'Asked for blue' }),
  });
  await apply('recordConsent', { consent: buildConsent({ customerId: ann }) });
  await apply('savePreference', {
    customerId: anna,
    changes: { favoriteProducts: ['MUG'], bestContactTime: 'after six' },
  });
  await apply('saveNote', { note: buildNote({ id: id('his'), customerId: bob, text: 'Bobs own words' }) });
  await apply('mergeCustomers', { id: id('edge'), winnerId: anna, loserId: ann, choices: {} });
  await apply('linkSale', { id: id('link'), sale: saleRefOf(guestSale), customerId: ann, replaces: [] });
});

it('[REQ-P2] [REQ-C11] says what was paid on account', async () => {
  await apply('recordSale', {
    sale: buildPayment({ id: id('payment'), number: 'PAY-1', customerId: anna, amountMinor: 500 }),
  });
  const { purchases } = await held(anna);
  expect(purchases.find(({ number }) => number === 'PAY-1')).toMatchObject({
    sale_type: 'account_payment',
    total_amount: '5.00',
    payments: [{ method: 'cash', amount: '5.00' }],
  });
});

/** A change about Anna that waits for a decision. */
function waiting<N extends MutationName>(name: N, args: MutationArgs<N>, deviceId: string | null): Attention {
  count += 1;
  return {
    id: attentionIdOf(id(`waiting ${count}`)),
    mutationId: id(`waiting ${count}`),
    mutationName: name,
    payload: JSON.stringify(args),
    code: 'external_id_taken',
    actorId: null,
    deviceId,
    raisedAt: noon,
    state: 'open',
    subjectIds: [anna],
  };
}

/** The texts in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Kept to search and to decide between edits; what they say stands in other fields too. */
const derived = new Set(['edits', 'phones', 'before', 'after', 'payload']);

describe('all that is held about a person', () => {
  it('[REQ-P2] is every personal value in the shop that is theirs, of merged customers too', async () => {
    await store.put('attention', {
      ...waiting('editCustomer', { id: anna, changes: { name: 'Annabel Waiting' } }, null),
      state: 'handed_over',
      reason: 'Which name is right?',
    });
    const given = new Set(textsIn(await held(ann)));
    const stored = entityKinds.flatMap((kind) =>
      store.all(kind).flatMap((row) => {
        const isOfBob = JSON.stringify(row).includes(bob);
        const fields = entities[kind].personalFields.filter((field) => !derived.has(field));
        return isOfBob
          ? []
          : fields.flatMap((field) => textsIn((row as Readonly<Record<string, unknown>>)[field]));
      }),
    );
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.filter((one) => !given.has(one))).toEqual([]);
    expect(given).toContain('020 7946 0018');
    // What a note had been before, and what a refused edit would have said.
    expect(given).toContain('Allergic to nuts');
    expect(given).toContain('Annabel Waiting');
  });

  it('[REQ-P2] is the same under each of the merged ids, and nothing of anybody else', async () => {
    const document = await held(anna);
    expect(await held(ann)).toEqual(document);
    expect(document.customer).toMatchObject({ id: anna, merged_ids: [ann], name: 'Anna Personal' });
    // The history says the same once more, so each part is looked at by itself.
    expect(document).toMatchObject({
      notes: [{ content: 'Allergic to almonds' }],
      addresses: [{ recipient: 'Care of May' }],
      communications: [{ content: 'Asked for blue' }],
      consents: [{ purpose: 'sms', holds: true }],
      payment_methods: [{ last_four: '0417' }],
      preferences: { favorite_products: ['MUG'] },
    });
    expect(document.merged_customers.map(({ name }) => name)).toEqual(['Anna Personal', 'Ann Other']);
    expect(JSON.stringify(document)).not.toMatch(/Bob/);
  });

  it('[REQ-P2] has every purchase with its lines, newest first, also what was linked and what was voided', async () => {
    const voided = buildSale({ id: id('voided'), customerId: anna, occurredAt: noon - 1000 });
    await apply('recordSale', { sale: voided });
    const why = { reason: 'mistake', voidedAt: noon, voidedBy: null } as const;
    await store.put('saleVoid', { id: id('void'), sale: saleRefOf(voided), ...why });
    const { purchases, figures } = await held(anna);
    expect(purchases.map(({ id: saleId }) => saleId).sort()).toEqual(
      [sale.id, returned.id, guestSale.id, voided.id].sort(),
    );
    expect(purchases.find((one) => one.id === sale.id)).toMatchObject({
      remark: 'Gift wrap',
      delivery_name: 'Aunt May',
      lines: [{ quantity: 1, name: expect.any(String) }],
    });
    expect(purchases.find((one) => one.id === voided.id)?.voided_at).not.toBeNull();
    expect(purchases.find((one) => one.id === guestSale.id)?.links).toMatchObject([
      { customer_id: ann, is_active: true },
    ]);
    expect(figures).toMatchObject({ total_sales: 2, return_count: 1 });
  });

  it('[REQ-P2] without a purchase that was given to somebody else', async () => {
    await apply('linkSale', { id: id('away'), sale: saleRefOf(sale), customerId: bob, replaces: [] });
    const { purchases } = await held(anna);
    expect(purchases.map(({ id: saleId }) => saleId)).toEqual([guestSale.id]);
    expect(JSON.stringify(purchases)).not.toContain('Aunt May');
  });

  it('[F6] leaves out what whoever asks may not see, and says so', async () => {
    const document = await held(anna, {
      places: [id('elsewhere')],
      leftOut: ['other_locations', 'personal_notes'],
    });
    expect(document.purchases).toEqual([]);
    expect(document.figures.total_sales).toBe(0);
    expect(document.left_out).toEqual(['other_locations', 'personal_notes']);
    expect(JSON.stringify(document)).not.toMatch(/Allergic|Knows the owner/);
  });

  it('[F6] leaves out of what waits whatever bears notes, and changes of other devices where only its own are told', async () => {
    const [here, there] = [id('counter'), id('back office')];
    const note = buildNote({ id: id('waiting note'), customerId: anna, text: 'Owes the owner' });
    await store.putMany('attention', [
      waiting('saveNote', { note }, here),
      waiting('editCustomer', { id: anna, changes: { internalNotes: 'Never on credit' } }, here),
      waiting('editCustomer', { id: anna, changes: { name: 'Said here', internalNotes: null } }, here),
      waiting('editCustomer', { id: anna, changes: { name: 'Said there' } }, there),
    ]);
    expect((await held(anna)).waiting_changes).toHaveLength(4);
    const withoutNotes = await held(anna, { leftOut: ['personal_notes'] });
    expect(textsIn(withoutNotes.waiting_changes.map(({ said }) => said))).toEqual(
      expect.arrayContaining(['Said here', 'Said there']),
    );
    expect(withoutNotes.waiting_changes).toHaveLength(2);
    const own = await held(anna, { changesOf: here });
    expect(own.waiting_changes).toHaveLength(3);
    expect(JSON.stringify(own)).not.toContain('Said there');
  });

  it('[REQ-P2] names nobody else to whom a purchase was linked for a while', async () => {
    const toBob = id('to Bob');
    await apply('linkSale', { id: toBob, sale: saleRefOf(sale), customerId: bob, replaces: [] });
    await apply('linkSale', { id: id('back'), sale: saleRefOf(sale), customerId: ann, replaces: [toBob] });
    const { purchases } = await held(anna);
    expect(purchases.find((one) => one.id === sale.id)?.links).toMatchObject([{ customer_id: ann }]);
    expect(JSON.stringify(purchases)).not.toContain(bob);
  });

  it('tells of somebody who was erased what is left: purchases without a name, and the erasure', async () => {
    await apply('eraseCustomer', { id: id('erasure'), customerIds: [anna, ann] });
    const document = await held(anna, { erasures: store.all('erasure') });
    expect(document.customer.erased_at).not.toBeNull();
    expect(document.erasures).toMatchObject([{ id: id('erasure'), done_on_server_at: null }]);
    expect(document.purchases.length).toBe(3);
    expect(JSON.stringify(document)).not.toMatch(/Anna|Allergic|Aunt May/);
  });
});
