import { describe, expect, it } from 'vitest';
import type { Customer } from '../model/customer.ts';
import type { ImportRun } from '../model/records.ts';
import { buildContext, buildCustomer, buildSale, id, noon } from '../testing/build.ts';
import { buildNote } from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { positionsOf } from './field-edits.ts';
import type { MutationContext } from './mutation.ts';
import { applyMutation, type MutationArgs, type MutationName, parseArgs } from './registry.ts';

const run: ImportRun = {
  id: id('list'),
  format: 'csv',
  fileName: 'list.csv',
  startedAt: noon,
  startedBy: null,
  content: 'customers',
};
const anna = buildCustomer('Anna', { tags: ['tea'] });
const ben = buildCustomer('Ben', { externalId: '8' });
const everything = { id: run.id, createdIds: [ben.id], updatedIds: [anna.id] };

async function shop() {
  const store = new MemoryStore();
  await store.put('customer', anna);
  let minute = 0;
  const take = <N extends MutationName>(
    name: N,
    args: MutationArgs<N>,
    context: Partial<MutationContext> = {},
  ) => {
    minute += 1;
    return applyMutation(
      store,
      name,
      args,
      buildContext({ mutationId: id(`change ${minute}`), at: noon + minute * 60_000, v: minute, ...context }),
    );
  };
  const brought = {
    run,
    create: [ben],
    update: [{ id: anna.id, changes: { name: 'Anna B.', tags: ['tea', 'vip'] } }],
  };
  expect(await take('importCustomers', brought)).toMatchObject({ ok: true });
  return { store, take, anna: async () => (await store.get('customer', anna.id)) as Customer };
}

