import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { addPerson } from '../testing/people.ts';
import { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { hashPassword } from './passwords.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

test('[A1] passwords are kept as argon2id', async () => {
  expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

describe.each(databases)('signing in on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const audit = async (action: string) => {
    const { storage } = server.dependencies;
    const rows = await storage.read(server.shop.tenantId, (reader) => reader.newest('auditEntry', null, 200));
    return rows.filter((row) => row.action === action);
  };

  test('[A1] the password that create-tenant prints signs the owner in, for ten minutes', async () => {
    const till = await server.enrol('Till');
    const { ownerEmail, ownerPassword } = server.shop;
    expect((await till.get('/api/v1/devices')).json()).toMatchObject({ code: 'verification_required' });
    const answer = await till.signIn(` ${ownerEmail.toUpperCase()}`, ownerPassword);
    expect(answer.json()).toMatchObject({ staff_id: till.identity.actorId, role: 'owner' });
    expect((await till.get('/api/v1/devices')).statusCode).toBe(200);
    server.advance(10 * minute - 1);
    expect((await till.get('/api/v1/devices')).statusCode).toBe(200);
    server.advance(1);
    expect((await till.get('/api/v1/devices')).json()).toMatchObject({ code: 'verification_required' });
    expect((await till.get('/api/v1/auth/session')).json()).toMatchObject({ staff: null });
    expect(await audit('sign_in')).toMatchObject([
      { actorId: till.identity.actorId, deviceId: till.identity.deviceId, strength: 'verified' },
    ]);
  });

  test('[A1] a wrong password and an unknown address are refused alike, and leave a trace without the address', async () => {
    const till = await server.enrol('Till');
    const manager = await addPerson(server, 'manager');
    const wrong = await till.signIn(manager.email, 'wrong password');
    server.advance(1);
    const unknown = await till.signIn('nobody@example.com', 'wrong password');
    expect([wrong.statusCode, wrong.body]).toEqual([401, unknown.body]);
    expect(wrong.json()).toMatchObject({ code: 'sign_in_failed' });
    const entries = await audit('sign_in_failed');
    expect(entries).toMatchObject([{ subjectId: null }, { subjectId: manager.id, actorId: null }]);
    expect(JSON.stringify(entries)).not.toContain('@');
  });

  test('[A1] signing out ends it at once, and so do deactivation and a new password', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const manager = await addPerson(server, 'manager');
    const may = async () => (await till.get('/api/v1/devices')).statusCode;
    await till.signIn(manager.email, manager.password);
    expect(await may()).toBe(200);
    expect((await till.post('/api/v1/auth/sign-out', {})).statusCode).toBe(204);
    expect(await may()).toBe(403);

    await office.signIn(server.shop.ownerEmail, server.shop.ownerPassword);
    await till.signIn(manager.email, manager.password);
    const login = { email: manager.email, password: 'another password' };
    expect((await office.put(`/api/v1/accounts/${manager.id}/login`, login)).statusCode).toBe(200);
    expect(await may()).toBe(403);

    expect((await till.signIn(manager.email, login.password)).statusCode).toBe(200);
    await office.post(`/api/v1/accounts/${manager.id}/deactivate`, {});
    expect(await may()).toBe(403);
    expect((await till.signIn(manager.email, login.password)).statusCode).toBe(401);
  });

  test('a person changes the own password by knowing it', async () => {
    const till = await server.enrol('Till');
    const cashier = await addPerson(server, 'cashier');
    const change = (current_password: string, new_password: string) =>
      till.post('/api/v1/auth/password', { current_password, new_password });
    expect((await change(cashier.password, 'a new password')).json()).toMatchObject({
      code: 'verification_required',
    });
    await till.signIn(cashier.email, cashier.password);
    expect((await change('not mine at all', 'a new password')).json()).toMatchObject({
      code: 'sign_in_failed',
    });
    expect((await change(cashier.password, 'short')).json()).toMatchObject({
      details: [{ path: 'new_password', message: expect.stringContaining('10') }],
    });
    expect((await change(cashier.password, 'a new password')).statusCode).toBe(204);
    expect((await till.get('/api/v1/auth/session')).json()).toMatchObject({
      staff: { staff_id: cashier.id },
    });
    expect((await till.signIn(cashier.email, cashier.password)).statusCode).toBe(401);
    expect((await till.signIn(cashier.email, 'a new password')).statusCode).toBe(200);
  });

  test('[A3] nobody signs in where they do not work, or in another shop', async () => {
    const till = await server.enrol('Till');
    const elsewhere = await addPerson(server, 'manager', [id('elsewhere')]);
    expect((await till.signIn(elsewhere.email, elsewhere.password)).json()).toMatchObject({
      code: 'not_permitted',
    });
    const other = await server.addShop('Neighbour');
    expect((await till.signIn(other.ownerEmail, other.ownerPassword)).statusCode).toBe(401);
  });

  test('[A4] ten tries of one account on one device, then 429 with the time to wait; another account may go on', async () => {
    const till = await server.enrol('Till');
    const [one, other] = [await addPerson(server, 'manager'), await addPerson(server, 'manager')];
    for (let n = 0; n < 10; n += 1) expect((await till.signIn(one.email, `guess ${n}`)).statusCode).toBe(401);
    const refused = await till.signIn(one.email, one.password);
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await till.signIn(other.email, other.password)).statusCode).toBe(200);
    const second = await server.enrol('Second till');
    expect((await second.signIn(one.email, one.password)).statusCode).toBe(200);
  });

  describe('the session of a device', () => {
    const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwkOf = ({ publicKey }: ReturnType<typeof keyPair>) => {
      const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
      return { kty, crv, x, y };
    };
    const signed = ({ privateKey }: ReturnType<typeof keyPair>, text: string): string =>
      sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');

    const challengeFor = async (device: TestDevice): Promise<string> =>
      (await device.post('/api/v1/auth/challenge', {})).json().challenge;
    const renew = async (device: TestDevice, signature: string) =>
      device.post('/api/v1/auth/renew', { signature });
    const withCookie = (device: TestDevice, answer: { headers: Record<string, unknown> }): TestDevice => {
      const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
      return new TestDevice(server.app, device.identity, cookie);
    };

    test('is renewed by its key; the old one holds until the new one is used', async () => {
      const till = await server.enrol('Till');
      const key = keyPair();
      expect((await till.post('/api/v1/auth/device-key', { public_key: jwkOf(key) })).statusCode).toBe(204);
      const lost = await renew(till, signed(key, await challengeFor(till)));
      expect(lost.statusCode).toBe(200);
      expect((await till.get('/api/v1/auth/session')).statusCode).toBe(200);
      const renewed = withCookie(till, await renew(till, signed(key, await challengeFor(till))));
      expect((await renewed.get('/api/v1/auth/session')).json()).toMatchObject({ has_key: true });
      expect((await till.get('/api/v1/auth/session')).statusCode).toBe(401);
    });

    test('is not renewed by another key, by an old signature, or without a challenge', async () => {
      const till = await server.enrol('Till');
      const [key, thief] = [keyPair(), keyPair()];
      await till.post('/api/v1/auth/device-key', { public_key: jwkOf(key) });
      expect((await renew(till, signed(key, ''))).statusCode).toBe(401);
      expect((await renew(till, signed(thief, await challengeFor(till)))).statusCode).toBe(401);
      const used = signed(key, await challengeFor(till));
      expect((await renew(till, used)).statusCode).toBe(200);
      expect((await renew(till, used)).statusCode).toBe(401);
      const other = await till.post('/api/v1/auth/device-key', { public_key: jwkOf(thief) });
      expect(other.json()).toMatchObject({ code: 'already_exists' });
    });

    test('a key that lies on no curve is none', async () => {
      const till = await server.enrol('Till');
      const x = createHash('sha256').update('x').digest('base64url');
      const public_key = { kty: 'EC', crv: 'P-256', x, y: x };
      expect((await till.post('/api/v1/auth/device-key', { public_key })).statusCode).toBe(400);
    });

    test('[K1] expired, it still pushes, reads nothing, and can be renewed', async () => {
      const till = await server.enrol('Till');
      const key = keyPair();
      await till.post('/api/v1/auth/device-key', { public_key: jwkOf(key) });
      server.advance(90 * day);
      till.record('recordSale', { sale: till.sale() });
      expect((await till.push()).outcomes).toMatchObject([{ outcome: 'applied' }]);
      for (const url of ['/api/v1/sync/pull?epoch=x&v=0', '/api/v1/customers', '/api/v1/auth/session'])
        expect((await till.get(url)).json()).toMatchObject({ code: 'session_expired' });
      const renewed = withCookie(till, await renew(till, signed(key, await challengeFor(till))));
      expect((await renewed.get('/api/v1/auth/session')).statusCode).toBe(200);
    });

    test('[K1] expired and without a key, it is renewed by the password of a person, but of none elsewhere', async () => {
      const till = await server.enrol('Till');
      const cashier = await addPerson(server, 'cashier');
      server.advance(90 * day);
      expect((await till.signIn(cashier.email, 'not it at all')).statusCode).toBe(401);
      expect((await till.get('/api/v1/auth/session')).statusCode).toBe(401);
      const renewed = withCookie(till, await till.signIn(cashier.email, cashier.password));
      expect((await renewed.get('/api/v1/auth/session')).json()).toMatchObject({
        staff: { staff_id: cashier.id },
      });
      const again = await renewed.signIn(cashier.email, cashier.password);
      expect(again.headers['set-cookie']).toBeUndefined();
    });

    test('revoked, it is renewed by nobody', async () => {
      const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
      const { ownerEmail, ownerPassword } = server.shop;
      await office.signIn(ownerEmail, ownerPassword);
      await office.post(`/api/v1/devices/${till.identity.deviceId}/revoke`, {});
      const refused = await till.signIn(ownerEmail, ownerPassword);
      expect([refused.statusCode, refused.json().code]).toEqual([403, 'device_revoked']);
      expect(refused.headers['set-cookie']).toBeUndefined();
    });
  });
});
