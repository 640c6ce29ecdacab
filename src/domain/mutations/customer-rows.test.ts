import { beforeEach, describe, expect, it } from 'vitest';
import { answeredNow, consentStatesOf, currentConsents, knownAnswers } from '../history/current-consents.ts';
import {
  addressesOf,
  communicationsOf,
  consentsOf,
  notesOf,
  paymentMethodsOf,
  preferencesOf,
} from '../history/group-rows.ts';
import { groupOf } from '../history/groups.ts';
import { joinedPreference } from '../history/joined-preference.ts';
import type { Note } from '../model/customer-rows.ts';
import { buildContext, buildCustomer, id, noon } from '../testing/build.ts';
import {
  buildAddress,
  buildCommunication,
  buildConsent,
  buildNote,
  buildPaymentMethod,
} from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import type { MutationContext, MutationResult } from './mutation.ts';
import { applyMutation, type MutationArgs, type MutationName, parseArgs } from './registry.ts';

const minute = 60_000;
let store: MemoryStore;
let count = 0;

beforeEach(async () => {
  store = new MemoryStore();
  await store.putMany('customer', [buildCustomer('Anna'), buildCustomer('Ann')]);
});

const apply = <N extends MutationName>(
  name: N,
  args: MutationArgs<N>,
  context: Partial<MutationContext> = {},
): Promise<MutationResult> => {
  count += 1;
  expect(parseArgs(name, args)).toMatchObject({ ok: true });
  return applyMutation(store, name, args, buildContext({ mutationId: id(`m${count}`), ...context }));
};
const mergeThem = (at = noon) =>
  apply('mergeCustomers', { id: id('edge'), winnerId: id('Anna'), loserId: id('Ann'), choices: {} }, { at });
const unmergeThem = () => apply('unmergeCustomers', { winnerId: id('Anna'), loserId: id('Ann') });
const group = (name = 'Anna') => groupOf(store, id(name));
const textsOf = async (name = 'Anna') => (await notesOf(store, await group(name))).map(({ text }) => text);
const refusalsOf = (name: MutationName, args: unknown) => {
  const parsed = parseArgs(name, args);
  return parsed.ok ? [] : parsed.refusals;
};

describe('notes', () => {
  it('[M4] are written under the customer given, and read newest first over the whole group', async () => {
    await apply('saveNote', { note: buildNote({ id: id('n1'), text: 'First' }) });
    const later = { id: id('n2'), customerId: id('Ann'), text: 'Second', writtenAt: noon + minute };
    await mergeThem();
    await apply('saveNote', { note: buildNote(later) });
    expect(await textsOf()).toEqual(['Second', 'First']);
    expect(await textsOf('Ann')).toEqual(['Second', 'First']);
    await unmergeThem();
    expect(await textsOf()).toEqual(['First']);
    expect(await textsOf('Ann')).toEqual(['Second']);
  });

  it('keep who wrote them and when, whoever edits them, and say that they were edited', async () => {
    await apply('saveNote', { note: buildNote() });
    const edited = buildNote({ text: 'Prefers evenings', authorId: id('Sam'), writtenAt: noon + minute });
    await apply('saveNote', { note: edited }, { actorId: id('Sam'), at: noon + minute });
    const [note] = await notesOf(store, await group());
    expect(note).toMatchObject({ text: 'Prefers evenings', authorId: id('owner'), writtenAt: noon });
    expect(note).toMatchObject({ editedAt: noon + minute, saved: { by: id('Sam') } });
  });

  it('come back as they were when they are saved again after having been removed', async () => {
    await apply('saveNote', { note: buildNote() });
    const [stored] = await notesOf(store, await group());
    const { saved: _saved, ...before } = stored as Note;
    await apply('removeNote', { id: before.id });
    expect(await textsOf()).toEqual([]);
    expect(await apply('removeNote', { id: before.id })).toMatchObject({ ok: true });
    await apply('saveNote', { note: before }, { actorId: id('Sam'), at: noon + minute });
    expect(await notesOf(store, await group())).toMatchObject([before]);
  });

  it('are refused empty, too long, with a card number, or for a customer that is not known', async () => {
    expect(refusalsOf('saveNote', { note: buildNote({ text: ' ' }) })).toMatchObject([
      { code: 'value_missing', path: ['note', 'text'] },
    ]);
    expect(refusalsOf('saveNote', { note: buildNote({ text: 'x'.repeat(2001) }) })).toMatchObject([
      { code: 'text_too_long' },
    ]);
    expect(refusalsOf('saveNote', { note: buildNote({ text: 'card 4111 1111 1111 1111' }) })).toEqual([
      { code: 'card_number_refused', path: ['note', 'text'] },
    ]);
    expect(await apply('saveNote', { note: buildNote({ customerId: id('nobody') }) })).toMatchObject({
      refusal: { code: 'customer_not_found', path: ['note', 'customerId'] },
    });
  });

  it('of one customer are never taken by another', async () => {
    await apply('saveNote', { note: buildNote() });
    const taken = { note: buildNote({ customerId: id('Ann') }) };
    expect(await apply('saveNote', taken)).toMatchObject({ refusal: { code: 'already_exists' } });
  });
});

