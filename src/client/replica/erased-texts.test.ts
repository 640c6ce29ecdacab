import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { saleRefOf } from '../../domain/model/sale.ts';
import { buildCustomer, buildSale, id, noon } from '../../domain/testing/build.ts';
import { entriesAfter } from '../outbox/entries-to-send.ts';
import { applyFeed } from './apply-feed.ts';
import { rowsOfKind } from './directory-source.ts';
import { testDevice } from './testing/device.ts';
import { TestServer } from './testing/server.ts';

test('[E2] the text of a sale that waits goes when the feed shows that its customer was erased', async () => {
  const till = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(till.remove);
  const server = new TestServer();
  const anna = buildCustomer('Anna');
  const pull = async (from: number) => {
    const rows = server.feed.filter(({ v }) => v > from);
    await applyFeed(till.data, { epoch: 'first', rows, completeV: server.v }, noon);
  };
  await server.run('createCustomer', { id: anna.id, fields: emptyCustomerFields('Anna') }, { at: noon });
  await pull(0);
  const seen = server.v;
  const [sale, other] = [buildSale({ customerId: anna.id }), buildSale({ id: id('guest sale') })];
  for (const each of [sale, other]) {
    const text = { id: id(`text of ${each.id}`), sale: saleRefOf(each), deliveryName: 'Anna Baker' };
    await till.mutate('recordSale', { sale: each, text }, { accepted: ['not_permitted'] });
  }
  expect(await rowsOfKind(till.data.replica, 'saleText')).toHaveLength(2);

  await server.run('eraseCustomer', { id: id('erasure'), customerIds: [anna.id] }, { at: noon });
  for (const entry of await entriesAfter(till.data.log, 0, 10, 1e9)) await server.take(entry);
  await pull(seen);
  expect((await rowsOfKind(till.data.replica, 'saleText')).map((row) => row.sale.id)).toEqual([other.id]);
});
