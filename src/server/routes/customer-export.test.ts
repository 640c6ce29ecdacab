import { beforeEach, expect, it } from 'vitest';
import type { PersonDocument } from '../../domain/privacy/person-document.ts';
import { buildCustomer, buildSale, id } from '../../domain/testing/build.ts';
import { buildNote } from '../../domain/testing/build-record.ts';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna', { name: 'Anna Personal', internalNotes: 'Knows the owner' });
const ann = buildCustomer('Ann', { name: 'Ann Other' });

onEachDatabase('giving out all that is held about a person', ({ openShop, server }) => {
  let shop: TestShop;
  let till: TestDevice;
  const identity = () => ({ ...server().shop, tenantId: shop.tenantId, locationId: shop.locationId });

  beforeEach(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann);
    const sale = buildSale({ id: id('sale'), customerId: ann.id, locationId: shop.locationId });
    await shop.mutate('recordSale', { sale });
    await shop.mutate('saveNote', { note: buildNote({ customerId: anna.id, text: 'Allergic to nuts' }) });
    await shop.post('/customers/merge', { winner_id: anna.id, loser_id: ann.id });
    till = await addDevice(server(), shop.locationId, identity());
  });

  const given = (customerId = anna.id) => shop.get<PersonDocument>(`/customers/${customerId}/export`);
  const noted = async () => {
    const { body } = await shop.get<{ entries: object[] }>('/audit?action=person_exported');
    return body.entries;
  };

  it('[REQ-P2] is one document over the merged customers, under each of their ids', async () => {
    const { status, body } = await given();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      form: 'regulars/person/1',
      customer: { id: anna.id, name: 'Anna Personal', merged_ids: [ann.id] },
      merged_customers: [{ name: 'Anna Personal' }, { name: 'Ann Other' }],
      notes: [{ content: 'Allergic to nuts' }],
      figures: { total_sales: 1 },
      purchases: [{ id: id('sale'), customer_id: ann.id, lines: [{ quantity: 1 }] }],
      left_out: [],
    });
    expect((await given(ann.id)).body.customer).toEqual(body.customer);
    expect((await given(id('nobody'))).status).toBe(404);
  });

  it('[REQ-P3] is noted each time, with whom it was about and by whom', async () => {
    await given(ann.id);
    const auditor = await addPerson(server(), 'auditor', null, identity());
    await signInQuietly(server(), till, auditor.id);
    expect((await till.get(`/api/v1/customers/${anna.id}/export`)).statusCode).toBe(200);
    const entries = await noted();
    expect(entries).toHaveLength(2);
    const told = { action: 'person_exported', subject_id: anna.id, detail: 'json' };
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...told, actor_id: null }),
        expect.objectContaining({ ...told, actor_id: auditor.id, device_id: till.identity.deviceId }),
      ]),
    );
  });

  it('[REQ-P4] is for no cashier, for nobody whose rights end at a place, for no key without the scope, and leaves no entry then', async () => {
    const key = await shop.newKey(['customers:read', 'sales:read']);
    expect((await shop.request('GET', `/customers/${anna.id}/export`, undefined, key)).status).toBe(403);
    for (const [role, places] of [
      ['cashier', null],
      ['manager', [shop.locationId]],
    ] as const) {
      const person = await addPerson(server(), role, places && [...places], identity());
      await signInQuietly(server(), till, person.id);
      expect((await till.get(`/api/v1/customers/${anna.id}/export`)).statusCode).toBe(403);
    }
    expect(await noted()).toEqual([]);
  });

  it('[F6] tells a limited device of what waits only what was made on it, and a whole one all', async () => {
    const { storage } = server().dependencies;
    const waiting = (name: string, deviceId: string) => ({
      ...{ id: id(name), mutationId: id(name), mutationName: 'editCustomer', code: 'external_id_taken' },
      payload: JSON.stringify({ id: anna.id, changes: { name } }),
      ...{ actorId: null, deviceId, raisedAt: 0, state: 'open' as const, subjectIds: [anna.id] },
    });
    await storage.write(shop.tenantId, (writer) =>
      writer.putMany('attention', [
        waiting('Said here', till.identity.deviceId),
        waiting('Said elsewhere', id('elsewhere')),
      ]),
    );
    expect((await given()).body.waiting_changes).toHaveLength(2);
    const scope = { locationIds: [shop.locationId], sees: 'office' as const };
    await shop.mutate('setDeviceScope', { id: till.identity.deviceId, scope });
    const manager = await addPerson(server(), 'manager', null, identity());
    await signInQuietly(server(), till, manager.id);
    const answer = await till.get(`/api/v1/customers/${anna.id}/export`);
    expect(answer.json()).toMatchObject({ waiting_changes: [{ said: { changes: { name: 'Said here' } } }] });
    expect(answer.body).not.toContain('Said elsewhere');
  });

  it('[F6] tells no counter the personal notes, and says that they are left out', async () => {
    const scope = { locationIds: null, sees: 'counter' } as const;
    await shop.mutate('setDeviceScope', { id: till.identity.deviceId, scope });
    const manager = await addPerson(server(), 'manager', null, identity());
    await signInQuietly(server(), till, manager.id);
    const answer = await till.get(`/api/v1/customers/${anna.id}/export`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/Allergic|Knows the owner/);
    expect(answer.json()).toMatchObject({ left_out: ['costs', 'personal_notes'], notes: [] });
  });
});
