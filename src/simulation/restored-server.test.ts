import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { closeDeviceData, type DeviceData, openDeviceData } from '../client/outbox/device-data.ts';
import { type DatabaseSeam, logStateOf } from '../client/outbox/log-database.ts';
import { startIncarnation } from '../client/outbox/new-incarnation.ts';
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
import { protocolVersion } from '../domain/sync/protocol.ts';
import { buildSale, id } from '../domain/testing/build.ts';
import { createEnrolCode } from '../server/shops/create-enrol-code.ts';
import { openStorage } from '../server/storage/sql-storage.ts';
import { openSqlite } from '../server/storage/sqlite.ts';
import type { Storage } from '../server/storage/storage.ts';
import { openTestServer, type TestServer } from '../server/testing/test-server.ts';
import { Disk } from './disk.ts';
import { lineTo } from './line-to.ts';

const hourMs = 3_600_000;

/** A server whose data can be put back to what it was. */
async function restorableServer() {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-restored-'));
  const [path, saved] = [join(folder, 'regulars.sqlite'), join(folder, 'saved.sqlite')];
  const open = () => openStorage(openSqlite({ path, patience: 'server' }));
  let now = await open();
  // The routes are built once; whose data they serve changes.
  const storage: Storage = {
    read: (tenantId, work) => now.read(tenantId, work),
    write: (tenantId, work) => now.write(tenantId, work),
    createTenant: (tenantId, epoch) => now.createTenant(tenantId, epoch),
    positions: () => now.positions(),
    beginEpoch: (tenantId, next) => now.beginEpoch(tenantId, next),
    get credentials() {
      return now.credentials;
    },
    contacts: (tenantId) => now.contacts(tenantId),
    noteContacts: (tenantId, contacts) => now.noteContacts(tenantId, contacts),
    onCommit: (tenantId, listener) => now.onCommit(tenantId, listener),
    ping: () => now.ping(),
    close: () => now.close(),
  };
  const server = await openTestServer({ storage, again: open, close: () => storage.close() });
  // The test's server begins at nine, the test's devices at noon.
  server.advance(4 * hourMs);
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { tenantId } = server.shop;
  let epochs = 0;
  return {
    server,
    tenantId,
    position: () => storage.read(tenantId, async (reader) => (await reader.position()).v),
    backUp() {
      const database = new DatabaseSync(path);
      database.exec(`vacuum into '${saved}'`);
      database.close();
    },
    async restore() {
      const above = (await storage.read(tenantId, (reader) => reader.position())).v;
      await now.close();
      for (const ending of ['', '-wal', '-shm']) await rm(path + ending, { force: true });
      await copyFile(saved, path);
      now = await open();
      epochs += 1;
      await storage.beginEpoch(tenantId, { epoch: `restored ${epochs}`, above, now: 1 });
    },
  };
}

type Restorable = Awaited<ReturnType<typeof restorableServer>>;

const seamOf = (disk: Disk): DatabaseSeam => ({
  indexedDB: disk.factory,
  IDBKeyRange,
  keyFiles: disk.keyFiles,
});

interface LoopOptions {
  /** Told of every request; may throw, as when the tab is killed. */
  readonly asked?: (url: string) => void;
}

/** A device of the shop over databases of its own, which can be opened again as after a kill. */
class Device {
  data: DeviceData;
  readonly seams = testSeams();
  disk: Disk;
  readonly #cookie: string;
  readonly #server: TestServer;
  readonly locationId: string;

  private constructor(server: TestServer, data: DeviceData, disk: Disk, cookie: string, locationId: string) {
    this.#server = server;
    this.data = data;
    this.disk = disk;
    this.#cookie = cookie;
    this.locationId = locationId;
  }

  static async join({ server, tenantId }: Restorable, deviceName: string): Promise<Device> {
    const { code } = await createEnrolCode(server.dependencies, tenantId);
    const payload = { protocol: protocolVersion, code, deviceName };
    const joined = await server.app.inject({ method: 'POST', url: '/api/v1/auth/enrol', payload });
    const disk = new Disk();
    const adopted = await adoptEnrolment(joined.json(), testSeams(), seamOf(disk));
    if (!adopted.ok) throw new Error('not joined');
    const [cookie = ''] = String(joined.headers['set-cookie']).split(';');
    const device = new Device(server, adopted.data, disk, cookie, joined.json().locationId);
    onTestFinished(() => closeDeviceData(device.data));
    return device;
  }

  get drain(): () => Promise<void> {
    return createDrain(this.data, this.seams.report);
  }

