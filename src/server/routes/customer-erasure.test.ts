import { beforeEach, expect, it } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { forgetPeople } from '../../domain/sync/forget-people.ts';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { buildNote } from '../../domain/testing/build-record.ts';
import { isoInstant } from '../../domain/values/calendar.ts';
import { addDevice, addPerson, signInQuietly, type TestPerson } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

/** Stands in every personal value of the person. */
const secret = 'Sentinelova';
const anna = buildCustomer('Anna', {
  name: `${secret} Anna`,
  emails: [`${secret}@example.com`],
  externalId: 'anna-1',
});
const ann = buildCustomer('Ann');

interface Certificate {
  readonly erasure: { readonly id: string; readonly state: string };
}

onEachDatabase('erasing a person through the API', ({ openShop, server }) => {
  let shop: TestShop;
  let till: TestDevice;
  let owner: TestPerson;
  const identity = () => ({ ...server().shop, tenantId: shop.tenantId, locationId: shop.locationId });

  beforeEach(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann);
    till = await addDevice(server(), shop.locationId, identity());
    owner = await addPerson(server(), 'owner', null, identity());
    await signInQuietly(server(), till, owner.id);
  });

  const erase = (body: object = {}) => shop.post<Certificate>(`/customers/${anna.id}/erase`, body);
  const names = async (path: string) =>
    (await shop.get<{ customers: { name: string }[] }>(path)).body.customers.map(({ name }) => name);
  const stored = () =>
    server().dependencies.storage.read(shop.tenantId, async (reader) =>
      JSON.stringify([
        await reader.all('customer'),
        await reader.all('note'),
        await reader.all('attention'),
        await reader.all('overruledEdit'),
      ]),
    );

  it('[REQ-P1] [A1] takes the person out, for a key with the scope as for a person who is verified', async () => {
    await shop.post(`/customers/${anna.id}/notes`, { content: secret });
    expect(await stored()).toContain(secret);
    expect(await erase()).toMatchObject({
      status: 200,
      body: { erasure: { customer_ids: [anna.id], state: 'done_on_server', oldest_backup_at: null } },
    });
    expect(await stored()).not.toContain(secret);
    expect((await shop.get(`/customers/${anna.id}`)).body).toMatchObject({
      customer: { status: 'inactive', email: null, external_id: null, erased_at: expect.any(String) },
    });
    expect((await till.post(`/api/v1/customers/${ann.id}/erase`, {})).statusCode).toBe(200);
  });

  it('is refused for a key without the scope, and for a cashier', async () => {
    const key = await shop.newKey(['customers:read', 'customers:write']);
    expect((await shop.request('POST', `/customers/${anna.id}/erase`, {}, key)).status).toBe(403);
    const cashier = await addPerson(server(), 'cashier', null, identity());
    await signInQuietly(server(), till, cashier.id);
    expect((await till.post(`/api/v1/customers/${anna.id}/erase`, {})).statusCode).toBe(403);
  });

  it('[E1] takes everyone who is merged into the person, and nobody who was not previewed', async () => {
    await shop.post('/customers/merge', { winner_id: ann.id, loser_id: anna.id });
    const some = await erase({ customer_ids: [anna.id] });
    expect(some.body).toMatchObject({ erasure: { customer_ids: [anna.id] } });
    expect((await shop.get(`/customers/${ann.id}`)).body).toMatchObject({
      customer: { name: ann.name, merged_ids: [], erased_at: null },
    });
    expect(await erase({ customer_ids: [ann.id] })).toMatchObject({ status: 404 });
  });

  it('passes over the person in lists and searches', async () => {
    await erase();
    expect(await names('/customers')).toEqual([ann.name]);
    expect(await names('/customers?status=inactive')).toEqual([]);
    expect((await shop.get(`/customers/search?q=${secret}`)).text).not.toContain(anna.id);
    expect(await shop.get('/customers')).toMatchObject({ body: { total: 1 } });
  });

  it('[E2] refuses to write anything about the person', async () => {
    await erase();
    const refused = { status: 409, body: { code: 'customer_erased' } };
    expect(await shop.patch(`/customers/${anna.id}`, { name: secret })).toMatchObject(refused);
    expect(await shop.post(`/customers/${anna.id}/notes`, { content: secret })).toMatchObject(refused);
    expect(await shop.post('/customers/merge', { winner_id: ann.id, loser_id: anna.id })).toMatchObject(
      refused,
    );
    expect(await stored()).not.toContain(secret);
  });

  it('[E5] says how far it has come on the devices that knew the person', async () => {
    const { erasure } = (await erase()).body;
    const certificate = () => shop.get<Certificate>(`/customers/${anna.id}/erasure`);
    expect(await certificate()).toMatchObject({
      body: {
        erasure: {
          state: 'done_on_server',
          devices: expect.arrayContaining([expect.objectContaining({ done_at: null })]),
        },
      },
    });
    const devices = await server().dependencies.storage.read(shop.tenantId, (reader) => reader.all('device'));
    for (const device of devices) {
      await server().dependencies.storage.write(shop.tenantId, (writer) =>
        writer.put('erasureReport', {
          id: id(`${device.id} done`),
          erasureId: erasure.id,
          deviceId: device.id,
          doneAt: 5,
        }),
      );
    }
    expect(await certificate()).toMatchObject({ body: { erasure: { state: 'done_everywhere' } } });
    expect(await shop.get(`/customers/${ann.id}/erasure`)).toMatchObject({ status: 404 });
  });

  const noted = () =>
    server().dependencies.storage.read(shop.tenantId, async (reader) =>
      (await reader.newest('auditEntry', null, 100)).filter(({ action }) => action === 'customer_erased'),
    );

  it('[E5] [A1] says when the server did it by its own clock, and how far whoever did it was known', async () => {
    const asked = till.identity.serverTime - 3_600_000;
    const args = { id: id('erasure'), customerIds: [anna.id] };
    till.record('eraseCustomer', args, { actor: owner.id, deviceTime: asked });
    expect((await till.push()).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect(await shop.get(`/customers/${anna.id}/erasure`)).toMatchObject({
      body: {
        erasure: {
          requested_at: isoInstant(asked),
          done_on_server_at: isoInstant(server().dependencies.clock()),
          wiped_from_files_at: null,
        },
      },
    });
    expect(await noted()).toMatchObject([{ strength: 'verified', actorId: owner.id }]);
    await shop.post(`/customers/${ann.id}/erase`, {});
    const byKey = (await noted()).filter(({ actorId }) => actorId === null);
    expect(byKey).toMatchObject([{ strength: 'asserted', deviceId: null }]);
  });

  it('[E2] keeps nothing of what a device sends about the person afterwards', async () => {
    await erase();
    till.record('editCustomer', { id: anna.id, changes: { name: secret } });
    till.record('saveNote', { note: buildNote({ customerId: anna.id, text: secret }) });
    const { outcomes } = await till.push();
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['refused', 'customer_erased'],
      ['refused', 'customer_erased'],
    ]);
    expect(await stored()).not.toContain(secret);
  });

  it('[E2] takes entries from which a device has taken the person', async () => {
    const fields = emptyCustomerFields(secret);
    const [created, noted] = [
      till.record('createCustomer', { id: id('Zoe'), fields }),
      till.record('saveNote', { note: buildNote({ customerId: id('Zoe'), text: secret }) }),
    ];
    const zoe = new Set([id('Zoe')]);
    const pushed = [created, noted].map((entry) => ({ ...entry, ...forgetPeople(entry, zoe) }));
    expect(JSON.stringify(pushed)).not.toContain(secret);
    const { outcomes } = await till.push(pushed);
    expect(outcomes).toMatchObject([{ outcome: 'applied' }, { outcome: 'refused', code: 'customer_erased' }]);
    // The same as it was before: the server sees that it has had them.
    expect(await till.push([created, noted])).toMatchObject({ outcomes, problem: null });
  });

  it('[E2] takes the person out of entries that could not be read', async () => {
    const entry = till.record('saveNote', { note: buildNote({ customerId: anna.id, text: secret }) });
    await till.push([{ ...entry, build: `${secret.slice(0, 4)}` }]);
    const kept = () =>
      server().dependencies.storage.write(shop.tenantId, (writer) => writer.log.quarantined(entry.id));
    expect((await kept())?.payload).toContain(secret);
    await erase();
    expect((await kept())?.payload).not.toContain(secret);
    expect(await stored()).not.toContain(secret);
  });

  it('[E2] keeps nothing of what a device that was shut out hands in about the person', async () => {
    await erase();
    await till.post(`/api/v1/devices/${till.identity.deviceId}/revoke`, {});
    const entry = till.record('saveNote', { note: buildNote({ customerId: anna.id, text: secret }) });
    expect((await till.push()).outcomes).toMatchObject([{ outcome: 'quarantined', code: 'device_revoked' }]);
    const kept = await server().dependencies.storage.write(shop.tenantId, (writer) =>
      writer.log.quarantined(entry.id),
    );
    expect(kept?.payload).not.toContain(secret);
    expect(await stored()).not.toContain(secret);
  });

  it('[E2] keeps nothing of what somebody who may not do it sends about the person', async () => {
    const auditor = await addPerson(server(), 'auditor', null, identity());
    await erase();
    till.record('editCustomer', { id: anna.id, changes: { name: secret } }, { actor: auditor.id });
    expect((await till.push()).outcomes).toMatchObject([{ outcome: 'refused', code: 'not_permitted' }]);
    expect(await stored()).not.toContain(secret);
  });

  it('[E3] empties refused imports that wait, and erases although something malformed names the person', async () => {
    const auditor = await addPerson(server(), 'auditor', null, identity());
    const run = { id: id('run'), format: 'csv' as const, fileName: 'a.csv', startedAt: 5, startedBy: null };
    const update = [{ id: anna.id, changes: { name: secret } }];
    till.record('importCustomers', { run, create: [], update }, { actor: auditor.id });
    const malformed = { customerId: anna.id, text: secret } as never;
    till.record('saveNote', malformed);
    await till.push();
    expect(await stored()).toContain(secret);
    expect((await erase()).status).toBe(200);
    expect(await stored()).not.toContain(secret);
  });
});
