import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { chainHash } from '../../domain/sync/log-entry.ts';
import { buildSale, id } from '../../domain/testing/build.ts';
import { metricsRowsAfter } from '../replica/metrics-pages.ts';
import { undecidedAttention } from '../replica/open-problems.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { testDevice } from '../replica/testing/device.ts';
import { logStateOf } from './log-database.ts';
import { nextSeries, startIncarnation } from './new-incarnation.ts';

async function deviceWithHistory() {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  await device.mutate('createCustomer', { id: id('Anna'), fields: emptyCustomerFields('Anna') });
  await device.mutate('editCustomer', { id: id('Anna'), changes: { name: 'Johanna' } });
  await device.mutate('recordSale', {
    sale: buildSale({ id: id('sale'), number: '', customerId: id('Anna') }),
  });
  return device;
}

describe('a new incarnation', () => {
  it('[X3] keeps ids and hashes, numbers from 1, and begins a series of receipts', async () => {
    const { data, mutate } = await deviceWithHistory();
    const before = await data.log.entries.toArray();
    await startIncarnation(data.log, id('second'));
    const after = await data.log.entries.toArray();
    expect(after.map((entry) => [entry.seq, entry.id, entry.hash])).toEqual(
      before.map((entry, index) => [index + 1, entry.id, entry.hash]),
    );
    for (const [index, entry] of after.entries()) {
      expect(entry.incarnation).toBe(id('second'));
      const previous = after[index - 1];
      expect(entry.previousHash).toBe(previous ? chainHash(previous) : '');
    }
    const sold = await mutate('recordSale', { sale: buildSale({ id: id('next'), number: '' }) });
    expect(sold).toMatchObject({ saved: true, number: 'B2-B-000001' });
    expect(await logStateOf(data.log)).toMatchObject({ nextSeq: 5, retainedSeq: 0, acknowledgedSeq: 0 });
  });

  it('[X3] changes nothing of what the device shows, and nothing becomes a problem', async () => {
    const { data, drain } = await deviceWithHistory();
    const shown = async () => ({
      customer: await replicaReader(data.replica).get('customer', id('Anna')),
      metrics: await metricsRowsAfter(data.replica, '', 1000),
    });
    const before = await shown();
    await startIncarnation(data.log, id('second'));
    await drain();
    expect(await shown()).toEqual(before);
    expect(await undecidedAttention(data.replica)).toEqual([]);
    expect((await data.replica.pending.toArray()).map((intent) => intent.seq)).toEqual([1, 2]);
  });

  it('has letters enough', () => {
    expect(['A', 'Y', 'Z', 'AZ', 'ZZ'].map(nextSeries)).toEqual(['B', 'Z', 'AA', 'BA', 'AAA']);
  });
});
