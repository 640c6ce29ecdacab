import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion } from '../../domain/sync/protocol.ts';
import { createApiKey } from '../shops/create-api-key.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import { databases } from '../storage/testing/databases.ts';
import { noUnendedPushes } from '../sync/unended-pushes.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { guardRoutes } from './authenticate.ts';
import { enrolCodeHash, enrolCodeLivesMs, newEnrolCode } from './enrol-codes.ts';
import { nextReceiptCode } from './receipt-code.ts';
import { newToken, readToken } from './tokens.ts';

describe.each(databases)('who may ask on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const enrolWith = (code: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/enrol',
      payload: { protocol: protocolVersion, code, deviceName: 'Till' },
    });

  test('a code enrols one device once, however it is typed', async () => {
    const { code } = await createEnrolCode(server.dependencies, server.shop.tenantId);
    const first = await enrolWith(` ${code.toLowerCase().replace('-', ' ')}`);
    expect(first.json()).toMatchObject({ tenantId: server.shop.tenantId, shopName: 'Corner shop' });
    expect(first.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict$/);
    const second = await enrolWith(code);
    expect([second.statusCode, second.json().code]).toEqual([401, 'enrol_code_invalid']);
  });

  test('a code used by two devices at once enrols one of them', async () => {
    const { code } = await createEnrolCode(server.dependencies, server.shop.tenantId);
    const answers = await Promise.all([enrolWith(code), enrolWith(code), enrolWith(code)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401, 401]);
  });

  test('a code is of no use after its hour, and neither is a wrong one', async () => {
    const { code } = await createEnrolCode(server.dependencies, server.shop.tenantId);
    server.advance(enrolCodeLivesMs);
    expect((await enrolWith(code)).json()).toMatchObject({ code: 'enrol_code_invalid' });
    expect((await enrolWith('AAAAA-AAAAA')).json()).toMatchObject({ code: 'enrol_code_invalid' });
  });

  test('[X4] each device of a shop has a receipt code of its own', async () => {
    const devices = await Promise.all(['a', 'b', 'c'].map((name) => server.enrol(name)));
    expect(new Set(devices.map((device) => device.identity.receiptCode)).size).toBe(3);
  });

  test('the cookie is for https only where the page came by https', async () => {
    const { code } = await createEnrolCode(server.dependencies, server.shop.tenantId);
    expect(String((await enrolWith(code)).headers['set-cookie'])).not.toContain('Secure');
  });

  test.each([
    ['nothing', {}],
    ['a wrong token', { authorization: 'Bearer rk.nonsense' }],
    ['another scheme', { authorization: 'Basic abc' }],
    ['a cookie that is none', { cookie: 'regulars_session=rs.x.y' }],
  ])('[A3] who sends %s is asked to sign in', async (_what, headers) => {
    for (const url of ['/api/v1/sync/pull?epoch=x&v=0', '/api/v1/sync/events']) {
      const answer = await server.app.inject({ url, headers });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'sign_in_required']);
    }
  });

  test('a token of a shop that is not there, or of another kind, opens nothing', async () => {
    const strange = newToken('rk', server.shop.locationId, randomBytes).token;
    const session = newToken('rs', server.shop.tenantId, randomBytes).token;
    for (const token of [strange, session]) {
      const answer = await server.app.inject({
        url: '/api/v1/customers',
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.statusCode).toBe(401);
    }
  });

  test('[A4] an API key may do what its scopes say, and is no device', async () => {
    const { tenantId } = server.shop;
    const { token } = await createApiKey(server.dependencies, tenantId, 'Reader', ['customers:read']);
    const ask = (method: 'GET' | 'POST', url: string) =>
      server.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
    expect((await ask('GET', '/api/v1/customers')).statusCode).toBe(200);
    expect((await ask('POST', '/api/v1/customers')).json()).toMatchObject({ code: 'not_permitted' });
    expect((await ask('GET', '/api/v1/sync/pull?epoch=x&v=0')).json()).toMatchObject({
      code: 'not_permitted',
    });
  });

  test('[A4] who tries many tokens is stopped too, and others are not', async () => {
    const guess = (remoteAddress: string) =>
      server.app.inject({
        url: '/api/v1/customers',
        remoteAddress,
        headers: { authorization: `Bearer ${newToken('rk', server.shop.tenantId, randomBytes).token}` },
      });
    const statuses = [];
    for (let n = 0; n < 610; n += 1) statuses.push((await guess('192.0.2.1')).statusCode);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect(Number((await guess('192.0.2.1')).headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess('192.0.2.2')).statusCode).toBe(401);
    expect((await server.ask({ url: '/api/v1/customers' })).statusCode).toBe(200);
  });

  test('[A4] who asks too often is told when to come back', async () => {
    const answers = [];
    for (let n = 0; n < 70; n += 1) answers.push(await enrolWith('AAAAA-AAAAA'));
    const refused = answers.find((answer) => answer.statusCode === 429);
    expect(refused?.json()).toMatchObject({ code: 'too_many_requests' });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  });
});

test('a route below /api/ that does not say whom it serves cannot be registered', async () => {
  const app = Fastify().withTypeProvider<ZodTypeProvider>();
  await app.register(cookie);
  const { storage, close } = await (databases[0]?.open() ?? Promise.reject(new Error('no database')));
  guardRoutes(
    app,
    {
      storage,
      clock: Date.now,
      randomBytes,
      keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
      unendedPushes: noUnendedPushes,
    },
    async () => null,
  );
  expect(() => app.get('/api/v1/open', () => 'anyone')).toThrow(/does not say whom it serves/);
  await close();
});

test('a token says its tenant and nothing else is taken for one', () => {
  const tenantId = '01a1f826-7fbf-7743-9f6e-1ffacdc7279a';
  const { token, hash } = newToken('rk', tenantId, randomBytes);
  expect(readToken('rk', token)).toEqual({ tenantId, hash });
  for (const other of ['', 'rk', token.slice(0, -1), `${token}.x`, token.replace('rk', 'rs')]) {
    expect(readToken('rk', other)).toBeUndefined();
  }
});

test('letters that look like digits are read as digits in a code', () => {
  expect(enrolCodeHash('o1i-l0')).toBe(enrolCodeHash('01 110'));
  expect(newEnrolCode(randomBytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
});

test('[X4] receipt codes are never given twice', () => {
  const taken = new Set<string>();
  for (let n = 0; n < 200; n += 1) {
    const code = nextReceiptCode(taken);
    expect(taken.has(code)).toBe(false);
    expect(code).toMatch(/^[A-Z0-9]{1,6}$/);
    taken.add(code);
  }
  expect([...taken].slice(0, 3)).toEqual(['A1', 'B2', 'C3']);
});
