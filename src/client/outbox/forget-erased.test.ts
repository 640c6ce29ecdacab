import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { entryHash } from '../../domain/sync/log-entry.ts';
import { buildCustomer, buildSale, id, noon } from '../../domain/testing/build.ts';
import { buildNote } from '../../domain/testing/build-record.ts';
import { type TestDevice, testDevice } from '../replica/testing/device.ts';
import { forgetErased } from './forget-erased.ts';
import { unpackEntry } from './stored-args.ts';

const secret = 'Sentinelova';
const anna = id('Anna');

async function device(nature: 'local' | 'connected'): Promise<TestDevice> {
  const made = await testDevice(nature, { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(() => made.remove());
  return made;
}

async function everything({ data: { log, replica } }: TestDevice): Promise<string> {
  const stored = [...(await log.entries.toArray()), ...(await log.retained.toArray())];
  const entries = await Promise.all(stored.map(unpackEntry));
  for (const entry of entries) expect(entryHash(entry)).toBe(entry.hash);
  return JSON.stringify([entries, await replica.rows.toArray(), await replica.pending.toArray()]);
}

async function done({ data }: TestDevice): Promise<string[]> {
  const told: string[] = [];
  await forgetErased(data, async (erasureId) => told.push(erasureId));
  return told;
}

const run = { id: id('run'), format: 'csv' as const, fileName: 'a.csv', startedAt: noon, startedBy: null };

async function fill({ mutate, save, drain }: TestDevice): Promise<void> {
  await mutate('createCustomer', { id: anna, fields: emptyCustomerFields(secret) });
  await mutate('createCustomer', { id: id('Bob'), fields: emptyCustomerFields('Bob') });
  await mutate('saveNote', { note: buildNote({ customerId: anna, text: secret }) });
  await mutate('recordSale', { sale: buildSale({ customerId: anna, number: '' }) });
  const customers = [buildCustomer('Carl', { name: `${secret} Carl` }), buildCustomer('Dora')];
  await save('importBatch', { run, locations: [], categories: [], products: [], customers, sales: [] });
  await drain();
}

test('[E2] [E3] a shop without a server takes the person out of its own log, which keeps its hashes', async () => {
  const shop = await device('local');
  await fill(shop);
  // The note was confirmed by a server, as far as the log knows.
  const { log } = shop.data;
  const [, , , noted] = await log.entries.orderBy('seq').toArray();
  if (!noted) throw new Error('a note was saved');
  await log.retained.add({ ...noted, retainedAt: noon });
  await log.entries.delete(noted.seq);
  expect(await everything(shop)).toContain(secret);
  expect(
    await shop.mutate('eraseCustomer', { id: id('erasure'), customerIds: [anna, id('Carl')] }),
  ).toMatchObject({
    saved: true,
  });
  expect(await done(shop)).toEqual([id('erasure')]);
  const left = await everything(shop);
  expect(left).not.toContain(secret);
  expect(left).toContain('Bob');
  expect(left).toContain('Dora');
  expect(await done(shop)).toEqual([]);
});

test('[E2] what the server has not confirmed takes nobody out of the log', async () => {
  const till = await device('connected');
  const erasure = {
    id: id('erasure'),
    customerIds: [anna],
    requestedAt: noon,
    requestedBy: null,
    doneOnServerAt: null,
  };
  await till.data.replica.rows.put({ kind: 'erasure', id: erasure.id, v: null, row: erasure });
  expect(await done(till)).toEqual([]);
  await till.data.replica.rows.put({ kind: 'erasure', id: erasure.id, v: 7, row: erasure });
  expect(await done(till)).toEqual([erasure.id]);
});
