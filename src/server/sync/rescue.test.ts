import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { applyMutation } from '../../domain/mutations/registry.ts';
import type { EpochResponse, FeedRow } from '../../domain/sync/protocol.ts';
import { buildContext } from '../../domain/testing/build.ts';
import { newId } from '../../domain/values/ids.ts';
import { databases } from '../storage/testing/databases.ts';
import { addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const anId = () => newId(Date.UTC(2026, 10, 20, 9), randomBytes);

/** Puts the rows of a device to a server that knows nothing of them. */
async function offer(to: TestDevice, epoch: string, rows: readonly FeedRow[], done = true) {
  const answer = await to.post('/api/v1/sync/rescue', { epoch, rows, done });
  return { status: answer.statusCode, ...answer.json() };
}

const marked = (rows: readonly FeedRow[]) => rows.filter((row) => row.mac !== undefined);

describe.each(databases)('a restored server on $name', ({ open }) => {
  let server: TestServer;
  let till: TestDevice;
  let office: TestDevice;
  let epoch: EpochResponse;
  beforeAll(async () => {
    server = await openTestServer(await open());
    [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const { storage, clock } = server.dependencies;
    const next = { epoch: 'second', above: 1_000, now: clock() };
    await storage.beginEpoch(server.shop.tenantId, next);
    epoch = (await till.get(`/api/v1/sync/epoch?since=${till.identity.epoch}`)).json();
  });
  afterAll(() => server.close());

  /** What another server of the same shop, whose data is lost, once fed: made by the same key. */
  async function lostRows(): Promise<FeedRow[]> {
    const [{ rowMac }, position] = [await import('./row-mac.ts'), epoch.restoredV];
    const { keepsakes } = server.dependencies;
    const customerId = anId();
    const sale = till.sale({ customerId });
    const customer = {
      ...emptyCustomerFields('Ada'),
      id: customerId,
      createdAt: 1,
      updatedAt: 1,
      fieldTimes: {},
    };
    const rows = [
      { table: 'customer', id: customerId, v: position + 1, row: customer },
      { table: 'sale', id: sale.id, v: position + 2, row: sale },
    ];
    return rows.map((row) => ({ ...row, mac: rowMac(keepsakes.signingKey, server.shop.tenantId, row) }));
  }

  test('[X2] says from where on it lacks what devices were fed, and refuses the old epoch', async () => {
    expect(epoch.epoch).toBe('second');
    await expect(till.pullPage()).rejects.toThrow(/409.*wrong_epoch/);
  });

  test('[X2] refuses a row of which no mark can be made, like any other without one', async () => {
    const rows = [{ table: 'customer', id: anId(), v: epoch.restoredV + 1, row: 2 ** 53, mac: '' }];
    expect(await offer(till, 'second', rows, false)).toMatchObject({ status: 200, taken: 0, refused: 1 });
  });

  test('[X2] takes back rows that it once fed, whoever made them, once, with their figures', async () => {
    const rows = await lostRows();
    expect(await offer(till, 'second', rows, false)).toMatchObject({ taken: 2, refused: 0 });
    expect(await offer(office, 'second', rows, false)).toMatchObject({ taken: 0, refused: 0 });
    const { sale, cells, differences } = await server.dependencies.storage.read(
      server.shop.tenantId,
      async (reader) => ({
        sale: await reader.saleById(rows[1]?.id ?? ''),
        cells: (await reader.metrics([rows[0]?.id ?? '']))[0]?.cells,
        differences: (await reader.verify()).differences,
      }),
    );
    expect(sale).toEqual(rows[1]?.row);
    expect(cells).toMatchObject([{ orders: 1 }]);
    expect(differences).toEqual([]);
  });

  test('[E1] [X2] takes nothing of a person who was erased since, and counts that as given', async () => {
    const { rowMac } = await import('./row-mac.ts');
    const { storage, keepsakes } = server.dependencies;
    const [customer] = await lostRows();
    if (!customer) throw new Error('a customer is there');
    await storage.write(server.shop.tenantId, (writer) =>
      applyMutation(writer, 'eraseCustomer', { id: anId(), customerIds: [customer.id] }, buildContext()),
    );
    const v = epoch.restoredV + 9;
    const ref = { id: anId(), customerId: customer.id, occurredAt: 5 };
    const waiting = { id: anId(), isFact: false, subjectIds: [customer.id], payload: 'Ada' };
    const said = [
      { table: 'customer', id: customer.id, v, row: customer.row },
      { table: 'saleText', id: ref.id, v, row: { id: ref.id, sale: ref, remark: 'Ada' } },
      { table: 'attention', id: waiting.id, v, row: waiting },
    ];
    const rows = said.map((row) => ({
      ...row,
      mac: rowMac(keepsakes.signingKey, server.shop.tenantId, row),
    }));
    expect(await offer(till, 'second', rows, false)).toMatchObject({ status: 200, taken: 0, refused: 0 });
    const kept = await storage.read(server.shop.tenantId, async (reader) => [
      await reader.get('customer', customer.id),
      await reader.get('saleText', ref.id),
      await reader.get('attention', waiting.id),
    ]);
    expect(JSON.stringify(kept)).not.toContain('Ada');
  });

  test('[X2] takes no row that was made up or altered', async () => {
    const [customer, sale] = await lostRows();
    if (!customer || !sale) throw new Error('both are there');
    const altered = { ...sale, row: { ...(sale.row as object), number: 'X1-A-000001' } };
    const other = { ...customer, id: anId() };
    expect(await offer(till, 'second', [altered, other, { ...sale, mac: '' }], false)).toMatchObject({
      taken: 0,
      refused: 3,
    });
  });

  test('[X2] takes the newer form of a row from whichever device has it', async () => {
    const { rowMac } = await import('./row-mac.ts');
    const { keepsakes } = server.dependencies;
    const [row] = await lostRows();
    if (!row) throw new Error('a row is there');
    const renamed = { ...row, v: row.v + 5, row: { ...(row.row as object), name: 'Ada Byron' } };
    const newer = { ...renamed, mac: rowMac(keepsakes.signingKey, server.shop.tenantId, renamed) };
    await offer(till, 'second', [newer], false);
    expect(await offer(office, 'second', [row], false)).toMatchObject({ taken: 0 });
    const stored = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.get('customer', row.id),
    );
    expect(stored?.name).toBe('Ada Byron');
  });

  test('[X2] does not run a change again whose outcome came back, and shows that to nobody before', async () => {
    const { rowMac } = await import('./row-mac.ts');
    const { keepsakes } = server.dependencies;
    const customer = { id: anId(), fields: emptyCustomerFields('Lost and found') };
    const entry = till.record('createCustomer', customer);
    const row = { mutationId: entry.id, seq: 7, outcome: 'applied', code: null, v: epoch.restoredV + 9 };
    const lost = { table: 'outcome', id: entry.id, v: row.v, row };
    const offered = { ...lost, mac: rowMac(keepsakes.signingKey, server.shop.tenantId, lost) };
    expect(await offer(till, 'second', [offered, offered], false)).toMatchObject({ taken: 1, refused: 0 });
    expect(await offer(till, 'second', [offered], false)).toMatchObject({ taken: 0, refused: 0 });
    const shown = async () => {
      const answer = await till.get('/api/v1/sync/pull?epoch=second&v=0&protocol=4');
      return answer.json().rows.filter(({ id }: FeedRow) => id === entry.id);
    };
    expect(await shown()).toEqual([]);
    const pushed = await till.push([entry], { epoch: 'second' });
    expect(pushed.outcomes).toMatchObject([{ mutationId: entry.id, seq: 1, outcome: 'applied' }]);
    expect(await shown()).toHaveLength(1);
    const stored = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.get('customer', customer.id),
    );
    expect(stored).toBeUndefined();
  });

  test('[X2] is recovering until every known device has reported', async () => {
    const recovered = () =>
      server.dependencies.storage.read(
        server.shop.tenantId,
        async (reader) => (await reader.recovery())?.recoveredAt !== 0,
      );
    await offer(till, 'second', []);
    expect(await recovered()).toBe(false);
    await offer(office, 'second', []);
    expect(await recovered()).toBe(true);
  });

  test('[X2] takes no position for what it has been told before', async () => {
    const position = () =>
      server.dependencies.storage.read(server.shop.tenantId, (reader) => reader.position());
    const rows = await lostRows();
    await offer(office, 'second', rows);
    const before = await position();
    expect(await offer(office, 'second', rows)).toMatchObject({ taken: 0 });
    expect(await offer(office, 'second', [])).toMatchObject({ status: 200, taken: 0 });
    expect(await position()).toEqual(before);
  });

  test('[X2] tells a manager who is waited for, and waits no longer when one says so', async () => {
    const { storage, clock } = server.dependencies;
    const { tenantId } = server.shop;
    const next = { epoch: 'third', above: 2_000_000_000, now: clock() };
    await storage.beginEpoch(tenantId, next);
    await offer(till, 'third', []);
    const manager = await addPerson(server, 'manager');
    await signInQuietly(server, till, manager.id);
    const asked = await till.get('/api/v1/recovery');
    expect(asked.json().recovery).toMatchObject({
      recovering: true,
      missing: [{ id: office.identity.deviceId, name: 'Office' }],
    });
    expect((await till.post('/api/v1/recovery/end', {})).json().recovery.recovering).toBe(false);
    expect((await till.get('/api/v1/recovery')).json().recovery.recovering).toBe(false);
    const audit = await storage.read(tenantId, (reader) => reader.all('auditEntry'));
    expect(audit.filter(({ action }) => action === 'recovery_ended')).toMatchObject([
      { actorId: manager.id, strength: 'verified' },
    ]);
  });

  test('[X2] marks the rows it feeds to builds that know of it, so that they can be given back', async () => {
    const asked = (protocol: number) =>
      till.get(`/api/v1/sync/pull?epoch=third&v=0&protocol=${protocol}`).then((answer) => answer.json().rows);
    expect(marked(await asked(3))).toEqual([]);
    const rows = marked(await asked(4));
    expect(rows.length).toBeGreaterThan(5);
    const shown = await till.get('/api/v1/sync/snapshot?epoch=third&protocol=4');
    expect(marked(shown.json().rows).length).toBeGreaterThan(5);
    const old = await till.get('/api/v1/sync/snapshot?epoch=third');
    expect(marked(old.json().rows)).toEqual([]);
    expect(await offer(till, 'third', rows)).toMatchObject({ taken: 0, refused: 0 });
  });
});
