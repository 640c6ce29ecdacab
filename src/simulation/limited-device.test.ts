import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { closeDeviceData, type DeviceData } from '../client/outbox/device-data.ts';
import { logStateOf } from '../client/outbox/log-database.ts';
import { adoptEnrolment } from '../client/outbox/open-shop.ts';
import { createWriter } from '../client/outbox/writer.ts';
import { createDrain } from '../client/replica/drain.ts';
import { createQueries } from '../client/replica/queries.ts';
import { replicaReader } from '../client/replica/replica-reader.ts';
import { sealHotSales } from '../client/replica/seal.ts';
import { testSeams } from '../client/replica/testing/device.ts';
import { verifyReplica } from '../client/replica/verify.ts';
import { SyncLoop } from '../client/sync/sync-loop.ts';
import { emptyCustomerFields } from '../domain/model/customer.ts';
import type { Device as DeviceRow } from '../domain/model/shop.ts';
import type { MutationArgs, MutationName } from '../domain/mutations/registry.ts';
import { protocolVersion } from '../domain/sync/protocol.ts';
import { buildLine, buildSale, id } from '../domain/testing/build.ts';
import { createEnrolCode } from '../server/shops/create-enrol-code.ts';
import { databases } from '../server/storage/testing/databases.ts';
import { openTestServer, type TestServer } from '../server/testing/test-server.ts';
import { Disk } from './disk.ts';
import { lineTo } from './line-to.ts';

const south = { id: id('south'), name: 'South', externalId: null, active: true };
const ada = id('ada');

async function openShop(): Promise<TestServer> {
  const [sqlite] = databases;
  if (!sqlite) throw new Error('no database');
  const server = await openTestServer(await sqlite.open());
  onTestFinished(() => server.close());
  // The test's server begins at nine, the test's devices at noon.
  server.advance(3 * 3_600_000);
  const { storage } = server.dependencies;
  await storage.write(server.shop.tenantId, (writer) => writer.put('location', south));
  return server;
}

/** A device of the shop with the real client over databases of its own. */
class Tablet {
  readonly data: DeviceData;
  readonly deviceId: string;
  readonly #server: TestServer;
  readonly #cookie: string;
  readonly #seams = testSeams();
  readonly #drain: () => Promise<void>;

  private constructor(server: TestServer, data: DeviceData, deviceId: string, cookie: string) {
    this.#server = server;
    this.data = data;
    this.deviceId = deviceId;
    this.#cookie = cookie;
    this.#drain = createDrain(data, this.#seams.report);
  }

  static async join(server: TestServer, locationId: string, deviceName: string): Promise<Tablet> {
    const { code } = await createEnrolCode(server.dependencies, server.shop.tenantId, locationId);
    const payload = { protocol: protocolVersion, code, deviceName };
    const joined = await server.app.inject({ method: 'POST', url: '/api/v1/auth/enrol', payload });
    const disk = new Disk();
    const adopted = await adoptEnrolment(joined.json(), testSeams(), {
      indexedDB: disk.factory,
      IDBKeyRange,
    });
    if (!adopted.ok) throw new Error('not joined');
    const [cookie = ''] = String(joined.headers['set-cookie']).split(';');
    onTestFinished(() => closeDeviceData(adopted.data));
    return new Tablet(server, adopted.data, joined.json().deviceId, cookie);
  }

  /** Limits it at the server, past all rules about who may. */
  limit(scope: Omit<NonNullable<DeviceRow['scope']>, 'version'>): Promise<void> {
    const { dependencies, shop } = this.#server;
    return dependencies.storage.write(shop.tenantId, async (writer) => {
      const row = await writer.get('device', this.deviceId);
      if (!row) throw new Error('no device');
      await writer.put('device', { ...row, scope: { version: (row.scope?.version ?? 0) + 1, ...scope } });
    });
  }

  async save<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
    const saved = await createWriter(this.data, this.#seams, this.#drain).save(name, args);
    expect(saved).toMatchObject({ saved: true });
    await this.#drain();
  }

  sell(name: string, locationId: string, customerId: string | null = ada): Promise<void> {
    const lines = [buildLine({ costMinor: 700 })];
    const sale = { id: id(name), number: '', customerId, locationId, deviceId: this.deviceId, lines };
    return this.save('recordSale', { sale: buildSale(sale) });
  }

