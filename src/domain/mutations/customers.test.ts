import { describe, expect, it } from 'vitest';
import { emptyCustomerFields } from '../model/customer.ts';
import { buildContext, buildCustomer, id, noon } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, parseArgs } from './registry.ts';

const create = (fields: Partial<ReturnType<typeof emptyCustomerFields>>) => ({
  id: id('new'),
  fields: { ...emptyCustomerFields('Anna'), ...fields },
});

describe('what a customer may be called', () => {
  it('refuses an empty name and one of 10,000 characters, naming the field', () => {
    expect(parseArgs('createCustomer', create({ name: '  ' }))).toEqual({
      ok: false,
      refusals: [{ code: 'name_required', path: ['fields', 'name'] }],
    });
    expect(parseArgs('createCustomer', create({ name: 'x'.repeat(10_000) }))).toEqual({
      ok: false,
      refusals: [{ code: 'name_too_long', path: ['fields', 'name'] }],
    });
  });

  it('accepts names of any culture', () => {
    for (const name of ['山田 花子', "N'Golo", 'Łukasz Wójcik', 'José María de la Cruz', 'Li', 'Ng']) {
      expect(parseArgs('createCustomer', create({ name })).ok).toBe(true);
    }
  });

  it('[A5] refuses a card number wherever it can be typed', () => {
    const card = 'card 4111 1111 1111 1111';
    for (const field of ['name', 'firstName', 'lastName', 'internalNotes'] as const) {
      expect(parseArgs('createCustomer', create({ [field]: card }))).toEqual({
        ok: false,
        refusals: [{ code: 'card_number_refused', path: ['fields', field] }],
      });
    }
    expect(parseArgs('createCustomer', create({ tags: [card] })).ok).toBe(false);
    expect(parseArgs('createCustomer', create({ externalId: '4111111111111111' })).ok).toBe(true);
  });

  it('names the phone or e-mail that is not plausible', () => {
    const phones = [{ raw: 'not a phone', digits: '', e164: null }];
    expect(parseArgs('createCustomer', create({ phones }))).toMatchObject({
      refusals: [{ code: 'phone_not_plausible', path: ['phones', 0] }],
    });
    expect(parseArgs('createCustomer', create({ emails: ['a@b.example', 'nobody'] }))).toMatchObject({
      refusals: [{ code: 'email_not_plausible', path: ['emails', 1] }],
    });
  });
});

describe('creating and editing', () => {
  it('creates once; the same external id for another customer is refused', async () => {
    const store = new MemoryStore();
    const args = create({ externalId: '17850' });
    expect(await applyMutation(store, 'createCustomer', args, buildContext())).toEqual({
      ok: true,
      issues: [],
    });
    expect(await applyMutation(store, 'createCustomer', args, buildContext())).toMatchObject({
      refusal: { code: 'already_exists' },
    });
    expect(
      await applyMutation(store, 'createCustomer', { ...args, id: id('other') }, buildContext()),
    ).toMatchObject({
      refusal: { code: 'external_id_taken' },
    });
  });

  it('changes the given fields only, and notes when', async () => {
    const store = new MemoryStore();
    await store.put('customer', buildCustomer('Anna', { emails: ['a@example.com'] }));
    await applyMutation(
      store,
      'editCustomer',
      { id: id('Anna'), changes: { type: 'vip' } },
      buildContext({ at: noon + 5 }),
    );
    expect(await store.get('customer', id('Anna'))).toMatchObject({
      name: 'Anna',
      emails: ['a@example.com'],
      type: 'vip',
      updatedAt: noon + 5,
      editedAt: { type: noon + 5 },
    });
  });

  it('[M2] an edit of a merged customer goes to the root', async () => {
    const store = new MemoryStore();
    await store.putMany('customer', [buildCustomer('Anna'), buildCustomer('Ann')]);
    await applyMutation(
      store,
      'mergeCustomers',
      { id: id('edge'), winnerId: id('Anna'), loserId: id('Ann'), choices: {} },
      buildContext(),
    );
    await applyMutation(
      store,
      'editCustomer',
      { id: id('Ann'), changes: { name: 'Anna M.' } },
      buildContext(),
    );
    expect((await store.get('customer', id('Anna')))?.name).toBe('Anna M.');
    expect((await store.get('customer', id('Ann')))?.name).toBe('Ann');
  });

  it('refuses an edit of a customer nobody knows', async () => {
    expect(
      await applyMutation(
        new MemoryStore(),
        'editCustomer',
        { id: id('ghost'), changes: {} },
        buildContext(),
      ),
    ).toMatchObject({
      refusal: { code: 'customer_not_found' },
    });
  });
});
