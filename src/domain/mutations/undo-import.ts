/**
 * Takes an import of customers back (rule I1): who came in with it goes, and what it changed is as it was, where it still shows. Refused
 * while anything of the shop hangs on somebody who came in: purchases, merges, or what was written since.
 */
import * as z from 'zod/mini';
import { everMergedWith } from '../history/groups.ts';
import type { EntityKind, EntityRow } from '../model/entities.ts';
import { idSchema } from '../model/primitives.ts';
import type { Store, StoreReader } from '../store.ts';
import { nameBasedId } from '../values/ids.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, type MutationContext, refuse } from './mutation.ts';
import { writeCustomerEdit } from './write-customer-edit.ts';

/** What a person or a till has put to a customer; an overruled edit tells of two that did not see each other. */
const keptKinds = [
  'note',
  'address',
  'paymentMethod',
  'communication',
  'consent',
  'preference',
  'overruledEdit',
] as const satisfies readonly EntityKind[];

/** Whether something hangs on a customer that the import which brought it does not hold. */
export async function isInUse(store: StoreReader, customerId: string, importId: string): Promise<boolean> {
  const [figures] = await store.metrics([customerId]);
  if (figures && figures.cells.length > 0) return true;
  const edges = [
    ...(await store.children('mergeEdge', customerId)),
    ...(await store.references('mergeEdge', customerId)),
  ];
  if (edges.some(({ active }) => active)) return true;
  for (const kind of keptKinds) if ((await store.children(kind, customerId)).length > 0) return true;
  return wasChangedSince(store, customerId, importId);
}

/** Whether somebody has changed the record of a customer; another list that was taken back has not. */
async function wasChangedSince(store: StoreReader, customerId: string, importId: string): Promise<boolean> {
  const changes = (await store.children('fieldChange', customerId)).filter(
    (change) => change.importId !== importId,
  );
  const runs = await store.getMany('importRun', [
    ...new Set(changes.flatMap((change) => change.importId ?? [])),
  ]);
  const undone = runs.filter((run) => run?.undoneAt !== undefined);
  return changes.some((change) =>
    undone.every(
      (run) =>
        change.importId !== run?.id &&
        !(change.changedAt === run?.undoneAt && change.changedBy === run?.undoneBy),
    ),
  );
}

export const undoImport = defineMutation({
  name: 'undoImport',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    id: idSchema,
    /** Who came in with it, and who was changed by it with all who were ever merged with them, as the device found them. */
    createdIds: z.array(idSchema),
    updatedIds: z.array(idSchema),
  }),
  async run(store, { id, createdIds, updatedIds }, context) {
    const run = await store.get('importRun', id);
    if (run?.content !== 'customers') return refuse('not_found', ['id']);
    if (run.undoneAt !== undefined) return applied;
    // Of who was erased there is nothing to take back, and what is left has to stay.
    const created = (await store.getMany('customer', createdIds)).filter(
      (row) => row?.importId === id && row.erasedAt === undefined,
    );
    for (const row of created) {
      if (row && (await isInUse(store, row.id, id))) return refuse('import_in_use', ['createdIds']);
    }
    for (const row of created) if (row) await removeCustomer(store, row.id);
    for (const [customerId, changes] of await changesOf(store, id, updatedIds))
      await takeChangesBack(store, customerId, changes, context);
    await store.put('importRun', { ...run, undoneAt: context.at, undoneBy: context.actorId });
    await writeAudit(store, { action: 'import_undone', strength: 'verified', subjectId: id }, context);
    return applied;
  },
});

async function removeCustomer(store: Store, customerId: string): Promise<void> {
  for (const { id } of await store.children('fieldChange', customerId)) await store.remove('fieldChange', id);
  await store.remove('customer', customerId);
}

/**
 * What the import has changed, by the customer where it was written: that is the root of the time when it was applied, on the server maybe
 * another one than the device has found.
 */
async function changesOf(
  store: StoreReader,
  importId: string,
  updatedIds: readonly string[],
): Promise<Map<string, EntityRow<'fieldChange'>[]>> {
  const changes = await store.childrenOfAll('fieldChange', await everMergedWith(store, updatedIds));
  return Map.groupBy(
    changes.filter((change) => change.importId === importId),
    ({ customerId }) => customerId,
  );
}

/** Gives the fields their former values whose shown edit is the import's; what somebody has changed since stays. */
async function takeChangesBack(
  store: Store,
  customerId: string,
  changes: readonly EntityRow<'fieldChange'>[],
  context: MutationContext,
): Promise<void> {
  const row = await store.get('customer', customerId);
  if (!row || row.erasedAt !== undefined) return;
  const shown = changes.filter((change) => isShown(row, change));
  const before = Object.fromEntries(shown.map(({ field, before: value }) => [field, JSON.parse(value)]));
  if (shown.length > 0) await writeCustomerEdit(store, row, before, undefined, context);
}

function isShown(row: EntityRow<'customer'>, { id, field, customerId }: EntityRow<'fieldChange'>): boolean {
  const shown = (row.edits?.[field] ?? []).filter((edit) => edit.value === undefined);
  return shown.some((edit) => nameBasedId('fieldChange', edit.id, customerId, field) === id);
}
