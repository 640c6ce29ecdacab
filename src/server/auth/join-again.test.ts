import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyCustomerFields, noName } from '../../domain/model/customer.ts';
import { type FeedRow, protocolVersion } from '../../domain/sync/protocol.ts';
import { newId } from '../../domain/values/ids.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import type { CreatedShop } from '../shops/create-shop.ts';
import { databases } from '../storage/testing/databases.ts';
import { rowMac } from '../sync/row-mac.ts';
import { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { createConnectCode } from './connect-shop.ts';

const anId = () => newId(Date.UTC(2026, 10, 20, 9), randomBytes);

describe.each(databases)('a device that its server does not know on $name', ({ open }) => {
  const servers: TestServer[] = [];
  const another = async (): Promise<TestServer> => {
    const server = await openTestServer(await open());
    servers.push(server);
    return server;
  };
  /** Where the device joined, and what is there now. */
  let before: TestServer;
  let after: TestServer;
  let till: TestDevice;
  beforeEach(async () => {
    [before, after] = [await another(), await another()];
    till = await before.enrol('Till');
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
  });

  /** The same shop on the other server, as it was before the device joined, in an epoch of its own. */
  async function restored({ tenantId }: CreatedShop): Promise<void> {
    const { storage, clock } = after.dependencies;
    const rows = await before.dependencies.storage.read(tenantId, async (reader) => ({
      tenant: await reader.all('tenant'),
      setting: await reader.all('setting'),
      location: await reader.all('location'),
      staff: await reader.all('staff'),
    }));
    await storage.createTenant(tenantId, till.identity.epoch);
    await storage.write(tenantId, async (writer) => {
      // What its tenant row says of a key was made after the backup.
      for (const { queueKey: _key, ...row } of rows.tenant) await writer.put('tenant', row);
      await writer.putMany('setting', rows.setting);
      await writer.putMany('location', rows.location);
      await writer.putMany('staff', rows.staff);
    });
    await storage.beginEpoch(tenantId, { epoch: 'second', above: 100, now: clock() });
  }

  const marked = async (): Promise<FeedRow[]> => {
    const page = await till.pullPage({ v: 0, table: '', id: '' }, 1000, protocolVersion);
    return page.rows.filter(({ mac }) => mac !== undefined);
  };
  /** The rows by which a shop is known. */
  const proof = async (): Promise<FeedRow[]> => {
    const { tenantId, deviceId } = till.identity;
    return (await marked()).filter(
      ({ table, id }) => (id === tenantId && table !== 'device') || (table === 'device' && id === deviceId),
    );
  };
  const join = async (code: string, changes: object = {}) => {
    const { tenantId, deviceId, receiptCode } = till.identity;
    const claim = { protocol: protocolVersion, tenantId, deviceId, deviceName: 'Till', receiptCode };
    const payload = { ...claim, code, rows: await proof(), ...changes };
    return after.app.inject({ method: 'POST', url: '/api/v1/auth/return/enrol', payload });
  };
  const codeOf = async ({ tenantId }: Pick<CreatedShop, 'tenantId'>) =>
    (await createEnrolCode(after.dependencies, tenantId)).code;
  const back = (answer: Awaited<ReturnType<typeof join>>, epoch = 'second'): TestDevice => {
    const [cookie] = String(answer.headers['set-cookie']).split(';');
    const device = new TestDevice(after.app, { ...till.identity, epoch }, cookie ?? '');
    device.incarnation = till.incarnation;
    device.log.push(...till.log);
    return device;
  };
  const devicesOf = ({ tenantId }: Pick<CreatedShop, 'tenantId'>) =>
    after.dependencies.storage.read(tenantId, (reader) => reader.all('device'));
  const giveBack = (device: TestDevice, epoch: string, rows: readonly FeedRow[]) =>
    device.post('/api/v1/sync/rescue', { epoch, rows, done: true });
  const refusal = (answer: Awaited<ReturnType<typeof join>>) => [
    answer.json().code,
    answer.headers['set-cookie'],
  ];

  test('[X2] joins again by a code under its own id, and its log goes on, each entry once', async () => {
    const { shop } = before;
    await restored(shop);
    till.record('recordSale', { sale: till.sale() });
    await till.push();
    till.record('recordSale', { sale: till.sale() });
    const answer = await join(await codeOf(shop));
    expect(answer.json()).toEqual({ receiptCode: till.identity.receiptCode });
    const device = back(answer);
    for (let n = 0; n < 2; n += 1)
      expect((await device.push()).outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    const sold = (await device.pull()).filter(({ table }) => table === 'sale');
    expect(sold).toHaveLength(2);
    expect((await devicesOf(shop)).map(({ id }) => id)).toEqual([till.identity.deviceId]);
  });

  test('[F6] what the device may see comes back with its own row', async () => {
    const { shop } = before;
    await restored(shop);
    const { deviceId, locationId } = till.identity;
    await before.dependencies.storage.write(shop.tenantId, async (writer) => {
      const row = await writer.get('device', deviceId);
      const scope = { version: 1, locationIds: [locationId], sees: 'office' as const };
      if (row) await writer.put('device', { ...row, name: 'Window', scope });
    });
    const [limited] = (await marked()).filter(({ table }) => table === 'device');
    const device = back(await join(await codeOf(shop)));
    const given = await giveBack(device, 'second', limited ? [limited] : []);
    expect(given.json()).toEqual({ taken: 1, refused: 0 });
    expect(await devicesOf(shop)).toMatchObject([{ name: 'Window', scope: { version: 1 } }]);
  });

  test('[F6] a device that goes on under another receipt code keeps its limits, by its marked row alone', async () => {
    const { shop } = before;
    await restored(shop);
    const { deviceId, locationId } = till.identity;
    const scope = { version: 3, locationIds: [locationId], sees: 'counter' as const };
    await before.dependencies.storage.write(shop.tenantId, async (writer) => {
      const row = await writer.get('device', deviceId);
      if (row) await writer.put('device', { ...row, deviceClass: 'office', scope });
    });
    const rows = await proof();
    await after.enrol('New', shop);
    const other = anId();
    const ofOther = { ...rows.find(({ table }) => table === 'device'), id: other };
    expect((await join(await codeOf(shop), { deviceId: other, rows: [ofOther] })).statusCode).toBe(200);
    const { receiptCode } = (await join(await codeOf(shop))).json();
    expect(receiptCode).not.toBe(till.identity.receiptCode);
    const devices = await devicesOf(shop);
    expect(devices.find(({ id }) => id === deviceId)).toMatchObject({
      scope,
      locationId,
      deviceClass: 'office',
    });
    // A row without the server's mark says nothing.
    expect(devices.find(({ id }) => id === other)).not.toHaveProperty('scope');
  });

  test('[X4] where a new device has got its receipt code meanwhile, it goes on under another', async () => {
    const { shop } = before;
    await restored(shop);
    const newcomer = await after.enrol('New', shop);
    expect(newcomer.identity.receiptCode).toBe(till.identity.receiptCode);
    const code = await codeOf(shop);
    const { receiptCode } = (await join(code)).json();
    expect(receiptCode).not.toBe(till.identity.receiptCode);
    // The answer may have been lost: the same device may ask once more.
    expect((await join(code)).json()).toEqual({ receiptCode });
    expect(new Set((await devicesOf(shop)).map((device) => device.receiptCode)).size).toBe(2);
  });

  test('[X2] a queue file can be sealed to a key that opens it, whatever the given-back row of the shop says', async () => {
    const { shop } = before;
    await restored(shop);
    const device = back(await join(await codeOf(shop)));
    const keyNow = async () =>
      (await after.dependencies.storage.read(shop.tenantId, (reader) => reader.get('tenant', shop.tenantId)))
        ?.queueKey;
    const own = await keyNow();
    expect(own).toBeDefined();
    await after.dependencies.storage.write(shop.tenantId, async (writer) => {
      const tenant = await writer.get('tenant', shop.tenantId);
      if (tenant) await writer.put('tenant', { ...tenant, name: 'To be replaced' });
      await writer.rescue.note('tenant', shop.tenantId, 0);
    });
    await giveBack(device, 'second', await proof());
    expect(await keyNow()).toBe(own);
  });

  test('[A3] no code of another shop helps, none that was used, and none where the key of the device is known', async () => {
    const { shop } = before;
    await restored(shop);
    const foreign = await codeOf(after.shop);
    expect(refusal(await join(foreign))).toEqual(['enrol_code_invalid', undefined]);
    const code = await codeOf(shop);
    const first = await join(code);
    expect(refusal(await join(code, { deviceId: anId() }))).toEqual(['enrol_code_invalid', undefined]);
    const device = back(first);
    await after.dependencies.storage.write(shop.tenantId, (writer) =>
      writer.credentials.addDeviceKey(device.identity.deviceId, 'a key', after.dependencies.clock()),
    );
    const next = await codeOf(shop);
    expect(refusal(await join(next))).toEqual(['device_key_needed', undefined]);
    // That used nothing up.
    expect((await join(next, { deviceId: anId() })).statusCode).toBe(200);
  });

  test('[X2] a shop that is gone altogether is begun again by a code for connecting, and comes back whole', async () => {
    const { shop } = before;
    const customer = { id: anId(), fields: emptyCustomerFields('Ada') };
    till.record('createCustomer', customer);
    till.record('recordSale', { sale: till.sale({ customerId: customer.id }) });
    await till.push();
    till.record('recordSale', { sale: till.sale({ customerId: customer.id }) });
    const { code } = await createConnectCode(after.dependencies);
    const answers = [await join(code), await join(code)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const epochs = await back(answers[1] as never).get(`/api/v1/sync/epoch?since=${till.identity.epoch}`);
    const { epoch, restoredV } = epochs.json();
    expect(restoredV).toBe(0);
    const device = back(answers[1] as never, epoch);
    const all = await marked();
    expect((await giveBack(device, epoch, all)).json()).toMatchObject({ refused: 0 });
    expect((await device.push()).outcomes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('applied'));

    const { storage } = after.dependencies;
    const found = await storage.read(shop.tenantId, async (reader) => ({
      settings: (await reader.settings())?.shopName,
      cells: (await reader.metrics([customer.id]))[0]?.cells,
      staff: (await reader.all('staff')).length,
      differences: (await reader.verify()).differences,
      recoveredAt: (await reader.recovery())?.recoveredAt,
    }));
    expect(found).toMatchObject({
      settings: 'Corner shop',
      cells: [{ orders: 2 }],
      staff: 1,
      differences: [],
    });
    expect(found.recoveredAt).not.toBe(0);
    // Its other devices join by codes of the shop, and the code that began it again is of no more use to them.
    expect(refusal(await join(code, { deviceId: anId() }))).toEqual(['enrol_code_invalid', undefined]);
  });

  test('[E1] [X2] into a shop that is begun again nobody comes back who was erased', async () => {
    const { shop } = before;
    const [erased, kept] = [anId(), anId()];
    for (const customerId of [erased, kept])
      till.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Ada') });
    await till.push();
    const all = await marked();
    after.dependencies.keepsakes.erased.push(`${shop.tenantId} ${erased}`, `${anId()} ${kept}`);
    const { code } = await createConnectCode(after.dependencies);
    await join(code);
    const answer = await join(code);
    const epochs = await back(answer).get(`/api/v1/sync/epoch?since=${till.identity.epoch}`);
    const { epoch } = epochs.json();
    const device = back(answer, epoch);
    await giveBack(device, epoch, all);
    await device.push();
    const { storage, clock } = after.dependencies;
    const found = await storage.read(shop.tenantId, async (reader) => ({
      customers: await reader.getMany('customer', [erased, kept]),
      erasures: await reader.all('erasure'),
      differences: (await reader.verify()).differences,
    }));
    expect(found).toMatchObject({
      customers: [{ name: noName, erasedAt: clock() }, { name: 'Ada' }],
      erasures: [{ customerIds: [erased] }],
      differences: [],
    });
  });

  test('[A3] no shop is begun again without this server’s marks, by a code for joining, or over one that is there', async () => {
    const { shop } = before;
    const rows = await proof();
    const { code } = await createConnectCode(after.dependencies);
    const forged = rows.map((row) => ({ ...row, row: { ...(row.row as object), name: 'Mine' } }));
    const otherKey = rows.map((row) => ({ ...row, mac: rowMac('cd'.repeat(32), shop.tenantId, row) }));
    const stranger = { table: 'customer', id: anId(), v: 9, row: { name: 'Erased' } };
    const more = [...rows, { ...stranger, mac: rowMac('ab'.repeat(32), shop.tenantId, stranger) }];
    for (const tried of [[], rows.slice(1), forged, otherKey, more])
      expect(refusal(await join(code, { rows: tried }))).toEqual(['shop_unproven', undefined]);
    expect(refusal(await join(await codeOf(after.shop)))).toEqual(['enrol_code_invalid', undefined]);
    const positions = async () => (await after.dependencies.storage.positions()).map(({ epoch }) => epoch);
    await restored(shop);
    const standing = await positions();
    expect(refusal(await join(code))).toEqual(['enrol_code_invalid', undefined]);
    expect(await positions()).toEqual(standing);
  });
});
