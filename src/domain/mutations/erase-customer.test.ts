import { beforeEach, describe, expect, it } from 'vitest';
import { groupOf } from '../history/groups.ts';
import { emptyCustomerFields } from '../model/customer.ts';
import { entities, entityKinds } from '../model/entities.ts';
import { saleRefOf } from '../model/sale.ts';
import { buildContext, buildCustomer, buildSale, id, noon } from '../testing/build.ts';
import {
  buildAddress,
  buildCommunication,
  buildConsent,
  buildNote,
  buildPaymentMethod,
} from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { kindsOfPeople } from './erase-customer.ts';
import type { MutationContext } from './mutation.ts';
import { attentionIdOf, raiseAttention } from './needs-attention.ts';
import { applyMutation, type MutationArgs, type MutationName, mutations } from './registry.ts';

/** Stands in every personal value of the person. */
const secret = 'Sentinel';
const anna = id('Anna');
const ann = id('Ann');
const bob = id('Bob');
let store: MemoryStore;
let count = 0;

const apply = <N extends MutationName>(
  name: N,
  args: MutationArgs<N>,
  context: Partial<MutationContext> = {},
) => {
  count += 1;
  return applyMutation(
    store,
    name,
    args,
    buildContext({ mutationId: id(`m${count}`), at: noon, ...context }),
  );
};
const merge = (loserId: string, winnerId: string) =>
  apply('mergeCustomers', {
    id: id(`${loserId}>${winnerId}`),
    winnerId,
    loserId,
    choices: { name: 'loser' },
  });
const erase = (...customerIds: string[]) => apply('eraseCustomer', { id: id('erasure'), customerIds });

const everything = () => JSON.stringify(entityKinds.map((kind) => store.all(kind)));
const sale = buildSale({ customerId: anna });

beforeEach(async () => {
  store = new MemoryStore();
  const fields = {
    name: `${secret} Anna`,
    firstName: secret,
    lastName: secret,
    phones: [{ raw: secret, digits: '447', e164: null }],
    emails: [`${secret}@example.com`],
    tags: [secret],
    externalId: secret,
    linkedUserId: secret,
    internalNotes: secret,
    creditLimitMinor: 700,
  };
  await store.putMany('customer', [
    buildCustomer('Anna', fields),
    buildCustomer('Ann'),
    buildCustomer('Bob', { name: 'Bob' }),
  ]);
  const text = { id: id('text'), sale: saleRefOf(sale), remark: secret, deliveryName: secret };
  await apply('recordSale', { sale, text });
  await apply('saveNote', { note: buildNote({ customerId: anna, text: secret }) });
  await apply('saveAddress', { address: buildAddress({ customerId: anna, recipient: secret }) });
  await apply('savePaymentMethod', {
    paymentMethod: buildPaymentMethod({ customerId: anna, providerToken: secret }),
  });
  await apply('recordCommunication', {
    communication: buildCommunication({ customerId: anna, text: secret }),
  });
  await apply('recordConsent', { consent: buildConsent({ customerId: anna }) });
  await apply('savePreference', { customerId: anna, changes: { favoriteProducts: [secret] } });
  await apply(
    'editCustomer',
    { id: anna, changes: { name: `${secret} two` }, seen: { name: 3 } },
    { deviceId: id('t1'), v: 9 },
  );
  await apply(
    'editCustomer',
    { id: anna, changes: { name: `${secret} three` }, seen: { name: 3 } },
    { deviceId: id('t2'), v: 9 },
  );
});

