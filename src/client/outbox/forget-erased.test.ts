import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { entryHash } from '../../domain/sync/log-entry.ts';
import { buildCustomer, buildSale, id, noon } from '../../domain/testing/build.ts';
import { buildNote } from '../../domain/testing/build-record.ts';
import { CustomerDirectory } from '../directory/customer-directory.ts';
import { readShards } from '../replica/directory-source.ts';
import { createDrain } from '../replica/drain.ts';
import { openIntent } from '../replica/pending-args.ts';
import type { PendingIntent, StoredRow } from '../replica/replica-database.ts';
import { type TestDevice, testDevice } from '../replica/testing/device.ts';
import { closeDeviceData, openDeviceData } from './device-data.ts';
import { forgetErased } from './forget-erased.ts';
import type { StoredEntry } from './log-database.ts';
import { unpackEntry } from './stored-args.ts';

const secret = 'Sentinelova';
const anna = id('Anna');

interface OwnDevice extends TestDevice {
  readonly seam: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };
}

async function device(nature: 'local' | 'connected'): Promise<OwnDevice> {
  const seam = { indexedDB: new IDBFactory(), IDBKeyRange };
  const made = await testDevice(nature, seam);
  onTestFinished(() => made.remove());
  return { ...made, seam };
}

/** Records as they lie there, of every kind that passes the codec. */
async function recordsOf({ data: { log, replica } }: Pick<TestDevice, 'data'>) {
  const images = await replica.serverRows.toArray();
  return {
    entries: [...(await log.entries.toArray()), ...(await log.retained.toArray())],
    rows: [...(await replica.rows.toArray()), ...images.flatMap(({ stored }) => stored ?? [])],
    pending: await replica.pending.toArray(),
    shards: await replica.directoryShards.toArray(),
  };
}

type Records = Awaited<ReturnType<typeof recordsOf>>;

/** Everything that can be read of some records with the keys of a device. */
async function readable({ data }: Pick<TestDevice, 'data'>, records: Records): Promise<string> {
  const { log, replica } = data;
  const entries = await Promise.all(records.entries.map((entry: StoredEntry) => unpackEntry(log, entry)));
  const rows = records.rows.map((row: StoredRow) => replica.codec.openRow(row.kind, row));
  const pending = records.pending.map((intent: PendingIntent) => openIntent(replica, intent));
  return JSON.stringify([entries, rows, pending]);
}

async function everything(shop: TestDevice): Promise<string> {
  const records = await recordsOf(shop);
  for (const stored of records.entries) {
    const entry = await unpackEntry(shop.data.log, stored);
    expect(entryHash(entry)).toBe(entry.hash);
  }
  return readable(shop, records);
}

