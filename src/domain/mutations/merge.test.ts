import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, rootOf } from '../history/groups.ts';
import { buildContext, buildCustomer, id } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, type MutationArgs } from './registry.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

async function shopWith(customers: readonly string[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.putMany(
    'customer',
    customers.map((name) => buildCustomer(name)),
  );
  return store;
}

const merge = (store: MemoryStore, loser: string, winner: string, at = 1) =>
  applyMutation(
    store,
    'mergeCustomers',
    {
      id: id(`${loser}>${winner} ${at}`),
      loserId: id(loser),
      winnerId: id(winner),
      choices: {},
    } satisfies MutationArgs<'mergeCustomers'>,
    buildContext({ at }),
  );
const unmerge = (store: MemoryStore, loser: string, winner: string) =>
  applyMutation(store, 'unmergeCustomers', { loserId: id(loser), winnerId: id(winner) }, buildContext());

const members = async (store: MemoryStore, name: string) =>
  [...(await groupOf(store, id(name))).memberIds].sort();
const sorted = (...customers: string[]) => customers.map(id).sort();

describe('merging customers', () => {
  it('[M1] adds one edge and rewrites no row', async () => {
    const store = await shopWith(names);
    const before = store.all('customer');
    expect(await merge(store, 'b', 'a')).toEqual({ ok: true, issues: [] });
    expect(store.all('customer')).toEqual(before);
    expect(await members(store, 'b')).toEqual(sorted('a', 'b'));
  });

  it('[M1] follows a winner that has moved to its root', async () => {
    const store = await shopWith(names);
    await merge(store, 'b', 'a');
    await merge(store, 'c', 'b');
    expect(await rootOf(store, id('c'))).toBe(id('a'));
    expect(store.all('mergeEdge').find((edge) => edge.loserId === id('c'))?.winnerId).toBe(id('a'));
  });

  it('[M1] A→B against B→A: the second finds them in one group and adds nothing', async () => {
    const store = await shopWith(names);
    await merge(store, 'b', 'a');
    expect(await merge(store, 'a', 'b')).toEqual({ ok: true, issues: [] });
    expect(store.all('mergeEdge')).toHaveLength(1);
  });

  it('[M1] X→Y beside an unseen X→Z: the later is refused', async () => {
    const store = await shopWith(names);
    await merge(store, 'c', 'a');
    expect(await merge(store, 'c', 'b')).toMatchObject({ ok: false, refusal: { code: 'merged_elsewhere' } });
  });

  it('refuses unknown customers', async () => {
    const store = await shopWith(['a']);
    expect(await merge(store, 'ghost', 'a')).toMatchObject({
      ok: false,
      refusal: { code: 'customer_not_found', path: ['loserId'] },
    });
    expect(await merge(store, 'a', 'ghost')).toMatchObject({
      ok: false,
      refusal: { code: 'customer_not_found', path: ['winnerId'] },
    });
  });

  it('[M3] un-merging gives back exactly the two customers', async () => {
    const store = await shopWith(names);
    const before = store.all('customer');
    await merge(store, 'c', 'b');
    await merge(store, 'b', 'a');
    expect(await unmerge(store, 'b', 'a')).toEqual({ ok: true, issues: [] });
    expect(await members(store, 'a')).toEqual(sorted('a'));
    expect(await members(store, 'c')).toEqual(sorted('b', 'c'));
    expect(store.all('customer')).toEqual(before);
    expect(await unmerge(store, 'b', 'a')).toMatchObject({ ok: false, refusal: { code: 'not_merged' } });
  });

  it('[M3] merging again after an un-merge works', async () => {
    const store = await shopWith(names);
    await merge(store, 'b', 'a', 1);
    await unmerge(store, 'b', 'a');
    await merge(store, 'b', 'a', 2);
    expect(await members(store, 'a')).toEqual(sorted('a', 'b'));
  });

  it('[M1] an id that another merge bears is refused, and that merge stays', async () => {
    const store = await shopWith(names);
    await merge(store, 'b', 'a');
    const again = { id: id('b>a 1'), loserId: id('d'), winnerId: id('c'), choices: {} };
    expect(await applyMutation(store, 'mergeCustomers', again, buildContext())).toMatchObject({
      refusal: { code: 'already_exists' },
    });
    expect(await members(store, 'b')).toEqual(sorted('a', 'b'));
  });

  it('[M1] edges stay a forest and groups stay a partition under any sequence', async () => {
    const step = fc.record({
      unmerge: fc.boolean(),
      loser: fc.constantFrom(...names),
      winner: fc.constantFrom(...names),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const store = await shopWith(names);
        for (const [index, { unmerge: cut, loser, winner }] of steps.entries()) {
          if (loser === winner) continue;
          if (cut) await unmerge(store, loser, winner);
          else await merge(store, loser, winner, index + 1);
        }
        const active = store.all('mergeEdge').filter((edge) => edge.active);
        expect(new Set(active.map((edge) => edge.loserId)).size).toBe(active.length);
        for (const name of names) {
          const root = await rootOf(store, id(name));
          expect((await groupOf(store, root)).memberIds).toContain(id(name));
        }
        const everyone = new Set<string>();
        for (const name of names) everyone.add((await members(store, name)).join());
        expect([...everyone].flatMap((group) => group.split(',')).sort()).toEqual(sorted(...names));
      }),
    );
  });
});