describe('[M5] two saves of a note that did not see each other', () => {
  const early = { note: buildNote({ text: 'Early' }) };
  const late = { note: buildNote({ text: 'Late' }) };

  it.each([
    [early, late],
    [late, early],
  ])('the later one stays, whichever arrives first; the other is kept in the history', async (...order) => {
    await apply('saveNote', { note: buildNote({ text: 'Seen by both' }) }, { mutationId: id('seen') });
    for (const one of order) {
      const isLate = one === late;
      await apply(
        'saveNote',
        { ...one, replaces: id('seen') },
        { deviceId: id(isLate ? 'B' : 'A'), at: noon + (isLate ? 2 : 1) * minute },
      );
    }
    expect(await textsOf()).toEqual(['Late']);
    const kept = store.all('overruledEdit');
    expect(kept.map(({ field, value }) => [field, JSON.parse(value).text])).toEqual([['note', 'Early']]);
  });

  it('one that saw the other takes its place though its clock is behind', async () => {
    await apply('saveNote', late, { mutationId: id('late'), deviceId: id('B'), at: noon + minute });
    await apply('saveNote', { ...early, replaces: id('late') }, { deviceId: id('A'), at: noon });
    expect(await textsOf()).toEqual(['Early']);
    expect(store.all('overruledEdit')).toEqual([]);
  });

  it('saying the same leaves nothing in the history', async () => {
    await apply('saveNote', early, { mutationId: id('seen'), deviceId: id('A') });
    const { text, ...others } = late.note;
    for (const [index, note] of [late.note, { text, ...others }].entries())
      await apply(
        'saveNote',
        { note, replaces: id('seen') },
        { deviceId: id(index ? 'B' : 'A'), at: noon + (index + 1) * minute },
      );
    expect(store.all('overruledEdit')).toEqual([]);
  });

  it('one by a suspect clock loses', async () => {
    await apply('saveNote', early, { deviceId: id('A'), at: noon });
    const suspect = { deviceId: id('B'), at: noon + minute, clockSuspect: true };
    await apply('saveNote', { ...late, replaces: null }, suspect);
    expect(await textsOf()).toEqual(['Early']);
  });
});

describe('[M5] removing a row that another device has saved meanwhile', () => {
  const cases = [
    ['note', 'saveNote', { note: buildNote() }, { note: buildNote({ text: 'Unseen' }) }, 'removeNote'],
    [
      ...(['address', 'saveAddress'] as const),
      ...([{ address: buildAddress() }, { address: buildAddress({ city: 'Unseen' }) }] as const),
      'removeAddress',
    ],
    [
      ...(['paymentMethod', 'savePaymentMethod'] as const),
      { paymentMethod: buildPaymentMethod() },
      { paymentMethod: buildPaymentMethod({ brand: 'Unseen' }) },
      'removePaymentMethod',
    ],
  ] as const;

  it.each(cases)(
    'throws no %s away: the later stays, the other is in the history',
    async (kind, save, first, edit, remove) => {
      const rowId = { note: id('note'), address: id('address'), paymentMethod: id('card') }[kind];
      await apply(save, first, { mutationId: id('seen'), deviceId: id('A') });
      await apply(save, { ...edit, replaces: id('seen') }, { deviceId: id('B'), at: noon + 2 * minute });
      const removal = { id: rowId, replaces: id('seen') };
      await apply(remove, removal, { deviceId: id('C'), at: noon + minute });
      expect(JSON.stringify(await store.get(kind, rowId))).toContain('Unseen');
      await apply(remove, removal, { deviceId: id('C'), at: noon + 3 * minute });
      expect(await store.get(kind, rowId)).toBeUndefined();
      expect(store.all('overruledEdit')).toMatchObject([
        { field: kind, value: expect.stringContaining('Unseen') },
      ]);
    },
  );

  it('takes away what the person saw, or the device itself has saved, and leaves nothing', async () => {
    await apply('saveNote', { note: buildNote() }, { mutationId: id('seen'), deviceId: id('A') });
    await apply('removeNote', { id: id('note'), replaces: id('seen') }, { deviceId: id('B') });
    await apply('saveNote', { note: buildNote(), replaces: null }, { deviceId: id('B') });
    await apply('removeNote', { id: id('note'), replaces: null }, { deviceId: id('B') });
    expect([store.all('note'), store.all('overruledEdit')]).toEqual([[], []]);
  });
});

