import { describe, expect, it } from 'vitest';
import type { Customer } from '../model/customer.ts';
import { positionsOf } from '../mutations/field-edits.ts';
import { applyMutation, type MutationArgs, type MutationName } from '../mutations/registry.ts';
import { buildContext, buildCustomer, id, noon } from '../testing/build.ts';
import { buildAddress, buildNote } from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { type RecordChange, recordHistory } from './record-history.ts';

const anna = id('Anna');

async function shop() {
  const store = new MemoryStore();
  await store.putMany('customer', [buildCustomer('Anna'), buildCustomer('Ann')]);
  let v = 0;
  return {
    store,
    customer: async () => (await store.get('customer', anna)) as Customer,
    async take<N extends MutationName>(device: string, minute: number, name: N, args: MutationArgs<N>) {
      v += 1;
      const context = buildContext({
        mutationId: id(`${device} ${minute}`),
        actorId: id(`who has ${device}`),
        deviceId: id(device),
        at: noon + minute * 60_000,
        v,
      });
      expect(await applyMutation(store, name, args, context)).toMatchObject({ ok: true });
    },
    async changes() {
      const events = await recordHistory(store, anna);
      return events.filter((event): event is RecordChange => event.kind === 'changed');
    },
  };
}

describe('[REQ-C1] the history of a record', () => {
  it('says who changed which field from what to what, when and on which device, newest first', async () => {
    const { take, changes } = await shop();
    await take('A', 1, 'editCustomer', { id: anna, changes: { name: 'Anne', tags: [] } });
    await take('B', 2, 'editCustomer', { id: anna, changes: { name: 'Anne B.', type: 'vip' } });
    expect(await changes()).toMatchObject([
      { field: expect.any(String), at: noon + 120_000, by: id('who has B'), deviceId: id('B') },
      { at: noon + 120_000 },
      {
        field: 'name',
        before: 'Anna',
        after: 'Anne',
        at: noon + 60_000,
        by: id('who has A'),
        overruled: false,
      },
    ]);
    const ofB = (await changes()).slice(0, 2).map(({ field, before, after }) => [field, before, after]);
    expect(ofB).toContainEqual(['name', 'Anne', 'Anne B.']);
    expect(ofB).toContainEqual(['type', 'retail', 'vip']);
  });

  it('[M5] holds the edit that another one overruled, and says that it did not stay, whichever arrived first', async () => {
    for (const order of [
      ['A', 'B'],
      ['B', 'A'],
    ] as const) {
      const { take, changes, customer } = await shop();
      const seen = positionsOf(await customer(), ['name']);
      const edits = { A: { minute: 0, name: 'Anne' }, B: { minute: 60, name: 'Ann' } };
      for (const device of order) {
        const { minute, name } = edits[device];
        await take(device, minute, 'editCustomer', { id: anna, changes: { name }, seen });
      }
      expect((await customer()).name).toBe('Ann');
      const all = (await changes()).map(({ after, overruled }) => [after, overruled]);
      expect(all).toEqual([
        ['Ann', false],
        ['Anne', true],
      ]);
    }
  });

  it('holds preferences, addresses and notes, also those that were taken away', async () => {
    const { take, changes } = await shop();
    const address = buildAddress({ id: id('home'), customerId: anna, city: 'London' });
    const note = buildNote({ id: id('note'), customerId: anna, text: 'tea' });
    await take('A', 1, 'savePreference', { customerId: anna, changes: { doNotContact: true } });
    await take('A', 2, 'saveAddress', { address });
    await take('A', 3, 'saveAddress', { address: { ...address, city: 'Leeds' } });
    await take('A', 4, 'removeAddress', { id: address.id });
    await take('A', 5, 'saveNote', { note });
    await take('A', 6, 'saveNote', { note: { ...note, text: 'coffee' } });
    const all = await changes();
    expect(all.map(({ field }) => field)).toEqual([
      'note',
      'note',
      'address',
      'address',
      'address',
      'doNotContact',
    ]);
    const [edited, , gone, moved] = all;
    expect([edited?.before, edited?.after]).toMatchObject([{ text: 'tea' }, { text: 'coffee' }]);
    expect(gone).toMatchObject({ before: { city: 'Leeds' }, after: null });
    expect(moved).toMatchObject({ before: { city: 'London' }, after: { city: 'Leeds' } });
    expect(JSON.stringify(all)).not.toContain(id('home'));
  });

  it('[M4] joins what happened to those who were merged, with the merge and its end', async () => {
    const { store, take } = await shop();
    await take('A', 1, 'editCustomer', { id: id('Ann'), changes: { type: 'vip' } });
    await take('A', 2, 'mergeCustomers', { id: id('edge'), winnerId: anna, loserId: id('Ann'), choices: {} });
    expect((await recordHistory(store, anna)).map(({ kind }) => kind)).toEqual([
      'merged',
      'changed',
      'created',
      'created',
    ]);
    await take('A', 3, 'unmergeCustomers', { winnerId: anna, loserId: id('Ann') });
    expect((await recordHistory(store, anna)).map(({ kind }) => kind)).toEqual([
      'unmerged',
      'merged',
      'created',
    ]);
  });

  it('an edit that changes nothing leaves no trace', async () => {
    const { take, changes, customer } = await shop();
    const { name, tags } = await customer();
    await take('A', 1, 'editCustomer', { id: anna, changes: { name, tags } });
    expect(await changes()).toEqual([]);
  });
});
