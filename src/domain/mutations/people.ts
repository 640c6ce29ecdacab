/** Mutations about people and devices. All of them need *verified* at the server (rule A1), and each leaves an audit entry. */
import * as z from 'zod/mini';
import { worksAt } from '../authority/permissions.ts';
import { hasSameRights, mayChangeStaff } from '../authority/staff-rules.ts';
import { idSchema } from '../model/primitives.ts';
import { deviceFieldsSchema, deviceScopeFieldsSchema, type Staff, staffFieldsSchema } from '../model/shop.ts';
import type { Store } from '../store.ts';
import { isSameScope, reachesPlace, scopeOf } from '../sync/device-scope.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, type MutationContext, type MutationResult, refuse } from './mutation.ts';

/** Whether whoever acts may make this change; a command of an operator acts for nobody and may. */
async function mayChange(
  store: Store,
  { actorId }: MutationContext,
  before: Staff | null,
  after: Staff,
): Promise<boolean> {
  if (actorId === null) return true;
  const actor = await store.get('staff', actorId);
  return actor !== undefined && mayChangeStaff(actor, before, after);
}

/** Creates a person of the staff, or edits name and rights of one. */
export const saveStaff = defineMutation({
  name: 'saveStaff',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, fields: staffFieldsSchema }),
  async run(store, { id, fields }, context) {
    const before = (await store.get('staff', id)) ?? null;
    const after: Staff = { id, ...fields, active: before?.active ?? true };
    if (!(await mayChange(store, context, before, after))) return refuse('not_permitted', ['fields']);
    const locations = await store.getMany('location', fields.locationIds ?? []);
    if (locations.includes(undefined)) return refuse('not_found', ['fields', 'locationIds']);
    await store.put('staff', after);
    if (!before || !hasSameRights(before, after)) {
      const detail = `${before?.role ?? 'none'} > ${after.role}`;
      await writeAudit(
        store,
        { action: 'rights_changed', strength: 'verified', subjectId: id, detail },
        context,
      );
    }
    return applied;
  },
});

async function setActive(
  store: Store,
  id: string,
  active: boolean,
  context: MutationContext,
): Promise<MutationResult> {
  const before = await store.get('staff', id);
  if (!before) return refuse('staff_not_found', ['id']);
  if (before.active === active) return applied;
  const after = { ...before, active };
  if (!(await mayChange(store, context, before, after))) return refuse('not_permitted', ['id']);
  await store.put('staff', after);
  const action = active ? 'staff_reactivated' : 'staff_deactivated';
  await writeAudit(store, { action, strength: 'verified', subjectId: id }, context);
  return applied;
}

/** Takes all rights from a person; what the person did stays. */
export const deactivateStaff = defineMutation({
  name: 'deactivateStaff',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema }),
  run: (store, { id }, context) => setActive(store, id, false, context),
});

/** Gives a person the rights back. */
export const reactivateStaff = defineMutation({
  name: 'reactivateStaff',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema }),
  run: (store, { id }, context) => setActive(store, id, true, context),
});

/** Whether whoever acts has rights at a place. */
async function mayAct(store: Store, { actorId }: MutationContext, locationId: string): Promise<boolean> {
  if (actorId === null) return true;
  const actor = await store.get('staff', actorId);
  return actor !== undefined && worksAt(actor, locationId);
}

/** Renames a device, moves it, or changes its class. */
export const editDevice = defineMutation({
  name: 'editDevice',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, changes: z.partial(deviceFieldsSchema) }),
  async run(store, { id, changes }, context) {
    const row = await store.get('device', id);
    if (!row) return refuse('device_not_found', ['id']);
    if (!(await mayAct(store, context, row.locationId))) return refuse('not_permitted', ['id']);
    const { locationId } = changes;
    if (locationId !== undefined) {
      const path = ['changes', 'locationId'];
      if (!(await store.get('location', locationId))) return refuse('not_found', path);
      if (!(await mayAct(store, context, locationId))) return refuse('not_permitted', path);
      // It would stand where it sees nothing.
      if (row.scope && !reachesPlace(row.scope, locationId)) return refuse('outside_scope', path);
    }
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    await store.put('device', { ...row, ...given });
    await writeAudit(store, { action: 'device_changed', strength: 'verified', subjectId: id }, context);
    return applied;
  },
});

/** Limits what a device may see, or takes the limit away (rule F6). */
export const setDeviceScope = defineMutation({
  name: 'setDeviceScope',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, scope: deviceScopeFieldsSchema }),
  async run(store, { id, scope }, context) {
    const row = await store.get('device', id);
    if (!row) return refuse('device_not_found', ['id']);
    const path = ['scope', 'locationIds'];
    const locations = await store.getMany('location', scope.locationIds ?? []);
    if (locations.includes(undefined)) return refuse('not_found', path);
    if (!reachesPlace(scope, row.locationId)) return refuse('outside_scope', path);
    // Each version has the device filled anew.
    if (isSameScope(scopeOf(row), scope)) return applied;
    const version = (row.scope?.version ?? 0) + 1;
    await store.put('device', { ...row, scope: { version, ...scope } });
    const detail = `scope ${version}`;
    await writeAudit(
      store,
      { action: 'device_changed', strength: 'verified', subjectId: id, detail },
      context,
    );
    return applied;
  },
});

/** Shuts a device out: it may hand in what it has not sent, and nothing else. */
export const revokeDevice = defineMutation({
  name: 'revokeDevice',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema }),
  async run(store, { id }, context) {
    const row = await store.get('device', id);
    if (!row) return refuse('device_not_found', ['id']);
    if (!(await mayAct(store, context, row.locationId))) return refuse('not_permitted', ['id']);
    if (row.revokedAt !== undefined) return applied;
    await store.put('device', { ...row, revokedAt: context.at });
    await writeAudit(store, { action: 'device_revoked', strength: 'verified', subjectId: id }, context);
    return applied;
  },
});
