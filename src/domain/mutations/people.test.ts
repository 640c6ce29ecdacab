import { beforeEach, describe, expect, it } from 'vitest';
import type { Role, Staff } from '../model/shop.ts';
import { buildContext, id } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation } from './registry.ts';

const member = (name: string, role: Role, locationIds: string[] | null = null): Staff => ({
  id: id(name),
  name,
  role,
  locationIds,
  active: true,
});

describe('rights of the staff', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = new MemoryStore();
    await store.putMany('staff', [
      member('owner', 'owner'),
      member('partner', 'owner'),
      member('admin', 'admin'),
      member('north admin', 'admin', [id('north')]),
      member('cashier', 'cashier', [id('north')]),
    ]);
    for (const name of ['north', 'south'])
      await store.put('location', { id: id(name), name, externalId: null, active: true });
  });

  const as = (name: string) => buildContext({ actorId: id(name), mutationId: id(`${Math.random()}`) });
  const save = (actor: string, name: string, role: Role, locationIds: string[] | null = null) =>
    applyMutation(store, 'saveStaff', { id: id(name), fields: { name, role, locationIds } }, as(actor));
  const refused = { ok: false, refusal: { code: 'not_permitted' } };

  it('[A1] an administrator gives rights up to the own, and the change is in the audit log', async () => {
    expect(await save('admin', 'cashier', 'manager', [id('north')])).toMatchObject({ ok: true });
    expect(store.all('auditEntry')).toMatchObject([
      {
        action: 'rights_changed',
        actorId: id('admin'),
        subjectId: id('cashier'),
        detail: 'cashier > manager',
        strength: 'verified',
      },
    ]);
    expect(await save('admin', 'new', 'owner')).toMatchObject(refused);
    expect(await save('admin', 'owner', 'cashier')).toMatchObject(refused);
  });

  it('[A1] nobody changes the own rights, so that an owner always stays', async () => {
    expect(await save('admin', 'admin', 'owner')).toMatchObject(refused);
    expect(await save('owner', 'owner', 'cashier')).toMatchObject(refused);
    expect(await applyMutation(store, 'deactivateStaff', { id: id('owner') }, as('owner'))).toMatchObject(
      refused,
    );
    expect(await save('owner', 'partner', 'cashier')).toMatchObject({ ok: true });
  });

  it('[A3] whose rights end at a place gives none beyond it', async () => {
    expect(await save('north admin', 'cashier', 'manager', [id('north')])).toMatchObject({ ok: true });
    expect(await save('north admin', 'cashier', 'manager', [id('south')])).toMatchObject(refused);
    expect(await save('north admin', 'cashier', 'manager', null)).toMatchObject(refused);
    expect(await save('north admin', 'admin', 'cashier', [id('north')])).toMatchObject(refused);
  });

  it('a person can work only at places that are there', async () => {
    expect(await save('owner', 'cashier', 'cashier', [id('moon')])).toMatchObject({
      ok: false,
      refusal: { code: 'not_found', path: ['fields', 'locationIds'] },
    });
  });

  it('who is deactivated can come back', async () => {
    const person = { id: id('cashier') };
    expect(await applyMutation(store, 'deactivateStaff', person, as('admin'))).toMatchObject({ ok: true });
    expect(await store.get('staff', id('cashier'))).toMatchObject({ active: false });
    expect(await applyMutation(store, 'reactivateStaff', person, as('admin'))).toMatchObject({ ok: true });
    expect(await store.get('staff', id('cashier'))).toMatchObject({ active: true, role: 'cashier' });
    expect(
      store
        .all('auditEntry')
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['staff_deactivated', 'staff_reactivated']);
  });

  it('[A1] a PIN and an approval leave a trace of what the device said', async () => {
    const event = { staffId: id('cashier'), event: 'pin_switch' };
    await applyMutation(store, 'recordPinEvent', event, as('cashier'));
    const approval = { subjectId: id('refund'), kind: 'refund' };
    await applyMutation(store, 'recordApproval', approval, as('owner'));
    expect(await store.children('auditEntry', id('refund'))).toMatchObject([
      { action: 'approval', actorId: id('owner'), strength: 'asserted', detail: 'refund' },
    ]);
    expect(await store.children('auditEntry', id('cashier'))).toMatchObject([{ action: 'pin_switch' }]);
  });
});
