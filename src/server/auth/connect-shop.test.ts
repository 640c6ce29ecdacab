import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectRequest } from '../../domain/sync/protocol.ts';
import { protocolVersion } from '../../domain/sync/protocol.ts';
import { id, noon } from '../../domain/testing/build.ts';
import { giveOwnerLogin } from '../shops/owner-login.ts';
import { databases } from '../storage/testing/databases.ts';
import { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { createConnectCode } from './connect-shop.ts';

const owner = { email: 'Ada@Example.com', password: 'correct horse battery' };

/** A shop that was opened on a device and lives there alone. */
function localShop(name: string) {
  const tenantId = id(`shop ${name}`);
  const device = {
    id: id(`tablet ${name}`),
    name: 'Counter',
    locationId: id(`place ${name}`),
    deviceClass: 'office',
    receiptCode: 'A1',
    enrolledAt: noon,
  } as const;
  const ownerId = id(`owner ${name}`);
  const incarnation = id(`log ${name}`);
  const rows = {
    tenant: { id: tenantId, name, createdAt: noon },
    setting: {
      id: tenantId,
      shopName: name,
      taxNumber: null,
      currency: 'GBP',
      timeZone: 'Europe/London',
      cutOffHour: 0,
      taxMode: 'included',
      cashRoundingMinor: 1,
      receiptHead: '',
      receiptFoot: '',
      refundApprovalAboveMinor: null,
      discountApprovalAboveMilli: null,
      mode: 'retail',
      updatedAt: noon,
    },
    location: { id: device.locationId, name, externalId: null, active: true },
    owner: { id: ownerId, name: 'Ada', role: 'owner', locationIds: null, active: true },
    device,
  } as const;
  return { tenantId, device, ownerId, incarnation, rows };
}

describe.each(databases)('a local shop comes to a server on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const newCode = async () => (await createConnectCode(server.dependencies)).code;
  const connect = (
    code: string,
    { tenantId, device, ownerId, incarnation }: ReturnType<typeof localShop>,
    changes: Partial<ConnectRequest> = {},
  ) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/connect',
      payload: {
        protocol: protocolVersion,
        code,
        tenantId,
        device,
        incarnation,
        lastSeq: 1,
        owner: { staffId: ownerId, ...owner },
        ...changes,
      },
    });

  /** The device after an answer, with its log sent. */
  async function arrived(shop: ReturnType<typeof localShop>, answer: Awaited<ReturnType<typeof connect>>) {
    const [cookie] = String(answer.headers['set-cookie']).split(';');
    const { tenantId, device, ownerId } = shop;
    const identity = {
      ...answer.json(),
      tenantId,
      shopName: shop.rows.setting.shopName,
      deviceId: device.id,
      locationId: device.locationId,
      actorId: ownerId,
      receiptCode: device.receiptCode,
    };
    const tablet = new TestDevice(server.app, identity, cookie ?? '');
    tablet.incarnation = shop.incarnation;
    tablet.record('openShop', shop.rows, { base: { epoch: '', v: 0 } });
    expect(await tablet.push()).toMatchObject({ outcomes: [{ outcome: 'applied' }], problem: null });
    return tablet;
  }

  const auditOf = (tenantId: string) =>
    server.dependencies.storage.read(tenantId, (reader) => reader.newest('auditEntry', null, 100));

  test('[X7] [A1] the owner signs in with what was said when connecting, takes a second tablet in and shuts it out', async () => {
    const shop = localShop('first');
    const tablet = await arrived(shop, await connect(await newCode(), shop));
    expect((await tablet.get('/api/v1/devices')).json()).toMatchObject({ code: 'verification_required' });
    expect((await tablet.signIn(owner.email, owner.password)).json()).toMatchObject({
      staff_id: shop.ownerId,
      role: 'owner',
    });
    const { code } = (await tablet.post('/api/v1/devices/enrol-codes', {})).json();
    const second = await TestDevice.enrol(server.app, code, 'Second');
    expect(second.identity).toMatchObject({ tenantId: shop.tenantId, receiptCode: 'B2' });
    expect((await second.get('/api/v1/auth/session')).statusCode).toBe(200);
    const revoked = await tablet.post(`/api/v1/devices/${second.identity.deviceId}/revoke`, {});
    expect(revoked.statusCode).toBe(200);
    expect((await second.get('/api/v1/auth/session')).json()).toMatchObject({ code: 'device_revoked' });
    expect(await auditOf(shop.tenantId)).toContainEqual(
      expect.objectContaining({ action: 'password_set', subjectId: shop.ownerId }),
    );
  });

  test('[X7] a lost answer costs nothing: the same request is taken again, with one account, until the shop is there', async () => {
    const [shop, other] = [localShop('lost'), localShop('other')];
    const code = await newCode();
    expect((await connect(code, shop)).statusCode).toBe(200);
    expect((await connect(code, other)).json()).toMatchObject({ code: 'enrol_code_invalid' });
    // Between the two the owner has thought again about the address, and sold something.
    const login = { staffId: shop.ownerId, email: 'new@example.com', password: 'another horse battery' };
    const again = await connect(code, shop, { owner: login, lastSeq: 2 });
    expect(again.statusCode).toBe(200);
    const tablet = await arrived(shop, again);
    const { credentials } = server.dependencies.storage;
    expect([...(await credentials.staffEmails(shop.tenantId))]).toEqual([[shop.ownerId, 'new@example.com']]);
    expect((await tablet.signIn(login.email, login.password)).statusCode).toBe(200);
    expect((await tablet.signIn(owner.email, owner.password)).statusCode).toBe(401);
    expect((await connect(code, shop)).json()).toMatchObject({ code: 'shop_exists' });
  });

  test('[X7] the same request twice at the same time is taken twice, with one account', async () => {
    const shop = localShop('twice');
    const code = await newCode();
    const answers = await Promise.all([connect(code, shop), connect(code, shop)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const { credentials } = server.dependencies.storage;
    expect((await credentials.staffEmails(shop.tenantId)).size).toBe(1);
  });

  test('[X7] [A3] another code takes no shop that has been connected, also while it is empty', async () => {
    const shop = localShop('taken');
    expect((await connect(await newCode(), shop)).statusCode).toBe(200);
    const theirs = { staffId: shop.ownerId, email: 'eve@example.com', password: 'eves horse battery' };
    const answer = await connect(await newCode(), shop, { owner: theirs });
    expect(answer.json()).toMatchObject({ code: 'shop_exists' });
    const emails = await server.dependencies.storage.credentials.staffEmails(shop.tenantId);
    expect([...emails.values()]).toEqual(['ada@example.com']);
  });

  test('[A6] [X7] the answer brings the key of queue files, again the same, and it is what the row of the shop says then', async () => {
    const shop = localShop('sealed');
    const code = await newCode();
    const { queueKey } = (await connect(code, shop)).json();
    expect(queueKey).toMatch(/^04[0-9a-f]{128}$/);
    const again = await connect(code, shop);
    expect(again.json()).toMatchObject({ queueKey });
    const tablet = await arrived(shop, again);
    const keyInFeed = async () => (await tablet.pull()).find(({ table }) => table === 'tenant')?.row;
    expect(await keyInFeed()).toMatchObject({ queueKey });
    await tablet.signIn(owner.email, owner.password);
    const made = await tablet.post('/api/v1/devices/enrol-codes', {});
    await TestDevice.enrol(server.app, made.json().code, 'Second');
    expect(await keyInFeed()).toMatchObject({ queueKey });
  });

  test('[A6] [X5] a build that cannot read the key in the answer gets it by the feed', async () => {
    const shop = localShop('sealed, older');
    const answer = await connect(await newCode(), shop, { protocol: 8 });
    expect(Object.keys(answer.json()).sort()).toEqual(['epoch', 'serverTime']);
    const tablet = await arrived(shop, answer);
    const row = (await tablet.pull()).find(({ table }) => table === 'tenant')?.row;
    expect(row).toHaveProperty('queueKey');
  });

  test('[X7] a code is of no use after an hour, also to who used it', async () => {
    const shop = localShop('late');
    const code = await newCode();
    expect((await connect(code, shop)).statusCode).toBe(200);
    server.advance(60 * 60_000);
    expect((await connect(code, shop)).json()).toMatchObject({ code: 'enrol_code_invalid' });
  });

  test('[X7] an address that is none and a short password are refused before anything is made, and the code stays good', async () => {
    const shop = localShop('careful');
    const code = await newCode();
    for (const wrong of [{ email: 'ada' }, { password: 'short' }]) {
      const answer = await connect(code, shop, { owner: { staffId: shop.ownerId, ...owner, ...wrong } });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
      expect(answer.body).not.toContain(Object.values(wrong)[0]);
    }
    expect((await connect(code, shop)).statusCode).toBe(200);
  });

  test('[X7] [X5] a shop that an older build connected gets a password from the operator', async () => {
    const shop = localShop('older');
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/connect',
      payload: {
        protocol: 6,
        code: await newCode(),
        tenantId: shop.tenantId,
        device: shop.device,
        incarnation: shop.incarnation,
        lastSeq: 1,
      },
    });
    const tablet = await arrived(shop, answer);
    expect((await tablet.signIn(owner.email, owner.password)).statusCode).toBe(401);
    const given = await giveOwnerLogin(server.dependencies, shop.tenantId, owner.email);
    expect(given.ownerEmail).toBe('ada@example.com');
    expect((await tablet.signIn(owner.email, given.ownerPassword)).json()).toMatchObject({ role: 'owner' });
    const next = await giveOwnerLogin(server.dependencies, shop.tenantId, owner.email);
    expect((await tablet.get('/api/v1/devices')).json()).toMatchObject({ code: 'verification_required' });
    expect((await tablet.signIn(owner.email, given.ownerPassword)).statusCode).toBe(401);
    expect((await tablet.signIn(owner.email, next.ownerPassword)).statusCode).toBe(200);
  });
});