/** Every byte and letter of some records, readable or not. */
function bytesOf(records: unknown): string {
  return JSON.stringify(records, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

async function done({ data }: Pick<TestDevice, 'data'>): Promise<string[]> {
  const told: string[] = [];
  await forgetErased(data, navigator.locks, async (erasureId) => told.push(erasureId));
  return told;
}

const run = { id: id('run'), format: 'csv' as const, fileName: 'a.csv', startedAt: noon, startedBy: null };
const view = { shopCurrency: 'GBP', today: '2026-03-01' };

/** A shop that knows Anna and others, and has laid its directory down. */
async function fill({ mutate, save, drain, data }: TestDevice): Promise<void> {
  await mutate('createCustomer', { id: anna, fields: emptyCustomerFields(secret) });
  await mutate('createCustomer', { id: id('Bob'), fields: emptyCustomerFields('Bob') });
  await mutate('saveNote', { note: buildNote({ customerId: anna, text: secret }) });
  const sale = buildSale({ customerId: anna, number: '' });
  const ref = { id: sale.id, customerId: anna, occurredAt: sale.occurredAt };
  await mutate('recordSale', { sale, text: { id: id('text'), sale: ref, deliveryName: secret } });
  await mutate('recordSale', { sale: buildSale({ id: id('other'), number: '' }) });
  const customers = [buildCustomer('Carl', { name: `${secret} Carl` }), buildCustomer('Dora')];
  await save('importBatch', { run, locations: [], categories: [], products: [], customers, sales: [] });
  await drain();
  await layDirectory(data);
}

async function layDirectory({ replica }: TestDevice['data']): Promise<void> {
  const directory = new CustomerDirectory(replica, () => crypto.randomUUID());
  await directory.refresh(view);
  expect(await directory.save()).toBe(true);
}

const eraseBoth = { id: id('erasure'), customerIds: [anna, id('Carl')] };

test('[E3] nothing that lies in the databases of a device tells who its customers are', async () => {
  const shop = await device('local');
  await fill(shop);
  // Whatever a person types may be about another one.
  await shop.mutate('discardAttention', { id: id('refused'), reason: `${secret} came by herself` });
  const records = await recordsOf(shop);
  expect(bytesOf(records)).not.toContain(secret);
  expect(bytesOf(records)).not.toContain('Dora');
  expect(await readable(shop, records)).toContain(secret);
  // A sale says nothing of anybody, and is to be read whatever becomes of the keys.
  expect(records.entries.filter(({ args }) => args.form === 'plain').map(({ name }) => name)).toContain(
    'recordSale',
  );
});

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
  expect(await shop.mutate('eraseCustomer', eraseBoth)).toMatchObject({ saved: true });
  expect(await done(shop)).toEqual([id('erasure')]);
  const left = await everything(shop);
  expect(left).not.toContain(secret);
  expect(left).toContain('Bob');
  expect(left).toContain('Dora');
  expect(await done(shop)).toEqual([]);
});

test('[E3] what a disk still holds of an erased person can never be read again', async () => {
  const shop = await device('local');
  await fill(shop);
  const before = await recordsOf(shop);
  expect(await readable(shop, before)).toContain(secret);
  await shop.mutate('eraseCustomer', eraseBoth);
  await layDirectory(shop.data);
  await done(shop);
  const anew = { data: await openDeviceData(shop.data.tenantId, shop.seams.newId, shop.seam) };
  for (const tab of [shop, anew]) {
    // Old records, as a database keeps them after they were written over.
    expect(await readable(tab, before)).not.toContain(secret);
    const ofBob = before.rows.filter(({ id: of }) => of === id('Bob'));
    expect(ofBob.map((row) => tab.data.replica.codec.openRow('customer', row)?.name)).toEqual(['Bob']);
    expect(await readable(tab, await recordsOf(tab))).toContain('Dora');
  }
  const texts = (await readShards(anew.data.replica))?.flatMap((piece) => piece.texts).join() ?? '';
  expect(texts).toContain('Dora');
  expect(texts).not.toContain(secret);
  closeDeviceData(anew.data);
});

test('[E3] a device that is ended before its keys are destroyed does it at the next start', async () => {
  const shop = await device('local');
  await fill(shop);
  const before = await recordsOf(shop);
  await shop.mutate('eraseCustomer', eraseBoth);
  const { ring } = shop.data.replica.codec;
  const { destroy } = ring;
  ring.destroy = () => Promise.reject(new Error('ended here'));
  await expect(done(shop)).rejects.toThrow('ended here');
  expect(await readable(shop, before)).toContain(secret);
  ring.destroy = destroy;
  expect(await done(shop)).toEqual([id('erasure')]);
  expect(await readable(shop, before)).not.toContain(secret);
  expect(await everything(shop)).toContain('Dora');
});

test('[E3] a tab that still holds the old keys saves what every other tab can read', async () => {
  const shop = await device('local');
  await fill(shop);
  const other = await openDeviceData(shop.data.tenantId, shop.seams.newId, shop.seam);
  await shop.mutate('eraseCustomer', eraseBoth);
  expect(await done({ data: other })).toEqual([id('erasure')]);
  await shop.mutate('createCustomer', { id: id('Eve'), fields: emptyCustomerFields('Eve') });
  await shop.mutate('saveNote', { note: buildNote({ customerId: id('Bob'), text: 'likes tea' }) });
  const seen = await readable({ data: other }, await recordsOf({ data: other }));
  for (const name of ['Eve', 'likes tea', 'Bob', 'Dora']) expect(seen).toContain(name);
  closeDeviceData(other);
});