describe('erasing a person', () => {
  it('[E1] leaves no personal value in any row', async () => {
    expect(everything()).toContain(secret);
    expect(store.all('overruledEdit')).not.toEqual([]);
    await merge(ann, anna);
    expect(await erase(anna, ann)).toEqual({ ok: true, issues: [] });
    expect(everything()).not.toContain(secret);
    expect(await store.get('customer', anna)).toMatchObject({ status: 'inactive', erasedAt: noon });
  });

  it('[E1] takes every kind of row that holds something personal of a customer', () => {
    const personal = entityKinds.filter((kind) => {
      const { schema, personalFields } = entities[kind];
      return personalFields.length > 0 && 'customerId' in schema.shape;
    });
    expect(personal.filter((kind) => !(kindsOfPeople as readonly string[]).includes(kind))).toEqual([]);
  });

  it('leaves documents and figures as they are', async () => {
    const before = [store.allSales(), store.allMetrics()];
    await erase(anna);
    expect([store.allSales(), store.allMetrics()]).toEqual(before);
  });

  it('writes who asked for it, and when, under the ids alone', async () => {
    await erase(ann, anna);
    expect(await store.get('erasure', id('erasure'))).toEqual({
      id: id('erasure'),
      customerIds: [anna, ann].sort(),
      requestedAt: noon,
      requestedBy: buildContext().actorId,
      doneOnServerAt: null,
    });
    expect(store.all('auditEntry').find(({ action }) => action === 'customer_erased')).toMatchObject({
      action: 'customer_erased',
      subjectId: id('erasure'),
    });
  });

  it('leaves nobody else touched', async () => {
    await apply('saveNote', { note: buildNote({ id: id('his'), customerId: bob, text: 'tea' }) });
    const before = [await store.get('customer', bob), await store.get('note', id('his'))];
    await erase(anna);
    expect([await store.get('customer', bob), await store.get('note', id('his'))]).toEqual(before);
  });

  it('[E1] parts who joined since from the erased, and puts them before a person', async () => {
    await merge(bob, anna);
    await erase(anna, ann);
    expect((await groupOf(store, bob)).memberIds).toEqual([bob]);
    expect(await store.get('customer', bob)).toMatchObject({ name: 'Bob' });
    const [open] = store.all('attention');
    expect(open).toMatchObject({
      code: 'joined_since',
      state: 'open',
      subjectIds: [bob],
      mutationName: 'eraseCustomer',
    });
    expect(open?.dueAt).toBeGreaterThan(noon);
    // To try it again is to erase them too.
    const again = JSON.parse(open?.payload ?? '') as MutationArgs<'eraseCustomer'>;
    await apply('eraseCustomer', again, { supersedes: open?.mutationId ?? null });
    expect(await store.get('customer', bob)).toMatchObject({ erasedAt: noon });
    expect(store.all('attention')).toMatchObject([{ state: 'fixed' }]);
  });

  it('[E1] takes ids that are not known here, and keeps what comes of them later from being written', async () => {
    await erase(id('Zoe'));
    const fields = emptyCustomerFields(secret);
    expect(await apply('createCustomer', { id: id('Zoe'), fields })).toMatchObject({
      refusal: { code: 'customer_erased' },
    });
    const run = {
      id: id('run'),
      format: 'csv' as const,
      fileName: 'a.csv',
      startedAt: noon,
      startedBy: null,
    };
    const customers = [buildCustomer('Zoe', { name: `${secret} Zoe` })];
    await apply('importBatch', { run, locations: [], categories: [], products: [], customers, sales: [] });
    expect(await store.get('customer', id('Zoe'))).toMatchObject({ erasedAt: noon, name: '—' });
  });

  it('[E2] refuses whatever comes later about the person, and keeps none of it', async () => {
    await erase(anna);
    const late: [MutationName, unknown][] = [
      ['editCustomer', { id: anna, changes: { name: secret } }],
      ['saveNote', { note: buildNote({ customerId: anna, text: secret }) }],
      ['saveAddress', { address: buildAddress({ customerId: anna, recipient: secret }) }],
      [
        'savePaymentMethod',
        { paymentMethod: buildPaymentMethod({ customerId: anna, providerToken: secret }) },
      ],
      ['recordCommunication', { communication: buildCommunication({ customerId: anna, text: secret }) }],
      ['recordConsent', { consent: buildConsent({ customerId: anna }) }],
      ['savePreference', { customerId: anna, changes: { bestContactTime: secret } }],
      ['mergeCustomers', { id: id('late'), winnerId: anna, loserId: bob, choices: {} }],
    ];
    for (const [name, args] of late) {
      const result = await applyMutation(store, name, args, buildContext({ mutationId: id(`late ${name}`) }));
      expect([name, result]).toMatchObject([name, { ok: false, refusal: { code: 'customer_erased' } }]);
      const refused = {
        mutationName: name,
        args,
        code: 'customer_erased',
        outcome: 'refused',
        isFact: false,
        deps: [],
        raisedAt: noon,
      } as const;
      await raiseAttention(store, refused, buildContext({ mutationId: id(`late ${name}`) }));
    }
    expect(everything()).not.toContain(secret);
    // Every mutation that bears personal values is among them.
    const bearing = Object.values(mutations).filter(
      (one) => 'peopleIn' in one && one.nature === 'intent' && one.name !== 'importCustomers',
    );
    expect(new Set(late.map(([name]) => name))).toEqual(
      new Set(
        ['createCustomer', 'mergeCustomers', ...bearing.map(({ name }) => name)].filter(
          (name) => name !== 'createCustomer',
        ),
      ),
    );
  });

  it('[E2] brings a late list of customers in without the person, and everybody else of it', async () => {
    await erase(anna, id('Zoe'));
    const run = {
      id: id('run'),
      format: 'csv' as const,
      fileName: 'a.csv',
      startedAt: noon,
      startedBy: null,
      content: 'customers' as const,
    };
    const list = {
      run,
      create: [buildCustomer('Zoe', { name: `${secret} Zoe` }), buildCustomer('Cleo')],
      update: [
        { id: anna, changes: { name: secret } },
        { id: bob, changes: { name: 'Robert' } },
      ],
    };
    expect(await apply('importCustomers', list)).toEqual({ ok: true, issues: [] });
    expect(await store.get('customer', id('Cleo'))).toMatchObject({ name: 'Cleo', importId: run.id });
    expect(await store.get('customer', bob)).toMatchObject({ name: 'Robert' });
    const about = { ...list, create: list.create.slice(0, 1), update: [] };
    expect(await apply('importCustomers', about)).toEqual({ ok: true, issues: [] });
    expect(await store.get('customer', id('Zoe'))).toMatchObject({ name: '—', erasedAt: noon });
    expect(everything()).not.toContain(secret);
  });

  it('[E2] takes a late sale to the person, without what was written on it', async () => {
    await erase(anna);
    const late = buildSale({ id: id('late'), customerId: anna });
    const text = { id: id('late text'), sale: saleRefOf(late), remark: secret };
    expect(await apply('recordSale', { sale: late, text })).toMatchObject({ ok: true });
    expect(await store.sale(saleRefOf(late))).toBeDefined();
    expect(everything()).not.toContain(secret);
  });

  it('[E3] empties edits of the person that wait for a decision', async () => {
    const args = { note: buildNote({ id: id('waiting'), customerId: anna, text: secret }) };
    const refused = {
      mutationName: 'saveNote',
      args,
      code: 'not_permitted',
      outcome: 'refused',
      isFact: false,
      deps: [],
      raisedAt: noon,
    } as const;
    await raiseAttention(store, refused, buildContext({ mutationId: id('waits') }));
    await erase(anna);
    expect(await store.get('attention', attentionIdOf(id('waits')))).toMatchObject({
      state: 'discarded',
      payload: '',
    });
    expect(everything()).not.toContain(secret);
  });

  it('holds once: the same erasure again changes nothing', async () => {
    await erase(anna);
    const before = everything();
    expect(await erase(anna)).toEqual({ ok: true, issues: [] });
    expect(everything()).toBe(before);
  });
});