describe('[I1] an import of customers', () => {
  it('is taken back as a whole: who came in goes, what it changed is as it was, and it says so', async () => {
    const { store, take, anna: current } = await shop();
    expect(await store.get('customer', ben.id)).toMatchObject({ importId: run.id });
    expect((await current()).name).toBe('Anna B.');
    expect(await take('undoImport', everything)).toMatchObject({ ok: true });
    expect(await store.get('customer', ben.id)).toBeUndefined();
    expect(await current()).toMatchObject({ name: 'Anna', tags: ['tea'] });
    expect(await store.get('importRun', run.id)).toMatchObject({ undoneAt: noon + 120_000 });
    expect(store.all('auditEntry')).toMatchObject([{ action: 'import_undone', subjectId: run.id }]);
    expect(await take('undoImport', everything)).toMatchObject({ ok: true });
    expect((await current()).name).toBe('Anna');
  });

  it('leaves what somebody has changed since', async () => {
    const { take, anna: current } = await shop();
    await take('editCustomer', { id: anna.id, changes: { name: 'Anna Baker' } });
    await take('undoImport', everything);
    expect(await current()).toMatchObject({ name: 'Anna Baker', tags: ['tea'] });
  });

  it.each<[string, (take: Awaited<ReturnType<typeof shop>>['take']) => Promise<unknown>]>([
    ['a purchase', (take) => take('recordSale', { sale: buildSale({ id: id('sale'), customerId: ben.id }) })],
    [
      'a merge',
      (take) => take('mergeCustomers', { id: id('edge'), winnerId: anna.id, loserId: ben.id, choices: {} }),
    ],
    ['what was changed since', (take) => take('editCustomer', { id: ben.id, changes: { type: 'vip' } })],
    [
      'a preference',
      (take) => take('savePreference', { customerId: ben.id, changes: { bestContactTime: null } }),
    ],
    [
      'what another list has changed',
      (take) =>
        take('importCustomers', {
          run: { ...run, id: id('other list') },
          create: [],
          update: [{ id: ben.id, changes: { tags: ['vip'] } }],
        }),
    ],
    ['a note', (take) => take('saveNote', { note: buildNote({ id: id('note'), customerId: ben.id }) })],
  ])('stays while %s hangs on somebody who came in, and nothing of it is taken', async (_what, happen) => {
    const { store, take, anna: current } = await shop();
    expect(await happen(take)).toMatchObject({ ok: true });
    expect(await take('undoImport', everything)).toMatchObject({
      ok: false,
      refusal: { code: 'import_in_use' },
    });
    expect(await store.get('customer', ben.id)).toBeDefined();
    expect((await current()).name).toBe('Anna B.');
  });

  it('is taken back where it has changed itself who came in with it', async () => {
    const { store, take } = await shop();
    await take('importCustomers', {
      run,
      create: [],
      update: [{ id: ben.id, changes: { name: 'Benjamin' } }],
    });
    expect(await take('undoImport', everything)).toMatchObject({ ok: true });
    expect(await store.get('customer', ben.id)).toBeUndefined();
    expect(store.all('fieldChange').filter(({ customerId }) => customerId === ben.id)).toEqual([]);
  });

  it('is taken back after another list that had changed who came in with it', async () => {
    const { store, take } = await shop();
    const other = { ...run, id: id('other list') };
    await take('importCustomers', {
      run: other,
      create: [],
      update: [{ id: ben.id, changes: { name: 'Benny' } }],
    });
    await take('undoImport', { id: other.id, createdIds: [], updatedIds: [ben.id] });
    expect(await store.get('customer', ben.id)).toMatchObject({ name: 'Ben' });
    expect(await take('undoImport', everything)).toMatchObject({ ok: true });
    expect(await store.get('customer', ben.id)).toBeUndefined();
  });

  it('stays while an edit of somebody who came in stands behind another one', async () => {
    const { store, take } = await shop();
    const overruled = {
      id: id('overruled'),
      customerId: ben.id,
      field: 'name',
      value: '"Benny"',
      editedAt: noon,
      editedBy: null,
      deviceId: null,
    };
    await store.put('overruledEdit', overruled);
    expect(await take('undoImport', everything)).toMatchObject({ refusal: { code: 'import_in_use' } });
    expect(await store.get('overruledEdit', overruled.id)).toEqual(overruled);
  });

  const merge = (key: string, winnerId: string, loserId: string) => ({
    ...{ id: id(key), winnerId, loserId },
    choices: {},
  });

  it('[M3] takes back what it gave to somebody who was merged into another one since', async () => {
    const { store, take, anna: current } = await shop();
    await store.put('customer', buildCustomer('Dora'));
    await take('mergeCustomers', merge('edge', id('Dora'), anna.id));
    expect(await take('undoImport', everything)).toMatchObject({ ok: true });
    expect(await current()).toMatchObject({ name: 'Anna', tags: ['tea'] });
    expect(await store.get('customer', id('Dora'))).toMatchObject({ name: 'Dora' });
  });

  it('[M3] takes back what the server gave to the root of somebody whom the device had not seen merged', async () => {
    const { store, take } = await shop();
    for (const name of ['Dora', 'Eve']) await store.put('customer', buildCustomer(name));
    await take('mergeCustomers', merge('edge', id('Dora'), id('Eve')));
    const other = { ...run, id: id('other list') };
    const update = [{ id: id('Eve'), changes: { tags: ['vip'] } }];
    await take('importCustomers', { run: other, create: [], update });
    expect(await store.get('customer', id('Dora'))).toMatchObject({ tags: ['vip'] });
    await take('unmergeCustomers', { winnerId: id('Dora'), loserId: id('Eve') });
    await take('undoImport', { id: other.id, createdIds: [], updatedIds: [id('Eve')] });
    expect(await store.get('customer', id('Dora'))).toMatchObject({ tags: [] });
  });

  it('takes nobody who did not come in with it, whatever is asked', async () => {
    const { store, take } = await shop();
    await take('undoImport', { ...everything, createdIds: [ben.id, anna.id] });
    expect(await store.get('customer', anna.id)).toBeDefined();
  });

  it('brings its rows again after it was taken back, and never one twice', async () => {
    const { store, take } = await shop();
    await take('undoImport', everything);
    await take('importCustomers', { run, create: [ben], update: [] });
    await take('importCustomers', { run, create: [ben], update: [] });
    expect(store.all('customer')).toHaveLength(2);
    expect(await store.get('importRun', run.id)).not.toHaveProperty('undoneAt');
  });

  it('[M5] keeps an edit that it never saw: the later one stays, the other goes to the history', async () => {
    const { store, take, anna: current } = await shop();
    const seen = positionsOf(await current(), ['name', 'tags']);
    const edit = { id: anna.id, changes: { name: 'Anna Baker' } };
    await take('editCustomer', edit, { deviceId: id('till'), at: noon + 3_600_000 });
    const changes = { name: 'Anna C.', tags: ['late'] };
    const list = { run, create: [], update: [{ id: anna.id, changes, seen }] };
    expect(parseArgs('importCustomers', list)).toMatchObject({ ok: true });
    await take('importCustomers', list);
    expect(await current()).toMatchObject({ name: 'Anna Baker', tags: ['late'] });
    expect(store.all('overruledEdit')).toMatchObject([{ field: 'name', value: '"Anna C."' }]);
  });

  it('gives nobody the number of somebody else, though another device was faster', async () => {
    const { store, take } = await shop();
    const other = buildCustomer('Cleo', { externalId: '8' });
    await take('importCustomers', {
      run,
      create: [other],
      update: [{ id: anna.id, changes: { externalId: '8', type: 'vip' } }],
    });
    expect(await store.get('customer', other.id)).toMatchObject({ externalId: null });
    expect(await store.get('customer', anna.id)).toMatchObject({ externalId: null, type: 'vip' });
  });
});