/** Locks of a browser that has taken them from a page which was put aside. */
const takenAway = {
  request: (_name: string, _options: LockOptions, work: (lock: Lock) => unknown) =>
    work({ name: 'erase', mode: 'exclusive' }),
} as Pick<LockManager, 'request'>;

test('[E3] [W1] a tab that goes on erasing late writes nothing over what another has sealed since', async () => {
  const shop = await device('local');
  await fill(shop);
  const other = await openDeviceData(shop.data.tenantId, shop.seams.newId, shop.seam);
  await shop.mutate('eraseCustomer', eraseBoth);
  const { log } = shop.data;
  const transaction = log.transaction.bind(log) as (...given: unknown[]) => Promise<unknown>;
  let transactions = 0;
  // It is frozen when it has read and sealed, and before it writes.
  const late = async (...given: unknown[]) => {
    transactions += 1;
    if (transactions === 2) expect(await done({ data: other })).toEqual([id('erasure')]);
    return transaction(...given);
  };
  Object.assign(log, { transaction: late });
  const told: string[] = [];
  expect(await forgetErased(shop.data, takenAway, async (erasureId) => told.push(erasureId))).toBe(false);
  expect(told).toEqual([]);
  Object.assign(log, { transaction });
  const anew = { data: await openDeviceData(shop.data.tenantId, shop.seams.newId, shop.seam) };
  const left = await readable(anew, await recordsOf(anew));
  for (const name of ['Bob', 'Dora']) expect(left).toContain(name);
  expect(left).not.toContain(secret);
  const { log: logAnew } = anew.data;
  for (const stored of await logAnew.entries.toArray()) {
    const entry = await unpackEntry(logAnew, stored);
    expect(entryHash(entry)).toBe(entry.hash);
  }
  closeDeviceData(anew.data);
  closeDeviceData(other);
});

test('[E3] two tabs never erase at once: the second is told to come again', async () => {
  const shop = await device('local');
  await fill(shop);
  await shop.mutate('eraseCustomer', eraseBoth);
  const before = await recordsOf(shop);
  const second: boolean[] = [];
  const first = await forgetErased(shop.data, navigator.locks, async () => {
    second.push(await forgetErased(shop.data, navigator.locks, () => Promise.resolve()));
  });
  expect([first, second]).toEqual([true, [false]]);
  expect(await readable(shop, before)).not.toContain(secret);
});

test('[E3] where the replica is begun anew, a tab that still holds the old keys writes what others can read', async () => {
  const shop = await device('local');
  await fill(shop);
  const other = await openDeviceData(shop.data.tenantId, shop.seams.newId, shop.seam);
  await shop.mutate('eraseCustomer', eraseBoth);
  await done({ data: other });
  await Promise.all(other.replica.tables.map((table) => table.clear()));
  const anew = await openDeviceData(shop.data.tenantId, shop.seams.newId, shop.seam);
  await createDrain(anew, shop.seams.report)();
  const sale = buildSale({ id: id('late'), customerId: id('Bob'), number: '' });
  const ref = { id: sale.id, customerId: sale.customerId, occurredAt: sale.occurredAt };
  const text = { id: id('late text'), sale: ref, deliveryName: 'Bobby' };
  expect(await shop.mutate('recordSale', { sale, text })).toMatchObject({ saved: true });
  const stored = await anew.replica.rows.get(['saleText', text.id]);
  expect(stored && anew.replica.codec.openRow('saleText', stored)?.deliveryName).toBe('Bobby');
  closeDeviceData(anew);
  closeDeviceData(other);
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
