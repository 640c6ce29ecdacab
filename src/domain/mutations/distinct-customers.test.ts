import { expect, it } from 'vitest';
import { buildContext, buildCustomer, id } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, parseArgs } from './registry.ts';

async function shop(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.putMany('customer', [buildCustomer('anna'), buildCustomer('ann')]);
  return store;
}

it('[REQ-M5] that two are not one is one row, whoever says it and in whichever order', async () => {
  const store = await shop();
  const context = buildContext({ at: 7 });
  await applyMutation(store, 'dismissDuplicate', { firstId: id('anna'), secondId: id('ann') }, context);
  const once = store.all('distinctPair');
  expect(once).toMatchObject([{ active: true, decidedAt: 7 }]);
  await applyMutation(store, 'dismissDuplicate', { firstId: id('ann'), secondId: id('anna') }, context);
  expect(store.all('distinctPair')).toEqual(once);
});

it('[REQ-M5] it can be taken back', async () => {
  const store = await shop();
  const two = { firstId: id('anna'), secondId: id('ann') };
  await applyMutation(store, 'dismissDuplicate', two, buildContext());
  await applyMutation(store, 'restoreDuplicate', two, buildContext());
  expect(store.all('distinctPair')).toMatchObject([{ active: false }]);
});

it('says nothing of somebody unknown, or of one alone', async () => {
  const store = await shop();
  const unknown = { firstId: id('anna'), secondId: id('nobody') };
  expect(await applyMutation(store, 'dismissDuplicate', unknown, buildContext())).toMatchObject({
    ok: false,
    refusal: { code: 'customer_not_found', path: ['secondId'] },
  });
  const alone = { firstId: id('anna'), secondId: id('anna') };
  expect(parseArgs('dismissDuplicate', alone)).toMatchObject({ refusals: [{ code: 'same_customer' }] });
});
