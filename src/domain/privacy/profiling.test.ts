import { beforeEach, describe, expect, it } from 'vitest';
import { answeredNow, knownAnswers } from '../history/current-consents.ts';
import { consentsOf } from '../history/group-rows.ts';
import { groupOf } from '../history/groups.ts';
import type { ConsentState } from '../model/customer-rows.ts';
import { applyMutation, type MutationArgs, type MutationName } from '../mutations/registry.ts';
import { buildContext, buildCustomer, id, noon } from '../testing/build.ts';
import { buildConsent } from '../testing/build-record.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { groupObjects, objectors } from './profiling.ts';

const [anna, ann, bob] = [id('Anna'), id('Ann'), id('Bob')];
let store: MemoryStore;
let count = 0;

async function apply<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
  count += 1;
  const context = buildContext({ mutationId: id(`m${count}`), at: noon + count });
  expect(await applyMutation(store, name, args, context)).toMatchObject({ ok: true });
}

async function answer(customerId: string, state: ConsentState): Promise<void> {
  const known = await consentsOf(store, await groupOf(store, customerId));
  const at = answeredNow(known, 'profiling', noon + count);
  const replaces = knownAnswers(known, 'profiling');
  const fields = { id: id(`answer ${count}`), customerId, purpose: 'profiling', state, at } as const;
  await apply('recordConsent', { consent: { ...buildConsent(fields), replaces } });
}

const objects = async (customerId: string) => groupObjects(store, await groupOf(store, customerId));

beforeEach(async () => {
  store = new MemoryStore();
  await store.putMany('customer', [buildCustomer('Anna'), buildCustomer('Ann'), buildCustomer('Bob')]);
});

describe('objecting to profiling', () => {
  it('[REQ-P6] is to say no, or no longer; whoever was not asked or agrees does not object', async () => {
    expect(await objects(anna)).toBe(false);
    const states: [ConsentState, boolean][] = [
      ['given', false],
      ['withdrawn', true],
      ['given', false],
      ['refused', true],
      ['not_asked', false],
    ];
    for (const [state, expected] of states) {
      await answer(anna, state);
      expect(await objects(anna), state).toBe(expected);
      expect((await objectors(store)).has(anna), state).toBe(expected);
    }
  });

  it('[REQ-P6] holds for a merged customer where one of them objects, and ends for the other with the merge', async () => {
    await answer(ann, 'refused');
    await answer(bob, 'given');
    await apply('mergeCustomers', { id: id('edge'), winnerId: anna, loserId: ann, choices: {} });
    expect([...(await objectors(store))]).toEqual([anna]);
    expect([await objects(anna), await objects(ann), await objects(bob)]).toEqual([true, true, false]);
    await apply('unmergeCustomers', { winnerId: anna, loserId: ann });
    expect([...(await objectors(store))]).toEqual([ann]);
    expect(await objects(anna)).toBe(false);
  });

  it('is no objection to anything else', async () => {
    await apply('recordConsent', {
      consent: buildConsent({ customerId: anna, purpose: 'marketing', state: 'refused' }),
    });
    expect((await objectors(store)).size).toBe(0);
  });
});
