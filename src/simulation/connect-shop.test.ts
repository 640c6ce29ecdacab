import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { closeDeviceData, type DeviceData, openDeviceData } from '../client/outbox/device-data.ts';
import { logStateOf } from '../client/outbox/log-database.ts';
import { adoptEnrolment, connectLog } from '../client/outbox/open-shop.ts';
import { createDrain } from '../client/replica/drain.ts';
import { createQueries } from '../client/replica/queries.ts';
import { replicaReader } from '../client/replica/replica-reader.ts';
import { testDevice, testSeams } from '../client/replica/testing/device.ts';
import { verifyReplica } from '../client/replica/verify.ts';
import { SyncLoop } from '../client/sync/sync-loop.ts';
import type { Transport } from '../client/sync/transport.ts';
import { emptyCustomerFields } from '../domain/model/customer.ts';
import { protocolVersion } from '../domain/sync/protocol.ts';
import { buildCustomer, buildSale, id, noon } from '../domain/testing/build.ts';
import { createConnectCode } from '../server/auth/connect-shop.ts';
import { createEnrolCode } from '../server/shops/create-enrol-code.ts';
import { databases } from '../server/storage/testing/databases.ts';
import { openTestServer } from '../server/testing/test-server.ts';
import { lineTo } from './line-to.ts';

const people = Array.from({ length: 50 }, (_, n) => buildCustomer(`imported ${n}`));
const batches = 20;
const salesPerBatch = 500;
const hourMs = 3_600_000;

async function syncAll(data: DeviceData, transport: Transport, v: () => Promise<number>): Promise<void> {
  const seams = testSeams();
  const loop = new SyncLoop({
    data,
    transport,
    seams,
    chance: () => 0.5,
    startTimer: () => () => {},
    startIncarnation: () => Promise.reject(new Error('no fork here')),
    drain: createDrain(data, seams.report),
    onStatus: () => {},
  });
  loop.start();
  await vi.waitFor(
    async () => {
      const position = await v();
      loop.wake('insisted');
      expect(await data.log.entries.count()).toBe(0);
      expect(await data.replica.meta.get('state')).toMatchObject({ snapshot: null, feed: { v: position } });
    },
    { timeout: 100_000, interval: 100 },
  );
  loop.stop();
  expect(seams.reported).toEqual([]);
}

/** All that a replica holds, in a form that compares. */
async function contentOf({ replica }: DeviceData) {
  const rows = await replica.rows.toArray();
  const reader = replicaReader(replica);
  const ids = [...people.map((person) => person.id), id('local 0'), 'guest'];
  const sales = await Promise.all(ids.map((customerId) => reader.salesOf(customerId)));
  const figures = await reader.metrics(ids);
  const opened = rows.map((stored) => {
    const { kind, id: rowId, v } = stored;
    return { kind, rowId, v, row: replica.codec.openRow(kind, stored) };
  });
  return { rows: opened, sales, figures };
}

