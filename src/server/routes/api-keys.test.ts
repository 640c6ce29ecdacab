import { beforeAll, expect, it } from 'vitest';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

interface Key {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly revoked_at: string | null;
}

onEachDatabase('API keys', ({ server }) => {
  let office: TestDevice;
  beforeAll(async () => {
    office = await addDevice(server(), server().shop.locationId);
    await signInQuietly(server(), office, (await addPerson(server(), 'admin')).id);
  });

  const make = (body: object) => office.post('/api/v1/api-keys', body);
  const made = async (scopes: readonly string[]) =>
    (await make({ label: ' Web shop ', scopes })).json<{ key: Key; token: string }>();
  const list = async () => (await office.get('/api/v1/api-keys')).json<{ keys: Key[] }>().keys;
  const revoke = (id: string) => office.post(`/api/v1/api-keys/${id}/revoke`, {});
  const asked = async (path: string, token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await server().app.inject({ method: 'GET', url: `/api/v1${path}`, headers })).statusCode;
  };

  it('[A4] a new one may do what it was made for and nothing else', async () => {
    const { key, token } = await made(['customers:read']);
    expect(key).toMatchObject({ label: 'Web shop', scopes: ['customers:read'], revoked_at: null });
    expect(await asked('/customers', token)).toBe(200);
    expect(await asked('/devices', token)).toBe(403);
  });

  it('[A4] its token is answered once and neither listed nor kept', async () => {
    const { key, token } = await made(['customers:read']);
    const listed = await list();
    expect(listed.map(({ id }) => id)).toContain(key.id);
    expect(JSON.stringify(listed)).not.toContain(token);
    const { tenantId } = server().shop;
    const kept = await server().dependencies.storage.credentials.apiKeyById(tenantId, key.id);
    expect(kept).toMatchObject({ keyId: key.id });
    expect(JSON.stringify(kept)).not.toContain(token.split('.')[2]);
  });

  it('[A4] one that was taken back opens nothing any more, nor does what it was exchanged for', async () => {
    const { key, token } = await made(['customers:read']);
    const headers = { authorization: `Bearer ${token}` };
    const exchange = await server().app.inject({ method: 'POST', url: '/api/v1/auth/token', headers });
    const { access_token } = exchange.json<{ access_token: string }>();
    expect(await asked('/customers', access_token)).toBe(200);

    const { revoked_at } = (await revoke(key.id)).json<{ key: Key }>().key;
    expect(revoked_at).not.toBeNull();
    expect(await asked('/customers', token)).toBe(401);
    expect(await asked('/customers', access_token)).toBe(401);
    server().advance(1000);
    expect((await revoke(key.id)).json()).toMatchObject({ key: { id: key.id, revoked_at } });
  });

  it('[A1] none can be made that does what asks for a password', async () => {
    for (const scopes of [['staff:write'], ['keys:write'], ['customers:read', 'dancing'], []])
      expect((await make({ label: 'Web shop', scopes })).statusCode).toBe(400);
    expect((await make({ label: ' ', scopes: ['customers:read'] })).statusCode).toBe(400);
  });

  it('[A1] says in the audit log who made it and who took it back', async () => {
    const { key } = await made(['sales:read']);
    await revoke(key.id);
    const { entries } = (await office.get(`/api/v1/audit?subject_id=${key.id}`)).json<{
      entries: object[];
    }>();
    const by = { actor_id: expect.any(String), device_id: office.identity.deviceId, strength: 'verified' };
    expect(entries).toHaveLength(2);
    for (const action of ['key_made', 'key_revoked'])
      expect(entries).toContainEqual(expect.objectContaining({ action, ...by }));
  });
});
