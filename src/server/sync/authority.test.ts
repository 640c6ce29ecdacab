import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import { attentionIdOf } from '../../domain/mutations/needs-attention.ts';
import type { Outcome } from '../../domain/sync/protocol.ts';
import { id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { addPerson } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe.each(databases)('what a pushed change may do on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const row = <K extends EntityKind>(kind: K, rowId: string): Promise<EntityRow<K> | undefined> =>
    server.dependencies.storage.read(server.shop.tenantId, (reader) => reader.get(kind, rowId));
  const issuesOf = async (saleId: string) =>
    server.dependencies.storage.read(server.shop.tenantId, (reader) => reader.children('saleIssue', saleId));
  const refusals = async (mutationId: string) =>
    server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.children('auditEntry', mutationId),
    );
  const pushLast = async (till: TestDevice): Promise<Outcome | undefined> =>
    (await till.push(till.log.slice(-1))).outcomes.at(-1);

  test('[A1] a forged actor changes nothing that needs the own password', async () => {
    const till = await server.enrol('Till');
    const victim = await addPerson(server, 'cashier');
    const owner = till.identity.actorId;
    const setting = await row('setting', server.shop.tenantId);
    const forged = [
      till.record('saveStaff', {
        id: id('me'),
        fields: { name: 'Me', role: 'owner', locationIds: null },
      }),
      till.record('deactivateStaff', { id: victim.id }),
      till.record('revokeDevice', { id: till.identity.deviceId }),
      till.record('editSettings', { tenantId: server.shop.tenantId, changes: { shopName: 'Mine' } }),
    ];
    const { outcomes } = await till.push();
    expect(outcomes).toMatchObject(forged.map(() => ({ outcome: 'refused', code: 'verification_required' })));
    expect(await row('staff', id('me'))).toBeUndefined();
    expect(await row('staff', victim.id)).toMatchObject({ active: true });
    expect(await row('device', till.identity.deviceId)).not.toHaveProperty('revokedAt');
    expect(await row('setting', server.shop.tenantId)).toEqual(setting);
    for (const { id: mutationId } of forged) {
      expect(await row('attention', attentionIdOf(mutationId))).toMatchObject({ state: 'open' });
      expect(await refusals(mutationId)).toMatchObject([
        { action: 'refusal', actorId: owner, strength: 'asserted', detail: 'verification_required' },
      ]);
    }
  });

  test('[A1] who signed in may do it, and nobody else through that sign-in', async () => {
    const till = await server.enrol('Till');
    const [admin, cashier] = [await addPerson(server, 'admin'), await addPerson(server, 'cashier')];
    await till.signIn(admin.email, admin.password);
    const fields = { name: 'Cleo', role: 'manager' as const, locationIds: null };
    till.record('saveStaff', { id: cashier.id, fields }, { actor: till.identity.actorId });
    expect(await pushLast(till)).toMatchObject({ outcome: 'refused', code: 'verification_required' });
    till.record('saveStaff', { id: cashier.id, fields }, { actor: admin.id });
    expect(await pushLast(till)).toMatchObject({ outcome: 'applied' });
    expect(await row('staff', cashier.id)).toMatchObject({ name: 'Cleo', role: 'manager' });
    till.record('saveStaff', { id: admin.id, fields: { ...fields, role: 'owner' } }, { actor: admin.id });
    expect(await pushLast(till)).toMatchObject({ outcome: 'refused', code: 'not_permitted' });
    server.advance(10 * 60_000);
    till.record('saveStaff', { id: cashier.id, fields }, { actor: admin.id });
    expect(await pushLast(till)).toMatchObject({ outcome: 'refused', code: 'verification_required' });
  });

  test('[K1] a sale by somebody who may not sell stands, with an issue', async () => {
    const till = await server.enrol('Till');
    const auditor = await addPerson(server, 'auditor');
    const stranger = await addPerson(server, 'cashier', [id('elsewhere')]);
    const gone = await addPerson(server, 'cashier');
    const allowed = await addPerson(server, 'cashier', [server.shop.locationId]);
    await server.dependencies.storage.write(server.shop.tenantId, async (writer) => {
      const person = await writer.get('staff', gone.id);
      if (person) await writer.put('staff', { ...person, active: false });
    });
    for (const [actor, codes] of [
      [auditor.id, ['not_permitted']],
      [stranger.id, ['not_permitted']],
      [gone.id, ['not_permitted']],
      [null, ['not_permitted']],
      [allowed.id, []],
    ] as const) {
      const sale = till.sale();
      till.record('recordSale', { sale }, { actor });
      expect(await pushLast(till)).toMatchObject({ outcome: 'applied', code: null });
      expect((await issuesOf(sale.id)).map(({ code }) => code)).toEqual(codes);
    }
    const sale = till.sale({ locationId: id('elsewhere') });
    till.record('recordSale', { sale }, { actor: allowed.id });
    expect(await pushLast(till)).toMatchObject({ outcome: 'applied' });
    expect(await issuesOf(sale.id)).toMatchObject([{ code: 'not_permitted' }]);
  });

  test('[K1] a person of another shop is nobody here: what names one is put aside', async () => {
    const till = await server.enrol('Till');
    const other = await server.addShop('Neighbour');
    const theirs = await server.enrol('Theirs', other);
    till.record('recordSale', { sale: till.sale() }, { actor: theirs.identity.actorId });
    expect(await pushLast(till)).toMatchObject({ outcome: 'quarantined', code: 'not_permitted' });
  });

  test('[K2] an edit by somebody who may not waits for a person', async () => {
    const till = await server.enrol('Till');
    const auditor = await addPerson(server, 'auditor');
    const fields = emptyCustomerFields('Ada');
    const entry = till.record('createCustomer', { id: id('by auditor'), fields }, { actor: auditor.id });
    expect(await pushLast(till)).toMatchObject({ outcome: 'refused', code: 'not_permitted' });
    expect(await row('customer', id('by auditor'))).toBeUndefined();
    expect(await row('attention', attentionIdOf(entry.id))).toMatchObject({ code: 'not_permitted' });
  });

  test('[A1] an entry of the audit log is not overwritten by a mutation that bears its id', async () => {
    const till = await server.enrol('Till');
    server.advance(1);
    await till.signIn(server.shop.ownerEmail, server.shop.ownerPassword);
    const read = () =>
      server.dependencies.storage.read(server.shop.tenantId, (reader) =>
        reader.newest('auditEntry', null, 1),
      );
    const [entry] = await read();
    expect(entry).toMatchObject({ action: 'sign_in' });
    till.record(
      'recordPinEvent',
      { staffId: till.identity.actorId, event: 'pin_switch' },
      { id: entry?.id ?? '' },
    );
    expect(await pushLast(till)).toMatchObject({ outcome: 'applied' });
    expect(await row('auditEntry', entry?.id ?? '')).toEqual(entry);
  });

  test('[A1] a revoked device hands in what it has not sent, reads nothing, and is told to forget', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const manager = await addPerson(server, 'manager');
    till.record('recordSale', { sale: till.sale() });
    await till.push();
    expect((await till.post('/api/v1/auth/handed-in', {})).json()).toMatchObject({ code: 'not_permitted' });
    await office.signIn(manager.email, manager.password);
    const revoked = await office.post(`/api/v1/devices/${till.identity.deviceId}/revoke`, {});
    expect(revoked.json()).toMatchObject({ device: { revoked_at: expect.any(String), handed_in_at: null } });

    for (const url of ['/api/v1/sync/pull?epoch=x&v=0', '/api/v1/sync/events', '/api/v1/customers'])
      expect((await till.get(url)).json()).toMatchObject({ code: 'device_revoked' });
    expect((await till.signIn(manager.email, manager.password)).json()).toMatchObject({
      code: 'device_revoked',
    });
    const unsent = till.sale();
    const entry = till.record('recordSale', { sale: unsent });
    const answer = await till.push();
    expect(answer.outcomes).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'quarantined', code: 'device_revoked' },
    ]);
    expect((await till.push()).outcomes).toEqual(answer.outcomes);

    const goodbye = await till.post('/api/v1/auth/handed-in', {});
    expect(goodbye.statusCode).toBe(204);
    expect(goodbye.headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
    expect(String(goodbye.headers['set-cookie'])).toMatch(/^regulars_session=;.*Path=\/api\//);
    expect(await row('device', till.identity.deviceId)).toMatchObject({ handedInAt: expect.any(Number) });
    expect((await till.post('/api/v1/auth/handed-in', {})).statusCode).toBe(204);

    // A cashier cannot vouch for it, a manager can.
    const cashier = await addPerson(server, 'cashier');
    const attentionId = attentionIdOf(entry.id);
    office.record('rerunQuarantined', { id: attentionId }, { actor: cashier.id });
    expect(await pushLast(office)).toMatchObject({ outcome: 'refused', code: 'not_permitted' });
    office.record('rerunQuarantined', { id: attentionId }, { actor: manager.id });
    expect(await pushLast(office)).toMatchObject({ outcome: 'applied' });
    const kept = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.saleById(unsent.id),
    );
    expect(kept).toEqual(unsent);
  });
});
