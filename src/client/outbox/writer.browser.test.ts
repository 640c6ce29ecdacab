import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { chainHash, entryHash } from '../../domain/sync/log-entry.ts';
import { buildSale, id } from '../../domain/testing/build.ts';
import { createDrain } from '../replica/drain.ts';
import { createQueries } from '../replica/queries.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { testDevice } from '../replica/testing/device.ts';
import { openDeviceData } from './device-data.ts';
import { entriesAfter, noteAcknowledged } from './entries-to-send.ts';
import { logStateOf } from './log-database.ts';
import { leaveShop } from './open-shop.ts';
import { createWriter } from './writer.ts';

async function device(nature: 'local' | 'connected' = 'local') {
  const made = await testDevice(nature);
  onTestFinished(made.remove);
  return made;
}

describe('a write', () => {
  test('[W1] is not taken any more once the shop is being removed, so that nothing saved goes with it', async () => {
    const till = await device('connected');
    const other = await openDeviceData(till.data.tenantId, till.seams.newId);
    const writer = createWriter(other, till.seams, async () => {});
    const leaving = leaveShop(till.data, () => Promise.resolve());
    const saving = writer.save('recordSale', { sale: buildSale({ number: '' }) });
    const [left, saved] = await Promise.allSettled([leaving, saving]);
    // Whichever came first: the shop stays with the sale in it, or nothing was called saved.
    const stays = left.status === 'fulfilled' && !left.value.ok;
    const isSaved = saved.status === 'fulfilled' && saved.value.saved;
    expect(isSaved).toBe(stays);
    other.log.close();
    other.replica.close();
  });

  test('[W2] a saved sale bears the next number of the device and is seen at once', async () => {
    const till = await device();
    const first = await till.mutate('recordSale', { sale: buildSale({ id: id('one'), number: '' }) });
    const second = await till.mutate('recordSale', { sale: buildSale({ id: id('two'), number: '' }) });
    expect([first, second]).toMatchObject([
      { saved: true, number: 'A1-A-000001' },
      { saved: true, number: 'A1-A-000002' },
    ]);
    const sale = buildSale({ id: id('two') });
    const receipt = await createQueries(till.data.replica).receipt({ ...sale });
    expect(receipt?.sale.number).toBe('A1-A-000002');
  });

  test('[W2] a tab that dies between log and replica loses nothing: start-up drains', async () => {
    const till = await device();
    await till.save('recordSale', { sale: buildSale({ id: id('lost?') }) });
    expect(await till.data.replica.hotSales.count()).toBe(0);
    await createDrain(till.data, till.seams.report)();
    expect(await till.data.replica.hotSales.get(id('lost?'))).toBeDefined();
    expect((await replicaReader(till.data.replica).metrics(['guest']))[0]).toMatchObject({
      cells: [{ orders: 1 }],
    });
  });

  test('[W2] sales that many tabs save at once get numbers without gaps', async () => {
    const till = await device();
    const tabs = [1, 2, 3].map(() =>
      createWriter(till.data, till.seams, createDrain(till.data, till.seams.report)),
    );
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        (tabs[index % 3] ?? till).mutate('recordSale', { sale: buildSale({ id: id(`at once ${index}`) }) }),
      ),
    );
    const numbers = results.map((result) => (result.saved ? result.number : null)).sort();
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => `A1-A-${String(n + 1).padStart(6, '0')}`));
    await till.drain();
    expect((await replicaReader(till.data.replica).metrics(['guest']))[0]).toMatchObject({
      cells: [{ orders: 12 }],
    });
  });

  test('[W5] entries are chained, and their hashes cover what they say', async () => {
    const till = await device('connected');
    for (const name of ['Ada', 'Bea']) {
      await till.mutate('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
    }
    const [ada, bea] = await entriesAfter(till.data.log, 0, 10, 1e6);
    if (!ada || !bea) throw new Error('both entries are in the log');
    expect(ada.previousHash).toBe('');
    expect(bea.previousHash).toBe(chainHash(ada));
    expect(entryHash(bea)).toBe(bea.hash);
    expect([ada.seq, bea.seq]).toEqual([1, 2]);
  });

  test('[K3] a change names the pending changes that it builds on', async () => {
    const till = await device('connected');
    const created = await till.mutate('createCustomer', {
      id: id('Ada'),
      fields: emptyCustomerFields('Ada'),
    });
    await till.mutate('recordSale', { sale: buildSale({ customerId: id('Ada') }) });
    const [, sale] = await entriesAfter(till.data.log, 0, 10, 1e6);
    expect(sale?.deps).toEqual([created.saved && created.mutationId]);
  });

  test('a change that does not have the right form is refused with the field that is wrong', async () => {
    const till = await device();
    const result = await till.mutate('createCustomer', { id: id('Ada'), fields: emptyCustomerFields(' ') });
    expect(result).toEqual({ saved: false, refusals: [{ code: 'name_required', path: ['fields', 'name'] }] });
  });

  test('[K1] what is odd about a fact refuses it before the log, unless a person has accepted it', async () => {
    const till = await device();
    const sale = buildSale({ customerId: id('nobody') });
    const refused = await till.mutate('recordSale', { sale });
    expect(refused).toMatchObject({ saved: false, refusals: [{ code: 'customer_not_found' }] });
    expect(await till.data.log.entries.count()).toBe(1);
    const accepted = await till.mutate('recordSale', { sale }, { accepted: ['unknown_customer'] });
    expect(accepted.saved).toBe(true);
    const receipt = await createQueries(till.data.replica).receipt(sale);
    expect(receipt?.issues).toMatchObject([{ code: 'unknown_customer' }]);
  });

  test('[I1] [W3] a large change lies gzipped in the log and reads back as it was', async () => {
    const till = await device();
    const sales = Array.from({ length: 200 }, (_, index) => buildSale({ id: id(`import ${index}`) }));
    const run = { id: id('run'), format: 'csv', fileName: 'a.csv', startedAt: 1, startedBy: null } as const;
    const args = { run, locations: [], categories: [], products: [], customers: [], sales };
    await till.mutate('importBatch', args);
    const stored = await till.data.log.entries.get(2);
    expect(stored?.args).toMatchObject({ form: 'sealed', of: 'gzip' });
    const [entry] = await entriesAfter(till.data.log, 1, 1, 1e6);
    expect(entry?.args).toEqual(args);
    expect(entry && entryHash(entry)).toBe(entry?.hash);
  });

  test('[W7] when the disk is full nothing is saved, nothing is lost, and the number is not used up', async () => {
    const till = await device();
    const before = await logStateOf(till.data.log);
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const refused = await till.mutate('recordSale', { sale: buildSale({ id: id('one') }) });
    full.mockRestore();
    expect(refused).toEqual({ saved: false, refusals: [{ code: 'storage_full' }] });
    expect(await logStateOf(till.data.log)).toEqual(before);
    expect(await till.data.log.entries.count()).toBe(1);
    const saved = await till.mutate('recordSale', { sale: buildSale({ id: id('one') }) });
    expect(saved).toMatchObject({ saved: true, number: 'A1-A-000001' });
  });

  test('[W7] a replica without room does not make a saved sale unsaved, and takes it in later', async () => {
    const till = await device();
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === 'hotSales') throw new DOMException('no room', 'QuotaExceededError');
      return this.put(...args);
    });
    const result = await till.mutate('recordSale', { sale: buildSale({ id: id('one') }) });
    full.mockRestore();
    expect(result.saved).toBe(true);
    expect(till.seams.reported).toHaveLength(1);
    expect(await till.data.replica.hotSales.count()).toBe(0);
    await till.drain();
    expect(await till.data.replica.hotSales.count()).toBe(1);
  });
});

test('[X3] an answer about a former incarnation says nothing of what the present one has sent', async () => {
  const till = await device('connected');
  await noteAcknowledged(till.data.log, id('former'), 7);
  const { incarnation, acknowledgedSeq } = await logStateOf(till.data.log);
  expect(acknowledgedSeq).toBe(0);
  await noteAcknowledged(till.data.log, incarnation, 3);
  await noteAcknowledged(till.data.log, incarnation, 2);
  expect((await logStateOf(till.data.log)).acknowledgedSeq).toBe(3);
});
