import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { Device } from '../../domain/model/shop.ts';
import { attentionIdOf } from '../../domain/mutations/needs-attention.ts';
import {
  accountPaymentsProtocol,
  type FeedRow,
  feedStart,
  protocolVersion,
  scopesProtocol,
} from '../../domain/sync/protocol.ts';
import { buildLine, buildPayment, id, noon } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { scopeFor, shownRows } from './shown-rows.ts';

const south = { id: id('south'), name: 'South', externalId: null, active: true };
const ada = id('ada');
const card = {
  ...{ id: id('card'), code: 'G-77', amountMinor: 5000, currency: 'GBP', soldAt: noon },
  ...{ customerId: ada, locationId: south.id },
};

describe.each(databases)('a limited device on $name', ({ open }) => {
  let server: TestServer;
  let northern: TestDevice;
  let southern: TestDevice;
  const sold: Record<'north' | 'south', string> = { north: '', south: '' };

  beforeAll(async () => {
    server = await openTestServer(await open());
    const { storage } = server.dependencies;
    await storage.write(server.shop.tenantId, async (writer) => {
      await writer.put('location', south);
      await writer.put('giftCardSale', card);
    });
    northern = await addDevice(server, server.shop.locationId);
    southern = await addDevice(server, south.id);
    const fields = { ...emptyCustomerFields('Ada'), internalNotes: 'pays late' };
    northern.record('createCustomer', { id: ada, fields });
    for (const [place, till] of [
      ['north', northern],
      ['south', southern],
    ] as const) {
      const lines = [buildLine({ costMinor: 700 })];
      const sale = till.sale({ customerId: ada, lines });
      till.record('recordSale', { sale });
      till.record('recordPrint', { id: id(`print ${place}`), sale: refOf(sale), form: 'copy' });
      await till.push();
      sold[place] = sale.id;
    }
  });
  afterAll(() => server.close());

  const refOf = ({ id: saleId, customerId, occurredAt }: ReturnType<TestDevice['sale']>) => ({
    id: saleId,
    customerId,
    occurredAt,
  });
  const limit = (device: TestDevice, scope: Device['scope']) =>
    server.dependencies.storage.write(server.shop.tenantId, async (writer) => {
      const row = await writer.get('device', device.identity.deviceId);
      if (row && scope) await writer.put('device', { ...row, scope });
    });
  const shownTo = async (device: TestDevice): Promise<FeedRow[]> =>
    (await device.pullPage(feedStart, 1000, protocolVersion)).rows;
  const snapshotFor = async (device: TestDevice): Promise<{ rows: FeedRow[]; scopes: unknown[] }> => {
    const rows: FeedRow[] = [];
    const scopes: unknown[] = [];
    for (
      let [next, v] = [{ slice: 'shop', after: '' }, ''] as [Record<string, string> | null, string];
      next;
    ) {
      const query = new URLSearchParams({ ...next, protocol: `${protocolVersion}`, ...(v && { v }) });
      const answer = await device.get(`/api/v1/sync/snapshot?epoch=${device.identity.epoch}&${query}`);
      const page = answer.json();
      rows.push(...page.rows);
      scopes.push(page.scope);
      [next, v] = [page.next, `${page.v}`];
    }
    return { rows, scopes };
  };
  const newDevice = async (scope?: Device['scope']): Promise<TestDevice> => {
    const device = await addDevice(server, server.shop.locationId);
    await limit(device, scope);
    return device;
  };

  test('[F6] is sent no row of another place, by feed or snapshot, and is told so', async () => {
    const scope = { version: 1, locationIds: [server.shop.locationId], sees: 'office' as const };
    const device = await newDevice(scope);
    const { rows, scopes } = await snapshotFor(device);
    const said = { version: 1, locationIds: scope.locationIds, leftOut: ['other_locations'] };
    for (const one of scopes) expect(one).toEqual(said);
    const page = await device.pullPage(feedStart, 1000, protocolVersion);
    expect(page.scope).toEqual(said);
    for (const sent of [rows, page.rows]) {
      const text = JSON.stringify(sent);
      expect(text).toContain(sold.north);
      expect(text).not.toContain(sold.south);
      expect(text).not.toContain(card.code);
      expect(text).toContain('pays late');
    }
    const figures = rows.find(({ table }) => table === 'metrics');
    expect(figures?.row).toMatchObject({ cells: [{ locationId: server.shop.locationId, orders: 1 }] });
  });

  test('[F6] is told of nothing else by where a page ends: pages are full, and name what they hold', async () => {
    const device = await newDevice({ version: 1, locationIds: [server.shop.locationId], sees: 'office' });
    const known = new Set((await snapshotFor(device)).rows.map((row) => row.id));
    const { epoch } = device.identity;
    const ask = async (route: string, query: Record<string, string>) => {
      const asked = new URLSearchParams({ ...query, limit: '1', protocol: `${protocolVersion}`, epoch });
      return (await device.get(`/api/v1/sync/${route}?${asked}`)).json();
    };
    const pages = [];
    for (
      let next: Record<string, string> | null = { slice: 'shop', after: '' };
      next;
      next = pages.at(-1).next
    )
      pages.push(await ask('snapshot', next));
    pages.push(await ask('snapshot', { slice: 'sales', customer: ada }));
    for (const page of pages.filter(({ next }) => next?.after)) expect(page.rows).toHaveLength(1);
    const ofAda = pages.at(-1);
    expect(ofAda.rows).toMatchObject([{ id: sold.north }]);
    for (let cursor: Record<string, string> = { v: '0' }, more = true; more; ) {
      const page = await ask('pull', cursor);
      pages.push(page);
      if (page.more) expect([page.rows.length, known.has(page.next.id)]).toEqual([1, true]);
      [cursor, more] = [page.next, page.more];
    }
    const text = JSON.stringify(pages);
    for (const hidden of [sold.south, id('print south'), card.id]) expect(text).not.toContain(hidden);
  });

  test('[F6] at the counter is sent neither costs nor personal notes, and no mark on what was changed for that', async () => {
    const device = await newDevice({ version: 1, locationIds: null, sees: 'counter' });
    const { rows } = await snapshotFor(device);
    for (const sent of [rows, await shownTo(device)]) {
      const text = JSON.stringify(sent.filter(({ table }) => table !== 'metrics'));
      expect(text).not.toContain('costMinor');
      expect(text).not.toContain('pays late');
      expect(text).toContain(sold.south);
      for (const { table, mac } of sent)
        if (table === 'sale' || table === 'customer') expect(mac).toBeUndefined();
        else if (table !== 'metrics') expect(mac).toBeDefined();
    }
  });

  test('[F6] gets, before anybody limits it, what any device gets, word for word', async () => {
    const [one, other] = [await newDevice(), await newDevice()];
    expect(await shownTo(one)).toEqual(await shownTo(other));
    expect(await one.pullPage(feedStart, 1000, protocolVersion)).not.toHaveProperty('scope');
    expect((await snapshotFor(one)).scopes.every((scope) => scope === undefined)).toBe(true);
    expect(JSON.stringify(await shownTo(one))).toContain(sold.south);
  });

  test('[F6] keeps what it has sold elsewhere, which a person has to look at', async () => {
    const device = await newDevice({ version: 1, locationIds: [server.shop.locationId], sees: 'office' });
    const sale = device.sale({ customerId: ada, locationId: south.id });
    device.record('recordSale', { sale });
    expect((await device.push()).outcomes).toMatchObject([{ outcome: 'applied' }]);
    const rows = await shownTo(device);
    const issues = rows.filter(({ table }) => table === 'saleIssue').map(({ row }) => row);
    expect(rows.some(({ id: rowId }) => rowId === sale.id)).toBe(true);
    expect(issues).toMatchObject([{ sale: { id: sale.id }, code: 'not_permitted' }]);
    const another = await newDevice({ version: 1, locationIds: [server.shop.locationId], sees: 'office' });
    expect(JSON.stringify(await shownTo(another))).not.toContain(sale.id);
  });

  test('[F6] [X5] with a build that knows of no limits is shown nothing, and pushes all the same', async () => {
    const device = await newDevice({ version: 1, locationIds: null, sees: 'office' });
    const query = `epoch=${device.identity.epoch}&protocol=${scopesProtocol - 1}`;
    for (const route of [`pull?v=0&${query}`, `snapshot?${query}`]) {
      const answer = await device.get(`/api/v1/sync/${route}`);
      expect([answer.statusCode, answer.json().code]).toEqual([426, 'app_too_old']);
    }
    device.record('recordSale', { sale: device.sale() });
    expect((await device.push(device.log, { protocol: 1 })).outcomes).toMatchObject([{ outcome: 'applied' }]);
  });

  test('[F6] is answered by every route as it is synced', async () => {
    const device = await newDevice({ version: 1, locationIds: [server.shop.locationId], sees: 'counter' });
    const summary = (await device.get(`/api/v1/customers/${ada}/summary`)).json();
    expect(summary).toMatchObject({ left_out: ['other_locations'] });
    const history = await device.get(`/api/v1/customers/${ada}/purchases`);
    expect(history.json()).toMatchObject({ left_out: ['other_locations'] });
    expect(history.body).toContain(sold.north);
    expect(history.body).not.toContain(sold.south);
    expect((await device.get(`/api/v1/customers/${ada}/purchases/${sold.south}`)).statusCode).toBe(404);
    for (const route of [`customers/${ada}`, 'customers?q=ada', 'customers/search?q=ada']) {
      const { body } = await device.get(`/api/v1/${route}`);
      expect(body).toContain('"left_out":["personal_notes"]');
      expect(body).not.toContain('pays late');
    }
    for (const sort of ['value', 'last_purchase']) {
      const ordered = await device.get(`/api/v1/customers?sort=${sort}`);
      expect([ordered.statusCode, ordered.json().code]).toEqual([403, 'not_permitted']);
      expect((await southern.get(`/api/v1/customers?sort=${sort}`)).statusCode).toBe(200);
    }
    await southern.post(`/api/v1/customers/${ada}/notes`, { content: 'likes tea', note_type: 'personal' });
    await southern.post(`/api/v1/customers/${ada}/notes`, { content: 'no bag', note_type: 'preference' });
    expect((await device.get(`/api/v1/customers/${ada}/notes`)).json()).toMatchObject({
      ...{ count: 1, notes: [{ content: 'no bag' }], left_out: ['personal_notes'] },
    });
    // Whoever may see more elsewhere sees no more here.
    await signInQuietly(server, device, (await addPerson(server, 'owner')).id);
    expect((await device.get(`/api/v1/customers/${ada}/purchases`)).body).not.toContain(sold.south);
  });

  test('[F6] [K2] at the counter changes nothing of what it is not shown, by push or request; it waits for a person', async () => {
    const device = await newDevice({ version: 1, locationIds: null, sees: 'counter' });
    const office = await newDevice({ version: 1, locationIds: [south.id], sees: 'office' });
    const written = { customerId: ada, authorId: null, writtenAt: 1 };
    const secret = { ...written, id: id('secret'), type: 'personal', text: 'in mourning' } as const;
    const open = { ...written, id: id('open'), type: 'preference', text: 'window seat' } as const;
    for (const note of [secret, open]) office.record('saveNote', { note });
    await office.push();
    const overIt = { ...secret, type: 'preference', text: 'x' } as const;
    const entries = [
      device.record('saveNote', { note: overIt }),
      device.record('saveNote', { note: overIt, replaces: null }),
      device.record('removeNote', { id: secret.id }),
      device.record('editCustomer', { id: ada, changes: { internalNotes: 'x' } }),
      device.record('editCustomer', { id: ada, changes: { internalNotes: null }, seen: {} }),
    ];
    device.record('removeNote', { id: open.id });
    device.record('editCustomer', { id: ada, changes: { name: 'Ada L' } });
    const { outcomes } = await device.push();
    const refused = { outcome: 'refused', code: 'not_permitted' };
    const taken = { outcome: 'applied' };
    expect(outcomes).toMatchObject([...entries.map(() => refused), taken, taken]);
    const edit = { internal_notes: 'x' };
    expect((await device.put(`/api/v1/customers/${ada}`, edit)).json()).toMatchObject({
      code: 'not_permitted',
    });
    const { storage } = server.dependencies;
    await storage.read(server.shop.tenantId, async (reader) => {
      expect(await reader.get('note', secret.id)).toMatchObject(secret);
      expect(await reader.get('note', open.id)).toBeUndefined();
      expect(await reader.get('customer', ada)).toMatchObject({ name: 'Ada L', internalNotes: 'pays late' });
      for (const entry of entries)
        expect(await reader.get('attention', attentionIdOf(entry.id))).toMatchObject({ state: 'open' });
    });
  });

  test('[F6] [A1] is limited by an administrator with the own password and rights everywhere, and by nobody else', async () => {
    const device = await newDevice();
    const scope = { locationIds: [server.shop.locationId], sees: 'counter' as const };
    const said = async (by: { id: string }, args = scope) => {
      await signInQuietly(server, device, by.id);
      device.record('setDeviceScope', { id: device.identity.deviceId, scope: args }, { actor: by.id });
      return (await device.push(device.log.slice(-1))).outcomes[0];
    };
    expect(await said(await addPerson(server, 'manager'))).toMatchObject({ code: 'not_permitted' });
    const local = await addPerson(server, 'admin', [server.shop.locationId]);
    expect(await said(local)).toMatchObject({ code: 'not_permitted' });
    const admin = await addPerson(server, 'admin');
    expect(await said(admin, { ...scope, locationIds: [south.id] })).toMatchObject({ code: 'outside_scope' });
    expect(await said(admin, { ...scope, locationIds: [id('no place')] })).toMatchObject({
      code: 'not_found',
    });
    expect(await said(admin)).toMatchObject({ outcome: 'applied' });
    const version = async () => (await device.pullPage(feedStart, 1, protocolVersion)).scope?.version;
    expect(await version()).toBe(1);
    // What changes nothing fills no tablet anew.
    expect(await said(admin, { ...scope, sees: 'counter' })).toMatchObject({ outcome: 'applied' });
    expect(await version()).toBe(1);
    expect(await said(admin, { ...scope, locationIds: [...scope.locationIds, south.id] })).toMatchObject({
      outcome: 'applied',
    });
    expect(await version()).toBe(2);
    expect(await said(admin)).toMatchObject({ outcome: 'applied' });
    expect(await version()).toBe(3);
    const moved = { id: device.identity.deviceId, changes: { locationId: south.id } };
    device.record('editDevice', moved, { actor: admin.id });
    expect((await device.push(device.log.slice(-1))).outcomes).toMatchObject([{ code: 'outside_scope' }]);
  });

  test('[F6] [X5] with a build that knows of no payments on account is told to update for those of its own place alone', async () => {
    const device = await newDevice({
      version: 1,
      locationIds: [server.shop.locationId],
      sees: 'office',
    });
    const query = `epoch=${device.identity.epoch}&protocol=${accountPaymentsProtocol - 1}`;
    const pulled = async () => (await device.get(`/api/v1/sync/pull?v=0&${query}`)).statusCode;
    const pays = async (till: TestDevice) => {
      till.record('recordSale', {
        sale: buildPayment({ ...till.sale(), customerId: ada, amountMinor: 500 }),
      });
      await till.push();
    };
    await pays(southern);
    expect(await pulled()).toBe(200);
    // Nor would it be, if a page held more than reaches it.
    const rows = await shownTo(await newDevice());
    expect(JSON.stringify(rows)).toContain('account_payment');
    const { storage, keepsakes } = server.dependencies;
    const { tenantId } = server.shop;
    const marking = { protocol: accountPaymentsProtocol - 1, signingKey: keepsakes.signingKey, tenantId };
    const shown = await storage.read(tenantId, async (reader) => {
      const asking = { ...device.identity, verifiedStaffId: null, isRevoked: false };
      return shownRows(reader, await scopeFor(reader, asking, marking.protocol), rows, marking);
    });
    expect(JSON.stringify(shown.rows)).not.toContain('account_payment');
    await pays(northern);
    expect(await pulled()).toBe(426);
  });
});