  loop({ asked }: LoopOptions = {}): SyncLoop {
    const { data, seams, drain } = this;
    return new SyncLoop({
      data,
      transport: lineTo(this.#server.app, this.#cookie, asked),
      seams,
      chance: () => 0.5,
      startTimer: () => () => {},
      async startIncarnation() {
        await startIncarnation(data.log, seams.newId());
        await drain();
      },
      drain,
      onStatus: () => {},
    });
  }

  /** Begins anew with what lies on the disk. */
  async reopen(): Promise<void> {
    await this.setBackTo(this.disk);
  }

  /** Goes on with a copy of its profile that was made before. */
  async setBackTo(copy: Disk): Promise<void> {
    closeDeviceData(this.data);
    this.disk = copy;
    this.data = await openDeviceData(this.data.tenantId, this.seams.newId, seamOf(copy));
    await this.drain();
  }

  async save(...[name, args]: Parameters<ReturnType<typeof createWriter>['save']>): Promise<void> {
    const { data, seams, drain } = this;
    const saved = await createWriter(data, seams, drain).save(name, args);
    expect(saved).toMatchObject({ saved: true });
    await drain();
  }

  sell(name: string, customerId: string | null = null): Promise<void> {
    const sale = buildSale({ id: id(name), number: '', customerId, locationId: this.locationId });
    return this.save('recordSale', { sale });
  }

  /** Talks with the server until nothing is left. */
  async sync({ position }: Restorable, loops: readonly SyncLoop[] = [this.loop()]): Promise<void> {
    for (const loop of loops) loop.start();
    await vi.waitFor(
      async () => {
        for (const loop of loops) loop.wake('insisted');
        expect(await this.data.log.entries.count()).toBe(0);
        const v = await position();
        expect(await this.data.replica.meta.get('state')).toMatchObject({ snapshot: null, feed: { v } });
      },
      { timeout: 60_000, interval: 30 },
    );
    for (const loop of loops) loop.stop();
  }

  async salesHere(): Promise<string[]> {
    const { replica } = this.data;
    const customers = (await createQueries(replica).all('customer')).map((customer) => customer.id);
    const sales = await Promise.all(
      [...customers, 'guest'].map((customerId) => replicaReader(replica).salesOf(customerId)),
    );
    return sales
      .flat()
      .map((sale) => sale.id)
      .sort();
  }
}

/** Ends the device's tab when it sends the n-th request, as the system does: without a word. */
async function killedAt(device: Device, requests: number): Promise<void> {
  let sent = 0;
  await new Promise<void>((resolve) => {
    const loop = device.loop({
      asked() {
        sent += 1;
        if (sent < requests) {
          loop.wake('insisted');
          return;
        }
        loop.stop();
        resolve();
        throw new Error('killed');
      },
    });
    loop.start();
  });
}

/** Server and devices hold these sales, each once, and agree with one another and with themselves. */
async function expectAll(place: Restorable, devices: readonly Device[], names: readonly string[]) {
  const wanted = names.map((name) => id(name)).sort();
  const { storage } = place.server.dependencies;
  const { verified, customers } = await storage.read(place.tenantId, async (reader) => ({
    verified: await reader.verify(),
    customers: await reader.all('customer'),
  }));
  expect(verified).toMatchObject({ sales: wanted.length, differences: [] });
  for (const device of devices) {
    const queries = createQueries(device.data.replica);
    expect(await device.salesHere()).toEqual(wanted);
    expect(await verifyReplica(device.data.replica)).toEqual([]);
    expect(await queries.all('customer')).toEqual(customers);
    expect(await queries.all('attention')).toEqual([]);
    expect(await queries.all('saleIssue')).toEqual([]);
    expect(device.seams.reported).toEqual([]);
  }
}

const ada = id('ada');
const bea = id('bea');

/** A shop with two tablets; what was sold after the backup is known to both of them. */
async function shopWithHistory() {
  const place = await restorableServer();
  const [one, two] = [await Device.join(place, 'One'), await Device.join(place, 'Two')];
  await one.save('createCustomer', { id: ada, fields: emptyCustomerFields('Ada') });
  await one.sell('before', ada);
  await one.sync(place);
  await two.sync(place);
  place.backUp();
  await two.save('createCustomer', { id: bea, fields: emptyCustomerFields('Bea') });
  await two.sell('of two', bea);
  await two.save('editCustomer', { id: ada, changes: { name: 'Ada Byron' } });
  await two.sync(place);
  await one.sync(place);
  await one.sell('of one', bea);
  await one.save('mergeCustomers', { id: id('edge'), winnerId: ada, loserId: bea, choices: {} });
  await one.sync(place);
  await two.sync(place);
  return { place, one, two, names: ['before', 'of two', 'of one'] };
}

describe('[X2] a server that was restored from an older backup', { timeout: 180_000 }, () => {
  test('has every sale again, also of a tablet that is gone, of orders, and of a log that was purged', async () => {
    const { place, one, two, names } = await shopWithHistory();
    const lost = await Device.join(place, 'Lost');
    await lost.sync(place);
    await lost.sell('of the lost one', ada);
    await lost.sync(place);
    const order = await place.server.ask({
      method: 'POST',
      url: '/api/v1/orders',
      payload: {
        external_id: 'web-1',
        customer_id: ada,
        lines: [{ name: 'Tea', quantity: 1, unit_price: '3' }],
      },
    });
    expect(order.statusCode).toBe(201);
    const added = await place.server.ask({
      method: 'POST',
      url: '/api/v1/customers',
      payload: { name: 'From the web shop' },
    });
    expect(added.statusCode).toBe(201);
    await one.sync(place);
    await two.sync(place);
    await two.data.log.retained.clear();
    const all = await one.salesHere();
    expect(all).toHaveLength(names.length + 2);

    await place.restore();
    await two.sell('meanwhile', bea);
    for (const device of [two, one, two]) await device.sync(place);
    const orderId = all.filter(
      (sale) => ![...names, 'of the lost one'].map((name) => id(name)).includes(sale),
    );
    const { storage } = place.server.dependencies;
    const sales = await storage.read(place.tenantId, (reader) => reader.verify());
    expect(sales).toMatchObject({ sales: all.length + 1, differences: [] });
    expect(orderId).toHaveLength(1);
    for (const device of [one, two]) {
      expect(await device.salesHere()).toEqual([...all, id('meanwhile')].sort());
      expect(await verifyReplica(device.data.replica)).toEqual([]);
      const queries = createQueries(device.data.replica);
      expect(await queries.all('attention')).toEqual([]);
      expect((await queries.all('customer')).map(({ name }) => name).sort()).toEqual(
        ['Ada Byron', 'Bea', 'From the web shop'].sort(),
      );
      expect(await queries.all('mergeEdge')).toMatchObject([{ id: id('edge'), active: true }]);
      expect(device.seams.reported).toEqual([]);
    }
  });

  test('is given back the same by tabs that are killed at one request after the other, and by two that lead at once', async () => {
    const { place, one, two, names } = await shopWithHistory();
    await place.restore();
    await one.sell('meanwhile', ada);
    for (let requests = 1; requests <= 14; requests += 1) {
      await killedAt(one, requests);
      await one.reopen();
    }
    await one.sync(place, [one.loop(), one.loop()]);
    await two.sync(place, [two.loop(), two.loop()]);
    await one.sync(place);
    await expectAll(place, [one, two], [...names, 'meanwhile']);
  });

  test('is given the server’s image of a row that a waiting edit has changed, and then the edit', async () => {
    const { place, one, two, names } = await shopWithHistory();
    await place.restore();
    await one.save('editCustomer', { id: ada, changes: { tags: ['engines'] } });
    await one.sync(place);
    await two.sync(place);
    await one.sync(place);
    await expectAll(place, [one, two], names);
    expect(await createQueries(two.data.replica).row('customer', ada)).toMatchObject({
      name: 'Ada Byron',
      tags: ['engines'],
    });
  });

  test('has everything again when it is restored a second time before anybody came back, and after that', async () => {
    const { place, one, two, names } = await shopWithHistory();
    await place.restore();
    await place.restore();
    await one.sync(place);
    await place.restore();
    await two.sync(place);
    await one.sync(place);
    await two.sync(place);
    await expectAll(place, [one, two], names);
  });

  test('has the own changes again of a device whose rows bear no marks', async () => {
    const { place, one, two } = await shopWithHistory();
    await place.restore();
    const { rows, hotSales } = one.data.replica;
    await rows.bulkPut((await rows.toArray()).map(({ mac: _mac, ...row }) => row));
    await hotSales.bulkPut((await hotSales.toArray()).map(({ mac: _mac, ...sale }) => sale));
    await one.sync(place);
    await two.sync(place);
    await one.sync(place);
    expect(await one.salesHere()).toEqual(['before', 'of two', 'of one'].map((name) => id(name)).sort());
    expect(await two.salesHere()).toEqual(await one.salesHere());
    expect(await verifyReplica(one.data.replica)).toEqual([]);
  });

  test('takes sealed sales back as well as those of the day', async () => {
    const { place, one, two, names } = await shopWithHistory();
    for (const device of [one, two]) expect(await sealHotSales(device.data, 1)).toBeGreaterThan(0);
    await two.data.log.retained.clear();
    await place.restore();
    await two.sync(place);
    await one.sync(place);
    await two.sync(place);
    await expectAll(place, [one, two], names);
  });

  test('[X3] hears both histories of a device that was set back as well', async () => {
    const { place, one, two, names } = await shopWithHistory();
    const before = one.disk.copy();
    await one.sell('after the copy', ada);
    await one.sync(place);
    await two.sync(place);
    await place.restore();
    await one.setBackTo(before);
    await one.sell('by the copy', ada);
    await one.sync(place);
    await two.sync(place);
    await one.sync(place);
    await expectAll(place, [one, two], [...names, 'after the copy', 'by the copy']);
  });

  test('goes on with receipt numbers where the log stands, for nobody else has given them out', async () => {
    const { place, one } = await shopWithHistory();
    const { nextReceipt, series } = await logStateOf(one.data.log);
    await place.restore();
    await one.sync(place);
    expect(await logStateOf(one.data.log)).toMatchObject({ nextReceipt, series, epoch: 'restored 1' });
  });
});
