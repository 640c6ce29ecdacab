import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../shops/create-api-key.ts';
import { revokeApiKey } from '../shops/revoke-api-key.ts';
import { databases } from '../storage/testing/databases.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const quarterHourMs = 15 * 60_000;

describe.each(databases)('tokens for which keys are exchanged, on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const newKey = (tenantId = server.shop.tenantId) =>
    createApiKey(server.dependencies, tenantId, 'Web shop', ['customers:read']);
  const ask = (method: 'GET' | 'POST', path: string, bearer: string) =>
    server.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${bearer}` } });
  const exchange = async (key: string): Promise<string> => {
    const answer = await ask('POST', '/auth/token', key);
    expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    return answer.json().access_token;
  };
  const statusFor = async (bearer: string, path = '/customers') =>
    (await ask('GET', path, bearer)).statusCode;

  test('[A4] a token serves in place of its key, with the scopes of the key, for a quarter of an hour', async () => {
    const token = await exchange((await newKey()).token);
    expect(await statusFor(token)).toBe(200);
    expect(await statusFor(token, '/audit')).toBe(403);
    server.advance(quarterHourMs - 1000);
    expect(await statusFor(token)).toBe(200);
    server.advance(1000);
    const late = await ask('GET', '/customers', token);
    expect([late.statusCode, late.json().code]).toEqual([401, 'sign_in_required']);
  });

  test('[A4] a token is nobody as soon as its key is taken back, and those of other keys go on', async () => {
    const [key, other] = [await newKey(), await newKey()];
    const [token, otherToken] = [await exchange(key.token), await exchange(other.token)];
    await revokeApiKey(server.dependencies, server.shop.tenantId, key.keyId);
    expect([await statusFor(token), await statusFor(otherToken)]).toEqual([401, 200]);
    expect((await ask('POST', '/auth/token', key.token)).statusCode).toBe(401);
  });

  test('[A4] a token cannot prolong itself, and no device gets one', async () => {
    const token = await exchange((await newKey()).token);
    expect((await ask('POST', '/auth/token', token)).json()).toMatchObject({ code: 'not_permitted' });
    const till = await server.enrol('Till');
    expect((await till.post('/api/v1/auth/token', {})).json()).toMatchObject({ code: 'not_permitted' });
  });

  test('[A3] [A4] a token leads into the shop of its key alone, and one that the server did not sign nowhere', async () => {
    const other = await server.addShop('Other shop');
    const key = await newKey();
    const token = await exchange(key.token);
    expect(await statusFor(token, `/customers?tenant_id=${other.tenantId}`)).toBe(404);

    const [head = '', , seal = ''] = token.split('.');
    const soon = Math.floor(server.dependencies.clock() / 1000) + 60;
    const claims = { sub: key.keyId, tenant: server.shop.tenantId, exp: soon };
    const body = Buffer.from(JSON.stringify({ ...claims, tenant: other.tenantId })).toString('base64url');
    const bySigningKey = (signingKey: Uint8Array) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' }).sign(signingKey);
    const forged = [
      `${head}.${body}.${seal}`,
      new UnsecuredJWT(claims).encode(),
      await bySigningKey(new Uint8Array(32)),
      // Not even the key for the marks of rows, from which that of tokens follows.
      await bySigningKey(Buffer.from(server.dependencies.keepsakes.signingKey, 'hex')),
    ];
    for (const one of forged) expect(await statusFor(one)).toBe(401);
  });
});