describe('addresses', () => {
  const shown = async (name = 'Anna') =>
    (await addressesOf(store, await group(name))).map(({ id: one, isDefault }) => [one, isDefault]);

  it('[REQ-C5] have one default of each use', async () => {
    const [home, work, bill] = ['home', 'work', 'bill'].map(id) as [string, string, string];
    await apply('saveAddress', { address: buildAddress({ id: home, isDefault: true }) });
    await apply('saveAddress', { address: buildAddress({ id: bill, use: 'billing', isDefault: true }) });
    await apply(
      'saveAddress',
      { address: buildAddress({ id: work, isDefault: true }) },
      { at: noon + minute },
    );
    expect(await shown()).toEqual([
      [work, true],
      [bill, true],
      [home, false],
    ]);
    const plain = buildAddress({ id: work, isDefault: false });
    await apply('saveAddress', { address: plain }, { at: noon + 2 * minute });
    expect((await shown()).slice(0, 2)).toEqual([
      [bill, true],
      [home, true],
    ]);
  });

  it('[M4] of two merged customers have one too, and both again after the merge is undone', async () => {
    const theirs = buildAddress({ id: id('theirs'), customerId: id('Ann'), isDefault: true });
    await apply('saveAddress', { address: buildAddress({ isDefault: true }) });
    await apply('saveAddress', { address: theirs }, { at: noon + minute });
    await mergeThem();
    expect(await shown()).toEqual([
      [id('theirs'), true],
      [id('address'), false],
    ]);
    await unmergeThem();
    expect(await shown()).toEqual([[id('address'), true]]);
    expect(await shown('Ann')).toEqual([[id('theirs'), true]]);
  });

  it('are refused empty', () => {
    const nothing = { street: [], city: ' ', postalCode: null, country: null };
    expect(refusalsOf('saveAddress', { address: buildAddress(nothing) })).toEqual([
      { code: 'value_missing', path: ['address', 'street'] },
    ]);
  });
});

describe('references to means of payment', () => {
  it('[A5] hold what a provider gave and never the number of a card', async () => {
    await apply('savePaymentMethod', { paymentMethod: buildPaymentMethod({ isDefault: true }) });
    expect(await paymentMethodsOf(store, await group())).toMatchObject([{ lastFour: '0417' }]);
    for (const field of ['providerToken', 'brand', 'provider'] as const) {
      const paymentMethod = buildPaymentMethod({ [field]: '4111 1111 1111 1111' });
      expect(refusalsOf('savePaymentMethod', { paymentMethod })).toEqual([
        { code: 'card_number_refused', path: ['paymentMethod', field] },
      ]);
    }
    await apply('removePaymentMethod', { id: id('card') });
    expect(await paymentMethodsOf(store, await group())).toEqual([]);
  });
});

describe('consents', () => {
  const states = async (name = 'Anna') => {
    const consents = await consentsOf(store, await group(name));
    return consentStatesOf(currentConsents(consents));
  };
  const record = async (name: string, state: 'given' | 'refused' | 'withdrawn', seen = true) => {
    const replaces = seen ? knownAnswers(await consentsOf(store, await group(name)), 'sms') : [];
    count += 1;
    const consent = buildConsent({
      id: id(`c${count}`),
      customerId: id(name),
      state,
      replaces,
      at: noon + count,
    });
    await apply('recordConsent', { consent });
  };

  it('[REQ-C9] begin as not asked; the newest answer holds and every earlier one is kept', async () => {
    expect(await states()).toMatchObject({ sms: 'not_asked', email: 'not_asked' });
    await record('Anna', 'given');
    await record('Anna', 'withdrawn');
    expect(await states()).toMatchObject({ sms: 'withdrawn', email: 'not_asked' });
    expect(
      store
        .all('consent')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['given', 'withdrawn']);
  });

  it('[M5] of two answers that did not see each other the more restrictive holds', async () => {
    await record('Anna', 'refused', false);
    await record('Anna', 'given', false);
    expect(await states()).toMatchObject({ sms: 'refused' });
    await record('Anna', 'given');
    expect(await states()).toMatchObject({ sms: 'given' });
  });

  it.each([
    ['given', 'withdrawn'],
    ['withdrawn', 'given'],
  ] as const)(
    '[M5] an older "%s" lifts no newer "%s" that it claims to replace, nor an answer to something else',
    async (old, newer) => {
      const held = { id: id('held'), state: newer, at: noon };
      await apply('recordConsent', { consent: buildConsent(held) });
      const late = { id: id('late'), state: old, at: noon - minute, replaces: [id('held')] };
      await apply('recordConsent', { consent: buildConsent(late) });
      expect(await states()).toMatchObject({ sms: newer });
      const other = { id: id('other'), purpose: 'email' as const, at: noon + minute, replaces: [id('held')] };
      await apply('recordConsent', { consent: buildConsent(other) });
      expect(await states()).toMatchObject({ sms: newer });
      const all = await consentsOf(store, await group());
      expect(knownAnswers(all, 'sms')).toEqual([id('held')]);
      // An answer that is given now comes after one by a clock that ran ahead.
      expect(answeredNow(all, 'sms', noon - 2 * minute)).toBe(noon);
    },
  );

  it('[M4] over a merged group the more restrictive holds, until somebody asks again; un-merging gives both back', async () => {
    await record('Anna', 'given');
    await record('Ann', 'refused');
    await mergeThem();
    expect(await states()).toMatchObject({ sms: 'refused' });
    await record('Anna', 'given');
    expect(await states('Ann')).toMatchObject({ sms: 'given' });
    await unmergeThem();
    expect(await states()).toMatchObject({ sms: 'given' });
    expect(await states('Ann')).toMatchObject({ sms: 'refused' });
  });

  it('are never overwritten', async () => {
    await apply('recordConsent', { consent: buildConsent() });
    expect(await apply('recordConsent', { consent: buildConsent({ state: 'refused' }) })).toMatchObject({
      refusal: { code: 'already_exists' },
    });
  });
});

