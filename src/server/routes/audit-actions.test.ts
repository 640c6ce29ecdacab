/** Every action of the audit log, made once by whoever makes it; an action that nobody makes does not compile. */
import { expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { AuditAction } from '../../domain/model/records.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import { id } from '../../domain/testing/build.ts';
import { addDevice, addPerson, signInQuietly, type TestPerson } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { onEachDatabase } from './testing/on-each-database.ts';

interface Counter {
  readonly till: TestDevice;
  /** On the till stands whoever is signed in: an owner. */
  readonly owner: TestPerson;
  readonly person: TestPerson;
  readonly other: TestDevice;
  push<N extends MutationName>(name: N, args: MutationArgs<N>, changes?: Partial<LogEntry>): Promise<void>;
  makeRecovering(): Promise<void>;
}

const pinEvent =
  (event: MutationArgs<'recordPinEvent'>['event']) =>
  ({ push, person }: Counter) =>
    push('recordPinEvent', { staffId: person.id, event });

async function newKey(till: TestDevice): Promise<string> {
  const wishes = { label: 'Web shop', scopes: ['customers:read'] };
  return (await till.post('/api/v1/api-keys', wishes)).json<{ key: { id: string } }>().key.id;
}

async function merged({ push }: Counter): Promise<void> {
  for (const name of ['Anna', 'Ann'])
    await push('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
  await push('mergeCustomers', { id: id('edge'), winnerId: id('Anna'), loserId: id('Ann'), choices: {} });
}

/** How each comes about. */
const makers: Readonly<Record<AuditAction, (counter: Counter) => Promise<unknown>>> = {
  sign_in: ({ till, person }) => till.signIn(person.email, person.password),
  sign_in_failed: ({ till, person }) => till.signIn(person.email, 'wrong password'),
  sign_out: ({ till }) => till.post('/api/v1/auth/sign-out', {}),
  password_set: ({ till, person }) =>
    till.put(`/api/v1/accounts/${person.id}/login`, { email: person.email, password: 'another password' }),
  login_removed: ({ till, person }) => till.ask('DELETE', `/api/v1/accounts/${person.id}/login`),
  pin_set: pinEvent('pin_set'),
  pin_removed: pinEvent('pin_removed'),
  pin_switch: pinEvent('pin_switch'),
  pin_refused: pinEvent('pin_refused'),
  pin_locked_out: pinEvent('pin_locked_out'),
  approval: ({ push }) => push('recordApproval', { subjectId: id('a refund'), kind: 'refund' }),
  customers_exported: ({ push, owner }) =>
    push('recordBulkExport', { format: 'csv', rows: 3, withContact: true }, { actor: owner.id }),
  person_exported: async ({ push, owner }) => {
    await push('createCustomer', { id: id('Anna'), fields: emptyCustomerFields('Anna') });
    await push('recordPersonExport', { customerId: id('Anna'), form: 'json' }, { actor: owner.id });
  },
  customer_seen: async ({ till, push, person }) => {
    await push('createCustomer', { id: id('Anna'), fields: emptyCustomerFields('Anna') });
    const lookup = { id: id('a look'), customer_id: id('Anna'), actor_id: person.id, ago_ms: 30_000 };
    return till.post('/api/v1/audit/lookups', { lookups: [lookup, lookup] });
  },
  customer_changed: async ({ push }) => {
    await push('createCustomer', { id: id('Anna'), fields: emptyCustomerFields('Anna') });
    await push('editCustomer', { id: id('Anna'), changes: { name: 'Anne', tags: ['tea'] } });
  },
  customers_merged: merged,
  customers_unmerged: async (counter) => {
    await merged(counter);
    await counter.push('unmergeCustomers', { winnerId: id('Anna'), loserId: id('Ann') });
  },
  import_undone: async ({ push, owner }) => {
    const run = {
      id: id('list'),
      format: 'csv',
      fileName: 'list.csv',
      startedAt: 0,
      startedBy: null,
    } as const;
    await push('importCustomers', { run: { ...run, content: 'customers' }, create: [], update: [] });
    await push('undoImport', { id: run.id, createdIds: [], updatedIds: [] }, { actor: owner.id });
  },
  refusal: ({ push, person }) => push('deactivateStaff', { id: person.id }, { actor: person.id }),
  rights_changed: ({ till, person }) =>
    till.ask('PATCH', `/api/v1/accounts/${person.id}`, { role: 'manager' }),
  staff_deactivated: ({ till, person }) => till.post(`/api/v1/accounts/${person.id}/deactivate`, {}),
  staff_reactivated: async ({ till, person }) => {
    await till.post(`/api/v1/accounts/${person.id}/deactivate`, {});
    await till.post(`/api/v1/accounts/${person.id}/reactivate`, {});
  },
  enrol_code_made: ({ till }) => till.post('/api/v1/devices/enrol-codes', {}),
  // The devices of the counter were.
  device_enrolled: async () => {},
  device_returned: ({ till, other, owner }) => {
    const { tenantId, deviceId } = other.identity;
    const claim = { tenant_id: tenantId, device_id: deviceId };
    return till.post('/api/v1/auth/return/sign-in', {
      ...claim,
      email: owner.email,
      password: owner.password,
    });
  },
  device_changed: ({ till, other }) =>
    till.ask('PATCH', `/api/v1/devices/${other.identity.deviceId}`, { name: 'Window' }),
  device_revoked: ({ till, other }) => till.post(`/api/v1/devices/${other.identity.deviceId}/revoke`, {}),
  device_handed_in: async ({ till, other }) => {
    await till.post(`/api/v1/devices/${other.identity.deviceId}/revoke`, {});
    await other.post('/api/v1/auth/handed-in', {});
  },
  recovery_ended: async ({ till, makeRecovering }) => {
    await makeRecovering();
    await till.post('/api/v1/recovery/end', {});
  },
  customer_erased: async ({ till, push }) => {
    await push('createCustomer', { id: id('Anna'), fields: emptyCustomerFields('Anna') });
    await till.post(`/api/v1/customers/${id('Anna')}/erase`, {});
  },
  key_made: ({ till }) => newKey(till),
  key_revoked: async ({ till }) => till.post(`/api/v1/api-keys/${await newKey(till)}/revoke`, {}),
};

onEachDatabase('[A1] the audit log has an entry for everything that it knows', ({ server }) => {
  async function counter(): Promise<Counter & { actions(): Promise<string[]> }> {
    const shop = await server().addShop('Corner');
    const { storage, clock } = server().dependencies;
    const [till, other] = [
      await addDevice(server(), shop.locationId, shop),
      await addDevice(server(), shop.locationId, shop),
    ];
    const [owner, person] = [
      await addPerson(server(), 'owner', null, shop),
      await addPerson(server(), 'cashier', null, shop),
    ];
    await signInQuietly(server(), till, owner.id);
    return {
      till,
      other,
      owner,
      person,
      async push(name, args, changes) {
        till.record(name, args, changes);
        await till.push();
      },
      makeRecovering: () =>
        storage.beginEpoch(shop.tenantId, { epoch: 'next', above: 1_000_000_000, now: clock() }),
      async actions() {
        const entries = await storage.read(shop.tenantId, (reader) => reader.newest('auditEntry', null, 100));
        return entries.map(({ action }) => action);
      },
    };
  }

  test.each(Object.entries(makers))('%s', async (action, make) => {
    const here = await counter();
    const before = (await here.actions()).filter((one) => one === action).length;
    await make(here);
    const made = (await here.actions()).filter((one) => one === action).length - before;
    expect([made, before]).toEqual(action === 'device_enrolled' ? [0, 2] : [1, 0]);
  });
});