test.each(databases)(
  '[X7] a local shop of 10,000 sales and 20 edits goes to an empty tenant on $name: device, server and a second device are equal',
  async (database) => {
    const server = await openTestServer(await database.open());
    onTestFinished(() => server.close());
    // The test's server begins at nine, the test's devices at noon.
    server.advance(4 * hourMs);
    const seam = { indexedDB: new IDBFactory(), IDBKeyRange };
    const local = await testDevice('local', seam);
    const { tenantId } = local.data;
    const run = {
      id: id('run'),
      format: 'csv',
      fileName: 'old.csv',
      startedAt: noon,
      startedBy: null,
    } as const;
    const [location] = await createQueries(local.data.replica).all('location');
    const locationId = location?.id ?? '';
    for (let batch = 0; batch < batches; batch += 1) {
      const sales = Array.from({ length: salesPerBatch }, (_, n) => {
        const occurredAt = noon - (batches * salesPerBatch - batch * salesPerBatch - n) * hourMs;
        return buildSale({
          id: id(`imported ${batch} ${n}`),
          customerId: n % 60 < people.length ? (people[n % 60]?.id ?? null) : null,
          occurredAt,
          businessDate: new Date(occurredAt).toISOString().slice(0, 10),
          importId: run.id,
          number: `OLD-${batch}-${n}`,
          locationId,
        });
      });
      const args = { run, locations: [], categories: [], products: [], customers: people, sales };
      expect(await local.mutate('importBatch', args)).toMatchObject({ saved: true });
    }
    await local.mutate('createCustomer', { id: id('local 0'), fields: emptyCustomerFields('Local') });
    for (let n = 0; n < 20; n += 1) {
      const changes = { name: `Renamed ${n}` };
      expect(await local.mutate('editCustomer', { id: people[n]?.id ?? '', changes })).toMatchObject({
        saved: true,
      });
      const sale = buildSale({
        id: id(`till ${n}`),
        customerId: id('local 0'),
        number: '',
        locationId,
        occurredAt: noon + n,
      });
      expect(await local.mutate('recordSale', { sale })).toMatchObject({ saved: true });
    }
    await local.mutate('editSettings', { tenantId, changes: { receiptFoot: 'Thank you' } });
    await local.drain();

    const before = await logStateOf(local.data.log);
    const { code } = await createConnectCode(server.dependencies);
    const device = await createQueries(local.data.replica).row('device', before.deviceId);
    const { incarnation } = before;
    const payload = {
      protocol: protocolVersion,
      code,
      tenantId,
      device,
      incarnation,
      lastSeq: before.nextSeq - 1,
      owner: { staffId: before.actorId, email: 'ada@example.com', password: 'correct horse battery' },
    };
    const connect = () => server.app.inject({ method: 'POST', url: '/api/v1/auth/connect', payload });
    const answer = await connect();
    expect(answer.statusCode).toBe(200);
    await connectLog(local.data.log, answer.json(), noon);
    closeDeviceData(local.data);
    const first = await openDeviceData(tenantId, local.seams.newId, seam);
    await createDrain(first, local.seams.report)();
    const position = () =>
      server.dependencies.storage.read(tenantId, async (reader) => (await reader.position()).v);
    await syncAll(
      first,
      lineTo(server.app, String(answer.headers['set-cookie']).split(';')[0] ?? ''),
      position,
    );

    const joined = await server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/enrol',
      payload: {
        protocol: protocolVersion,
        code: (await createEnrolCode(server.dependencies, tenantId)).code,
        deviceName: 'Second',
      },
    });
    expect(joined.json()).toMatchObject({ receiptCode: 'B2' });
    const adopted = await adoptEnrolment(joined.json(), testSeams(), {
      indexedDB: new IDBFactory(),
      IDBKeyRange,
    });
    if (!adopted.ok) throw new Error('not joined');
    await syncAll(
      adopted.data,
      lineTo(server.app, String(joined.headers['set-cookie']).split(';')[0] ?? ''),
      position,
    );
    await syncAll(
      first,
      lineTo(server.app, String(answer.headers['set-cookie']).split(';')[0] ?? ''),
      position,
    );

    const [one, two] = [await contentOf(first), await contentOf(adopted.data)];
    expect(one).toEqual(two);
    expect(one.rows.filter(({ kind }) => kind === 'attention' || kind === 'saleIssue')).toEqual([]);
    expect(one.rows.find(({ kind }) => kind === 'setting')?.row).toMatchObject({ receiptFoot: 'Thank you' });
    expect(one.sales.flat()).toHaveLength(batches * salesPerBatch + 20);
    expect(await verifyReplica(first.replica)).toEqual([]);
    expect(await verifyReplica(adopted.data.replica)).toEqual([]);
    const atServer = await server.dependencies.storage.read(tenantId, async (reader) => ({
      figures: await reader.metrics([...people.map((person) => person.id), id('local 0'), 'guest']),
      verified: await reader.verify(),
    }));
    expect(atServer.figures).toEqual(one.figures);
    expect(atServer.verified).toMatchObject({ sales: batches * salesPerBatch + 20, differences: [] });
  },
  300_000,
);