it('[REQ-C8] communications say who, when and how, and nothing of them is overwritten', async () => {
  await apply('recordCommunication', { communication: buildCommunication() });
  const again = { communication: buildCommunication({ text: 'Something else' }) };
  expect(await apply('recordCommunication', again)).toMatchObject({ refusal: { code: 'already_exists' } });
  expect(await communicationsOf(store, await group())).toEqual([
    { ...buildCommunication(), staffId: id('owner') },
  ]);
});

describe('preferences', () => {
  const shown = async (name = 'Anna') => {
    const found = await group(name);
    return joinedPreference(found, await preferencesOf(store, found));
  };

  it('[REQ-C9] are what is usual until somebody says otherwise, field by field', async () => {
    expect(await shown()).toMatchObject({ prefersSms: true, prefersEmail: false, wantsOffers: true });
    await apply('savePreference', { customerId: id('Anna'), changes: { preferredPayment: 'mobile_money' } });
    await apply('savePreference', { customerId: id('Anna'), changes: { prefersSms: false } });
    expect(await shown()).toMatchObject({ preferredPayment: 'mobile_money', prefersSms: false });
  });

  it('[M5] do-not-contact stays until somebody who saw it lifts it', async () => {
    const seen = { doNotContact: 0 };
    const save = (
      doNotContact: boolean,
      device: string,
      at: number,
      saw: Record<string, number>,
      v: number,
    ) =>
      apply(
        'savePreference',
        { customerId: id('Anna'), changes: { doNotContact }, seen: saw },
        { deviceId: id(device), at, v },
      );
    await save(true, 'A', noon, seen, 1);
    await save(false, 'B', noon + minute, seen, 2);
    expect(await shown()).toMatchObject({ doNotContact: true });
    await save(false, 'B', noon + 2 * minute, { doNotContact: 2 }, 3);
    expect(await shown()).toMatchObject({ doNotContact: false });
  });

  it('[M4] of a merged group are joined; an edit since the merge beats both, and an un-merge gives both back', async () => {
    const anna = { favoriteProducts: ['tea'], preferredPayment: 'cash' } as const;
    const ann = { favoriteProducts: ['mug'], bestContactTime: 'mornings', doNotContact: true };
    await apply('savePreference', {
      customerId: id('Anna'),
      changes: { ...anna, favoriteProducts: ['tea'] },
    });
    await apply('savePreference', { customerId: id('Ann'), changes: ann });
    const before = [await shown(), await shown('Ann')];
    await mergeThem(noon + minute);
    expect(await shown('Ann')).toMatchObject({
      favoriteProducts: ['tea', 'mug'],
      preferredPayment: 'cash',
      bestContactTime: 'mornings',
      doNotContact: true,
    });
    const lifted = { customerId: id('Ann'), changes: { doNotContact: false } };
    await apply('savePreference', lifted, { at: noon + 2 * minute });
    expect(await shown()).toMatchObject({ doNotContact: false, favoriteProducts: ['tea', 'mug'] });
    await unmergeThem();
    expect([await shown(), await shown('Ann')]).toEqual(before);
  });
});
