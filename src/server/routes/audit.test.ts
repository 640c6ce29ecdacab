import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../storage/testing/databases.ts';
import { addPerson } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

interface AuditPage {
  readonly entries: readonly { readonly id: string; readonly action: string; readonly device_id: string }[];
  readonly next_cursor: string | null;
}

describe.each(databases)('the audit log on $name', ({ open }) => {
  let server: TestServer;
  let office: TestDevice;
  let till: TestDevice;
  let managerId: string;
  let changedAt: string;
  beforeAll(async () => {
    server = await openTestServer(await open());
    [office, till] = [await server.enrol('Office'), await server.enrol('Till')];
    const manager = await addPerson(server, 'manager');
    managerId = manager.id;
    // Of one millisecond nobody knows the order.
    server.advance(1);
    await till.signIn(manager.email, 'wrong password');
    server.advance(1);
    await till.signIn(manager.email, manager.password);
    server.advance(60_000);
    changedAt = new Date(server.dependencies.clock()).toISOString();
    await office.signIn(server.shop.ownerEmail, server.shop.ownerPassword);
    server.advance(1);
    await office.post(`/api/v1/devices/${till.identity.deviceId}/revoke`, {});
  });
  afterAll(() => server.close());

  const page = async (query: string): Promise<AuditPage> =>
    (await office.get(`/api/v1/audit?${query}`)).json();
  const actions = async (query: string) => (await page(query)).entries.map(({ action }) => action);

  test('[A1] has an entry for every sign-in, refusal and change of rights, newest first', async () => {
    expect(await actions('')).toEqual([
      'device_revoked',
      'sign_in',
      'sign_in',
      'sign_in_failed',
      'device_enrolled',
      'device_enrolled',
    ]);
  });

  test('is filtered by what was done, by whom, where, about what and when', async () => {
    const { deviceId } = till.identity;
    expect(await actions('action=sign_in')).toEqual(['sign_in', 'sign_in']);
    expect(await actions(`actor_id=${managerId}`)).toEqual(['sign_in']);
    expect(await actions(`device_id=${deviceId}`)).toEqual(['sign_in', 'sign_in_failed', 'device_enrolled']);
    expect(await actions(`subject_id=${deviceId}`)).toEqual(['device_revoked', 'device_enrolled']);
    expect(await actions(`from=${changedAt}`)).toEqual(['device_revoked', 'sign_in']);
    expect(await actions(`to=${changedAt}&action=sign_in`)).toEqual(['sign_in']);
    expect((await office.get('/api/v1/audit?action=dancing')).statusCode).toBe(400);
  });

  test('a filtered log is paged without a gap', async () => {
    const found: string[] = [];
    let query = 'action=sign_in&limit=1';
    for (;;) {
      const { entries, next_cursor } = await page(query);
      found.push(...entries.map(({ id }) => id));
      if (next_cursor === null) break;
      query = `action=sign_in&limit=1&cursor=${next_cursor}`;
    }
    expect(new Set(found).size).toBe(2);
    expect(found).toHaveLength(2);
  });
});
