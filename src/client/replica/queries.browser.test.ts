import { expect, onTestFinished, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import { entriesAfter } from '../outbox/entries-to-send.ts';
import { applyFeed } from './apply-feed.ts';
import { createQueries } from './queries.ts';
import { testDevice } from './testing/device.ts';
import { TestServer } from './testing/server.ts';

const today = '2026-12-01';

async function shop() {
  const till = await testDevice('connected');
  onTestFinished(till.remove);
  const queries = createQueries(till.data.replica);
  for (const name of ['Ada', 'Bea', 'Cyd']) {
    await till.mutate('createCustomer', {
      id: id(name),
      fields: { ...emptyCustomerFields(name), tags: [name] },
    });
  }
  const merge = (key: string, winner: string, loser: string, choices = {}) =>
    till.mutate('mergeCustomers', { id: id(key), winnerId: id(winner), loserId: id(loser), choices });
  const confirmAll = async () => {
    const server = new TestServer();
    for (const entry of await entriesAfter(till.data.log, 0, 1000, 1e9)) await server.take(entry);
    await applyFeed(till.data, { epoch: 'first', rows: server.feed, completeV: server.v }, noon);
  };
  return { ...till, queries, merge, confirmAll };
}

test('[M2] a merged customer is shown joined, from whichever id it is asked, and apart again after an un-merge', async () => {
  const { mutate, queries, merge } = await shop();
  await mutate('recordSale', { sale: buildSale({ id: id('one'), customerId: id('Ada') }) });
  await mutate('recordSale', { sale: buildSale({ id: id('two'), customerId: id('Cyd') }) });
  await merge('first', 'Ada', 'Bea', { name: 'loser', tags: 'both' });
  await merge('second', 'Ada', 'Cyd');
  const [asWinner, asLoser] = [
    await queries.customer(id('Ada'), today),
    await queries.customer(id('Cyd'), today),
  ];
  expect(asWinner?.customer).toMatchObject({ id: id('Ada'), name: 'Bea', tags: ['Ada', 'Bea'] });
  expect(asWinner?.cells).toMatchObject([{ orders: 2 }]);
  expect(asLoser).toEqual(asWinner);
  await mutate('unmergeCustomers', { winnerId: id('Ada'), loserId: id('Cyd') });
  expect((await queries.customer(id('Cyd'), today))?.cells).toMatchObject([{ orders: 1 }]);
  expect((await queries.customer(id('Ada'), today))?.group.memberIds).toEqual([id('Ada'), id('Bea')]);
  expect(await queries.customer(id('Nobody'), today)).toBeUndefined();
});

test('[F4] a customer waits until the feed has shown every change of the group', async () => {
  const { queries, merge, confirmAll } = await shop();
  expect((await queries.customer(id('Ada'), today))?.waiting).toBe(true);
  await confirmAll();
  expect((await queries.customer(id('Ada'), today))?.waiting).toBe(false);
  await merge('later', 'Ada', 'Bea');
  expect((await queries.customer(id('Bea'), today))?.waiting).toBe(true);
  expect((await queries.customer(id('Cyd'), today))?.waiting).toBe(false);
});

test('[D6] a receipt comes with its parent, its returns, what is left of it and what was printed', async () => {
  const { mutate, queries } = await shop();
  const sale = buildSale({ id: id('sold'), customerId: id('Ada') });
  const back = buildReturn(sale, [{ n: 1, quantityMilli: 400 }], { id: id('back'), number: '' });
  const ref = { id: sale.id, customerId: sale.customerId, occurredAt: noon };
  await mutate('recordSale', { sale, text: { id: id('text'), sale: ref, remark: 'gift' } });
  await mutate('recordReturn', { sale: back });
  await mutate('recordPrint', { id: id('print'), sale: ref, form: 'copy' });
  const shown = await queries.receipt(sale);
  expect(shown).toMatchObject({
    parent: null,
    children: [{ id: back.id, number: 'B2-A-000002' }],
    returnable: [{ n: 1, soldMilli: 1000, returnedMilli: 400, leftMilli: 600 }],
    prints: [{ form: 'copy' }],
    waiting: true,
  });
  expect((await queries.receipt(back))?.parent?.id).toBe(sale.id);
  expect(await queries.receipt({ ...sale, id: id('nothing') })).toBeUndefined();
  expect(await queries.waitingSaleIds()).toEqual(new Set([sale.id, back.id]));
});

test('[L5] a document dated in the future counts from its day on, as at the server', async () => {
  const { mutate, queries } = await shop();
  const later = { occurredAt: noon + 30 * 86_400_000, businessDate: '2026-12-20' };
  await mutate('recordSale', { sale: buildSale({ id: id('now'), customerId: id('Ada') }) });
  await mutate('recordSale', { sale: buildSale({ id: id('later'), customerId: id('Ada'), ...later }) });
  expect((await queries.customer(id('Ada'), '2026-12-19'))?.cells).toMatchObject([{ orders: 1 }]);
  expect((await queries.customer(id('Ada'), '2026-12-20'))?.cells).toMatchObject([{ orders: 2 }]);
});
