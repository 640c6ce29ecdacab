import { beforeEach, expect, it } from 'vitest';
import { feedStart, protocolVersion } from '../../domain/sync/protocol.ts';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna');
const ann = buildCustomer('Ann');
const minuteMs = 60_000;

interface Page {
  readonly entries: readonly { readonly action: string; readonly subject_id: string }[];
  readonly next_cursor: string | null;
}

onEachDatabase('the audit log about customers', ({ openShop, server }) => {
  let shop: TestShop;
  let till: TestDevice;
  let cashierId: string;
  const identity = () => ({ ...server().shop, tenantId: shop.tenantId, locationId: shop.locationId });

  beforeEach(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann);
    till = await addDevice(server(), shop.locationId, identity());
    cashierId = (await addPerson(server(), 'cashier', null, identity())).id;
  });

  const look = (name: string, customerId = anna.id, actorId: string | null = cashierId) => ({
    id: id(name),
    customer_id: customerId,
    actor_id: actorId,
    ago_ms: minuteMs,
  });
  const tell = async (...lookups: object[]) =>
    (await till.post('/api/v1/audit/lookups', { lookups })).json<{ noted: number }>();
  const audit = async (query: string) => (await shop.get<Page>(`/audit?${query}`)).body;

  it('[REQ-P3] tells who looked at whom, when and where, each look once however often it is told', async () => {
    const looks = [look('one'), look('two', ann.id)];
    expect(await tell(...looks)).toEqual({ noted: 2, unknown: [] });
    expect(await tell(...looks, look('three'))).toEqual({ noted: 1, unknown: [] });
    const { entries } = await audit(`action=customer_seen&customer_id=${anna.id}`);
    const at = new Date(server().dependencies.clock() - minuteMs).toISOString();
    const told = { actor_id: cashierId, device_id: till.identity.deviceId, strength: 'asserted', at };
    expect(entries).toMatchObject([
      { subject_id: anna.id, ...told },
      { subject_id: anna.id, ...told },
    ]);
  });

  it('names nobody as having looked who does not work there', async () => {
    await tell(look('stranger', anna.id, id('stranger')));
    expect((await audit(`customer_id=${anna.id}`)).entries).toMatchObject([{ actor_id: null }]);
  });

  it('takes no look at somebody who is not in the shop, and says which to tell again', async () => {
    const stranger = look('two', id('stranger'));
    expect(await tell(look('one'), stranger)).toEqual({ noted: 1, unknown: [stranger.id] });
    expect((await till.post('/api/v1/audit/lookups', { lookups: [stranger] })).statusCode).toBe(404);
    expect((await audit('action=customer_seen')).entries).toHaveLength(1);
  });

  it('is not sent to devices, which do not read it', async () => {
    await shop.patch(`/customers/${anna.id}`, { tags: ['tea'] });
    await tell(look('one'));
    const rows = await till.pull(feedStart, 1000, protocolVersion);
    const actions = rows.flatMap(({ table, row }) =>
      table === 'auditEntry' ? [(row as { action: string }).action] : [],
    );
    expect(actions).toContain('customer_changed');
    expect(actions).not.toContain('customer_seen');
  });

  it('[REQ-P3] has under a customer what was done to all who are merged into it, and their erasure, page by page', async () => {
    await shop.patch(`/customers/${ann.id}`, { tags: ['tea'] });
    await shop.post('/customers/merge', { winner_id: anna.id, loser_id: ann.id });
    await shop.get(`/customers/${ann.id}/export`);
    await shop.post(`/customers/${anna.id}/erase`, {});
    const found: string[] = [];
    let cursor = '';
    for (;;) {
      const page = await audit(`customer_id=${ann.id}&limit=1${cursor}`);
      found.push(...page.entries.map(({ action }) => action));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(found.sort()).toEqual([
      'customer_changed',
      'customer_erased',
      'customers_merged',
      'person_exported',
    ]);
  });

  it('[REQ-P4] is read by managers and auditors of the whole shop, by nobody else', async () => {
    for (const [role, places, status] of [
      ['cashier', null, 403],
      ['manager', [shop.locationId], 403],
      ['manager', null, 200],
      ['auditor', null, 200],
      ['owner', null, 200],
    ] as const) {
      const person = await addPerson(server(), role, places && [...places], identity());
      await signInQuietly(server(), till, person.id);
      expect((await till.get('/api/v1/audit')).statusCode, role).toBe(status);
    }
  });
});
