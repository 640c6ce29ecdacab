import { generateKeyPairSync, sign } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { addPerson } from '../testing/people.ts';
import { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

vi.mock('@node-rs/argon2', async (importOriginal) => {
  const argon2 = await importOriginal<typeof import('@node-rs/argon2')>();
  return { ...argon2, verify: vi.fn(argon2.verify) };
});

const minute = 60_000;

describe.each(databases)('a device without a session on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const ask = (url: string, payload: object) =>
    server.app.inject({ method: 'POST', url: `/api/v1/auth/return${url}`, payload });
  const claimOf = ({ identity }: TestDevice) => ({
    tenant_id: identity.tenantId,
    device_id: identity.deviceId,
  });

  /** A till that has told the server its key; what signs with it. */
  async function tillWithKey() {
    const till = await server.enrol('Till');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    await till.post('/api/v1/auth/device-key', { public_key: { kty, crv, x, y } });
    const signed = (text: string) =>
      sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    return { till, signed };
  }
  const challengeOf = async (till: TestDevice): Promise<string> =>
    (await ask('/challenge', claimOf(till))).json().challenge;

  /** The same device with the cookie of an answer, and its log. */
  function returned(till: TestDevice, answer: Awaited<ReturnType<typeof ask>>): TestDevice {
    const [cookie] = String(answer.headers['set-cookie']).split(';');
    const back = new TestDevice(server.app, till.identity, cookie ?? '');
    back.incarnation = till.incarnation;
    back.log.push(...till.log);
    return back;
  }

  const by = (till: TestDevice, { email, password }: { email: string; password: string }) =>
    ask('/sign-in', { ...claimOf(till), email, password });
  const auditOf = async ({ identity: { tenantId, deviceId } }: TestDevice) => {
    const entries = await server.dependencies.storage.read(tenantId, (reader) =>
      reader.newest('auditEntry', null, 200),
    );
    return entries.filter((entry) => entry.deviceId === deviceId);
  };

  test('[K1] comes back by its key as the same device, and what it has not sent goes into the same log', async () => {
    const { till, signed } = await tillWithKey();
    till.record('recordSale', { sale: till.sale() });
    await till.push();
    till.record('recordSale', { sale: till.sale() });
    const challenge = await challengeOf(till);
    const answer = await ask('', { ...claimOf(till), challenge, signature: signed(challenge) });
    expect(answer.statusCode).toBe(200);
    const back = returned(till, answer);
    expect((await back.get('/api/v1/auth/session')).json()).toMatchObject({
      device_id: till.identity.deviceId,
      has_key: true,
      staff: null,
    });
    const { outcomes, problem } = await back.push();
    expect([outcomes.map(({ outcome }) => outcome), problem]).toEqual([['applied', 'applied'], null]);
    expect(await auditOf(till)).toContainEqual(
      expect.objectContaining({ action: 'device_returned', actorId: null, strength: 'asserted' }),
    );
  });

  test('[X3] [K1] two copies of a profile come back by the key that both have, and neither puts the other out', async () => {
    const { till, signed } = await tillWithKey();
    const comeBack = async () => {
      const challenge = await challengeOf(till);
      return returned(till, await ask('', { ...claimOf(till), challenge, signature: signed(challenge) }));
    };
    const [first, second] = [await comeBack(), await comeBack()];
    for (const copy of [first, second, till])
      expect((await copy.get('/api/v1/auth/session')).statusCode).toBe(200);
  });

  test('[A3] nobody comes back by another key, for another device, by a challenge of their own or an old one', async () => {
    const { till, signed } = await tillWithKey();
    const { till: other, signed: othersSigned } = await tillWithKey();
    const challenge = await challengeOf(till);
    const claim = claimOf(till);
    const forged = `${challenge.slice(0, challenge.lastIndexOf('.'))}.forged`;
    const wrong = [
      { ...claim, challenge, signature: othersSigned(challenge) },
      { ...claimOf(other), challenge, signature: othersSigned(challenge) },
      { ...claim, challenge: forged, signature: signed(forged) },
      { ...claim, tenant_id: id('nowhere'), challenge, signature: signed(challenge) },
      { ...claim, device_id: id('nothing'), challenge, signature: signed(challenge) },
    ];
    for (const body of wrong) {
      const answer = await ask('', body);
      expect([answer.statusCode, answer.json().code, answer.headers['set-cookie']]).toEqual([
        401,
        'sign_in_failed',
        undefined,
      ]);
    }
    server.advance(2 * minute);
    expect((await ask('', { ...claim, challenge, signature: signed(challenge) })).statusCode).toBe(401);
  });

  test('[A1] without a key that the server knows, the password of who may take devices in brings it back', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    const manager = await addPerson(server, 'manager', [till.identity.locationId]);
    expect((await by(till, { ...manager, password: 'wrong password' })).json()).toMatchObject({
      code: 'sign_in_failed',
    });
    const neighbour = await server.enrol('Neighbour', await server.addShop('Neighbour'));
    expect((await by(neighbour, manager)).statusCode).toBe(401);
    const answer = await by(till, manager);
    expect(answer.json()).toMatchObject({ staff_id: manager.id, role: 'manager' });
    const back = returned(till, answer);
    expect(await back.push()).toMatchObject({ outcomes: [{ outcome: 'applied' }], problem: null });
    expect((await back.get('/api/v1/auth/session')).json()).toMatchObject({
      staff: { staff_id: manager.id },
    });
    expect((await till.get('/api/v1/auth/session')).json()).toMatchObject({ code: 'sign_in_required' });
    expect(await auditOf(till)).toContainEqual(
      expect.objectContaining({
        action: 'device_returned',
        actorId: manager.id,
        strength: 'verified',
        subjectId: till.identity.deviceId,
      }),
    );
  });

  test('[A1] [A3] nobody becomes a device by the password of who may not take devices in at its place', async () => {
    const till = await server.enrol('Till');
    const people = [
      await addPerson(server, 'cashier'),
      await addPerson(server, 'auditor'),
      await addPerson(server, 'manager', [id('elsewhere')]),
    ];
    for (const person of people) {
      const answer = await by(till, person);
      expect([answer.json().code, answer.headers['set-cookie']]).toEqual(['not_permitted', undefined]);
    }
    expect((await till.get('/api/v1/auth/session')).statusCode).toBe(200);
  });

  test('[A3] no password brings back a device of which the server knows the key', async () => {
    const { till } = await tillWithKey();
    const answer = await by(till, await addPerson(server, 'manager'));
    expect([answer.json().code, answer.headers['set-cookie']]).toEqual(['device_key_needed', undefined]);
    expect((await till.get('/api/v1/auth/session')).statusCode).toBe(200);
  });

  test('[A3] a signed challenge is of use once, also where it comes twice at the same time', async () => {
    const { till, signed } = await tillWithKey();
    const [challenge, later] = [await challengeOf(till), await challengeOf(till)];
    const give = (text: string) => ask('', { ...claimOf(till), challenge: text, signature: signed(text) });
    const answers = await Promise.all([give(challenge), give(challenge)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
    expect((await give(challenge)).statusCode).toBe(401);
    expect((await give(later)).statusCode).toBe(401);
    expect((await give(await challengeOf(till))).statusCode).toBe(200);
  });

  test('[A1] a device that was shut out comes back shut out: it may hand in, and nothing else', async () => {
    const { till, signed } = await tillWithKey();
    till.record('recordSale', { sale: till.sale() });
    const owner = await server.enrol('Office');
    await owner.signIn(server.shop.ownerEmail, server.shop.ownerPassword);
    await owner.post(`/api/v1/devices/${till.identity.deviceId}/revoke`, {});
    const challenge = await challengeOf(till);
    const answer = await ask('', { ...claimOf(till), challenge, signature: signed(challenge) });
    const back = returned(till, answer);
    expect((await back.get('/api/v1/auth/session')).json()).toMatchObject({ code: 'device_revoked' });
    expect(await back.push()).toMatchObject({ outcomes: [{ outcome: 'quarantined' }] });
  });

  test('[A4] ten guesses of one account for one device, then 429 with the time to wait', async () => {
    const till = await server.enrol('Till');
    const manager = await addPerson(server, 'manager');
    const guess = (password: string) => ask('/sign-in', { ...claimOf(till), email: manager.email, password });
    for (let n = 0; n < 10; n += 1) expect((await guess(`guess ${n}`)).statusCode).toBe(401);
    const refused = await guess(manager.password);
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('[A4] twenty guesses for one device whatever the account, and no more of them are written down', async () => {
    const till = await server.enrol('Till');
    const guess = (n: number) => by(till, { email: `somebody.${n}@example.com`, password: 'a guess' });
    for (let n = 0; n < 20; n += 1) expect((await guess(n)).statusCode).toBe(401);
    const refused = await guess(20);
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const failed = (await auditOf(till)).filter(({ action }) => action === 'sign_in_failed');
    expect(failed).toHaveLength(20);
  });

  test('[A4] an unknown device or shop is answered like a wrong password, after the same slow look', async () => {
    const till = await server.enrol('Till');
    const claim = claimOf(till);
    for (const one of [
      claim,
      { ...claim, device_id: id('nothing') },
      { ...claim, tenant_id: id('nowhere') },
    ]) {
      vi.mocked(verify).mockClear();
      const answer = await ask('/sign-in', { ...one, email: 'nobody@example.com', password: 'a guess' });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'sign_in_failed']);
      expect(verify).toHaveBeenCalledTimes(1);
    }
  });
});
