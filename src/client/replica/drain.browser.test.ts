import { expect, onTestFinished, test, vi } from 'vitest';
import { contributionOf } from '../../domain/metrics/contribution.ts';
import { addToMetrics, emptyMetrics } from '../../domain/metrics/metrics.ts';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { figuresTable } from '../../domain/sync/protocol.ts';
import { buildSale, id, noon } from '../../domain/testing/build.ts';
import { openDeviceData } from '../outbox/device-data.ts';
import { createWriter } from '../outbox/writer.ts';
import { applyFeed } from './apply-feed.ts';
import { applyEntries, createDrain, readLog } from './drain.ts';
import { undecidedAttention } from './open-problems.ts';
import { packMetrics } from './packed-metrics.ts';
import { emptySnapshot } from './replica-database.ts';
import { replicaReader } from './replica-reader.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { testDevice } from './testing/device.ts';
import { verifyReplica } from './verify.ts';

async function device(nature: 'local' | 'connected' = 'local') {
  const made = await testDevice(nature);
  onTestFinished(made.remove);
  return made;
}

const saleNamed = (name: string) => ({ sale: buildSale({ id: id(name) }) });

test('[W2] two tabs that log and drain in a torn order apply each entry once', async () => {
  const till = await device();
  const { data } = till;
  // One tab logs and reads the log, but is held up before it applies.
  await till.save('recordSale', saleNamed('first'));
  const heldUp = await readLog(data);
  // The other tab logs behind it and drains both.
  const other = createWriter(data, till.seams, createDrain(data, till.seams.report));
  await other.mutate('recordSale', saleNamed('second'));
  // Meanwhile the first tab has logged again.
  await till.save('recordSale', saleNamed('third'));
  const heldUpAgain = await readLog(data);
  // Both readings arrive now, the later one first.
  expect(await applyEntries(data.replica, heldUpAgain)).toBe('applied');
  expect(await applyEntries(data.replica, heldUp)).toBe('applied');
  expect((await replicaReader(data.replica).metrics(['guest']))[0]).toMatchObject({ cells: [{ orders: 3 }] });
  expect(await data.replica.meta.get('state')).toMatchObject({ applied: { seq: 4 } });
  expect(await verifyReplica(data.replica)).toEqual([]);
});

test('[W2] a drain that was held up while the replica was dropped starts over', async () => {
  const till = await device();
  await till.save('recordSale', saleNamed('one'));
  const heldUp = await readLog(till.data);
  await till.drain();
  till.data.log.close();
  await till.data.replica.delete();
  const anew = await openDeviceData(till.data.tenantId, till.seams.newId);
  onTestFinished(() => {
    anew.log.close();
    anew.replica.close();
  });
  expect(await applyEntries(anew.replica, heldUp)).toBe('start over');
  await createDrain(anew, till.seams.report)();
  expect((await replicaReader(anew.replica).metrics(['guest']))[0]).toMatchObject({ cells: [{ orders: 1 }] });
  expect(await anew.replica.rows.get(['setting', anew.tenantId])).toBeDefined();
});

test.each([
  ['while history comes', true],
  ['when all of it is here', false],
])(
  '[N3] a sale that another tab had sent before it was applied counts once, applied %s',
  async (_when, isEarly) => {
    const till = await device('connected');
    const { data } = till;
    const { sale } = saleNamed('sent');
    await till.save('recordSale', { sale });
    // The server has it, and its figures are ahead of the snapshot's position; nothing has applied it here.
    const figures = addToMetrics(emptyMetrics('guest'), [contributionOf(sale)]);
    const { slice, after } = emptySnapshot;
    const part = { epoch: 'first', v: 1, completeSince: null, total: 0 };
    const rest = { slice: 'sales', after: '' } as const;
    const rows = [{ table: figuresTable, id: 'guest', v: 2, row: figures }];
    await takeSnapshot(data, { ...part, from: { slice, after }, rows, next: rest }, noon);
    if (isEarly) await till.drain();
    await takeSnapshot(data, { ...part, from: rest, rows: [], next: null }, noon);
    await till.drain();
    await applyFeed(
      data,
      { epoch: 'first', rows: [{ table: 'sale', id: sale.id, v: 2, row: sale }], completeV: 2 },
      noon,
    );
    expect((await replicaReader(data.replica).metrics(['guest']))[0]).toMatchObject({
      cells: [{ orders: 1 }],
    });
    expect(await verifyReplica(data.replica)).toEqual([]);
  },
);

test('[W4] an intent that no longer holds when it is applied does nothing and is told', async () => {
  const till = await device('connected');
  const ada = { id: id('Ada'), fields: { ...emptyCustomerFields('Ada'), externalId: '7' } };
  const twin = { id: id('Twin'), fields: { ...emptyCustomerFields('Twin'), externalId: '7' } };
  await till.save('createCustomer', ada);
  await till.save('createCustomer', twin);
  await till.drain();
  expect(await till.data.replica.rows.get(['customer', twin.id])).toBeUndefined();
  expect(await undecidedAttention(till.data.replica)).toMatchObject([
    { mutationName: 'createCustomer', outcome: 'refused', code: 'external_id_taken' },
  ]);
});

test('[K3] an entry that our code fails on does not hold up those behind it', async () => {
  const till = await device();
  await till.save('recordSale', saleNamed('good'));
  await till.save('recordSale', saleNamed('bad'));
  await till.save('recordSale', saleNamed('good too'));
  const add = IDBObjectStore.prototype.add;
  const broken = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
    this: IDBObjectStore,
    value: { id?: string },
    ...rest
  ) {
    if (this.name === 'hotSales' && value.id === id('bad')) throw new TypeError('a bug');
    return add.call(this, value, ...rest);
  });
  await till.drain();
  broken.mockRestore();
  expect(await till.data.replica.hotSales.toCollection().primaryKeys()).toEqual(
    [id('good'), id('good too')].sort(),
  );
  expect(await undecidedAttention(till.data.replica)).toMatchObject([
    { code: 'internal_error', mutationName: 'recordSale', isFact: true },
  ]);
  expect(await till.data.log.entries.count()).toBe(4);
  expect(till.seams.reported).toHaveLength(1);
});

test('[K3] an entry that fails on the way is passed over whole: nothing of it is written', async () => {
  const till = await device('connected');
  await till.save('recordSale', saleNamed('before'));
  await till.save('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
  await till.drain();
  await till.save('recordSale', { sale: buildSale({ id: id('bad'), customerId: id('Ada') }) });
  await till.save('recordSale', saleNamed('good'));
  // Figures that no code of ours can add to: the sale is on its way when that is found.
  const { metricsPages } = till.data.replica;
  const unreadable = { ...packMetrics([emptyMetrics(id('Ada'))]), bytes: new Uint8Array(0) };
  await metricsPages.put({ firstId: id('Ada'), rows: unreadable }, id('Ada'));
  await till.drain();
  await metricsPages.delete(id('Ada'));
  expect(await till.data.replica.hotSales.toCollection().primaryKeys()).toEqual(
    [id('before'), id('good')].sort(),
  );
  expect(await undecidedAttention(till.data.replica)).toMatchObject([
    { code: 'internal_error', mutationName: 'recordSale', isFact: true },
  ]);
  expect(await verifyReplica(till.data.replica)).toEqual([]);
});