  /** Talks with the server until nothing is left. */
  async sync(): Promise<void> {
    const { data } = this;
    const loop = new SyncLoop({
      data,
      transport: lineTo(this.#server.app, this.#cookie),
      seams: this.#seams,
      chance: () => 0.5,
      startTimer: () => () => {},
      startIncarnation: () => Promise.reject(new Error('nothing forks here')),
      drain: this.#drain,
      onStatus: () => {},
    });
    loop.start();
    await vi.waitFor(
      async () => {
        loop.wake('insisted');
        expect(await data.log.entries.count()).toBe(0);
        const { dependencies, shop } = this.#server;
        const { v, version } = await dependencies.storage.read(shop.tenantId, async (reader) => ({
          v: (await reader.position()).v,
          version: (await reader.get('device', this.deviceId))?.scope?.version,
        }));
        const state = await data.replica.meta.get('state');
        expect(state).toMatchObject({ feed: { v } });
        expect(state?.snapshot ?? null).toBeNull();
        expect(state?.scope?.version).toBe(version);
      },
      { timeout: 60_000, interval: 30 },
    );
    loop.stop();
  }

  async salesHere(): Promise<string[]> {
    const reader = replicaReader(this.data.replica);
    const sales = [...(await reader.salesOf(ada)), ...(await reader.salesOf('guest'))];
    return sales.map((sale) => sale.id).sort();
  }

  /** Orders of the customer by place, as the figures have them. */
  async orders(): Promise<Record<string, number>> {
    const [row] = await replicaReader(this.data.replica).metrics([ada]);
    return Object.fromEntries((row?.cells ?? []).map((cell) => [cell.locationId, cell.orders]));
  }
}

const ids = (...names: string[]): string[] => names.map((name) => id(name)).sort();

describe('a tablet that is limited', () => {
  test('[F6] lets go of what lies outside, and with the limit gone has all again', async () => {
    const server = await openShop();
    const north = server.shop.locationId;
    const tablet = await Tablet.join(server, north, 'North');
    const other = await Tablet.join(server, south.id, 'South');
    await tablet.save('createCustomer', {
      id: ada,
      fields: { ...emptyCustomerFields('Ada'), internalNotes: 'late' },
    });
    await tablet.sell('one', north);
    await tablet.sync();
    await other.sync();
    await other.sell('two', south.id);
    await other.sync();
    await tablet.sync();
    await sealHotSales(tablet.data);
    expect(await tablet.salesHere()).toEqual(ids('one', 'two'));
    expect(await tablet.orders()).toEqual({ [north]: 1, [south.id]: 1 });

    await tablet.limit({ locationIds: [north], sees: 'counter' });
    await tablet.sync();
    expect(await tablet.salesHere()).toEqual(ids('one'));
    expect(await tablet.orders()).toEqual({ [north]: 1 });
    expect(await createQueries(tablet.data.replica).row('customer', ada)).toMatchObject({
      internalNotes: null,
    });
    expect(await verifyReplica(tablet.data.replica)).toEqual([]);

    await other.sell('three', south.id);
    await other.sync();
    await tablet.sell('four', north);
    await tablet.sync();
    expect(await tablet.salesHere()).toEqual(ids('one', 'four'));
    expect(await verifyReplica(tablet.data.replica)).toEqual([]);

    await tablet.limit({ locationIds: null, sees: 'office' });
    await tablet.sync();
    await other.sync();
    expect(await tablet.salesHere()).toEqual(ids('one', 'two', 'three', 'four'));
    expect(await tablet.orders()).toEqual(await other.orders());
    expect(await createQueries(tablet.data.replica).row('customer', ada)).toMatchObject({
      internalNotes: 'late',
    });
    expect(await verifyReplica(tablet.data.replica)).toEqual([]);
  });

  test('[F6] keeps and sends what waits in its log, also a sale made at another place', async () => {
    const server = await openShop();
    const north = server.shop.locationId;
    const tablet = await Tablet.join(server, north, 'North');
    await tablet.save('createCustomer', { id: ada, fields: emptyCustomerFields('Ada') });
    await tablet.sync();
    await tablet.limit({ locationIds: [north], sees: 'office' });
    await tablet.sell('astray', south.id);
    await tablet.sell('guest', north, null);
    await tablet.save('editCustomer', { id: ada, changes: { name: 'Ada L.' } });
    const { incarnation } = await logStateOf(tablet.data.log);
    await tablet.sync();
    expect((await logStateOf(tablet.data.log)).incarnation).toBe(incarnation);
    const rebuilt = async () => {
      expect(await tablet.salesHere()).toEqual(ids('astray', 'guest'));
      expect(await tablet.orders()).toEqual({ [south.id]: 1 });
      expect(await verifyReplica(tablet.data.replica)).toEqual([]);
      const queries = createQueries(tablet.data.replica);
      expect(await queries.row('customer', ada)).toMatchObject({ name: 'Ada L.' });
      expect(await queries.all('saleIssue')).toMatchObject([
        { sale: { id: id('astray') }, code: 'not_permitted' },
      ]);
      expect(await queries.waitingSaleIds()).toEqual(new Set());
    };
    await rebuilt();
    const other = await Tablet.join(server, south.id, 'South');
    await other.sync();
    await other.sell('theirs', south.id);
    await other.sync();
    await tablet.limit({ locationIds: [north], sees: 'counter' });
    await tablet.sync();
    await rebuilt();
  });
});
