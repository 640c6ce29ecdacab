/**
 * Saving and removing what hangs on a customer as a whole row: notes, addresses, payment references. A row stays with the id it was
 * written under; whoever reads a merged customer reads those of the whole group (rule M4). Of two saves that did not see each other
 * the later stays, on a tie the one that comes later, and the other goes to the history (rule M5).
 */
import * as z from 'zod/mini';
import type { SavedMark } from '../model/customer-rows.ts';
import type { EntityRow } from '../model/entities.ts';
import { idSchema } from '../model/primitives.ts';
import type { Store } from '../store.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { noteChanges, rowContent } from './field-changes.ts';
import { compareEdits } from './later-edit.ts';
import { applied, type MutationContext, type MutationResult, refuse } from './mutation.ts';
import { keepOverruledRow } from './overruled-edits.ts';

type SavedKind = 'note' | 'address' | 'paymentMethod';

/**
 * Saves a row as it is given.
 *
 * @param replaces the save that the person saw, null for none; undefined: it is made on what is stored
 */
export async function saveRow<K extends SavedKind>(
  store: Store,
  kind: K,
  given: EntityRow<K>,
  replaces: string | null | undefined,
  context: MutationContext,
): Promise<MutationResult> {
  if (!(await store.get('customer', given.customerId)))
    return refuse('customer_not_found', [kind, 'customerId']);
  const stored = await store.get(kind, given.id);
  // A row is never taken from another customer.
  if (stored && stored.customerId !== given.customerId) return refuse('already_exists', [kind, 'id']);
  const row = { ...given, saved: markOf(context) };
  await noteRow(store, kind, row.customerId, stored, row, context);
  const other = stored?.saved;
  if (stored && other && !wasSeen(other, replaces, context) && !isSameContent(stored, row)) {
    if (compareEdits(other, row.saved) > 0) {
      await keepOverruledRow(store, kind, row);
      return applied;
    }
    await keepOverruledRow(store, kind, { ...stored, saved: other });
  }
  await store.put(kind, row);
  return applied;
}

function noteRow<K extends SavedKind>(
  store: Store,
  kind: K,
  customerId: string,
  before: EntityRow<K> | undefined,
  after: EntityRow<K> | undefined,
  context: MutationContext,
): Promise<void> {
  const change = { field: kind, before: rowContent(before), after: rowContent(after) };
  return noteChanges(store, customerId, [change], context);
}

/** What a removal says: the row, and the save of it that the person saw. */
export const removalSchema = z.strictObject({ id: idSchema, replaces: z.optional(z.nullable(idSchema)) });

/**
 * Takes a row away; one that is gone already is as it should be. Saved again under its id it is back. A save that the person did not
 * see stays if it is later, and else goes to the history (rule M5).
 */
export async function removeRow(
  store: Store,
  kind: SavedKind,
  { id, replaces }: z.infer<typeof removalSchema>,
  context: MutationContext,
): Promise<MutationResult> {
  const stored = await store.get(kind, id);
  if (!stored) return applied;
  const other = stored.saved;
  if (other && !wasSeen(other, replaces, context)) {
    if (compareEdits(other, markOf(context)) > 0) return applied;
    await keepOverruledRow(store, kind, { ...stored, saved: other });
  }
  await noteRow(store, kind, stored.customerId, stored, undefined, context);
  await store.remove(kind, id);
  return applied;
}

function markOf({ mutationId, at, actorId, deviceId, clockSuspect }: MutationContext): SavedMark {
  return { id: mutationId, at, by: actorId, deviceId, ...(clockSuspect && { clockSuspect: true }) };
}

/** A device has seen its own saves, also those that no server has taken yet. */
function wasSeen(
  stored: SavedMark,
  replaces: string | null | undefined,
  { deviceId }: MutationContext,
): boolean {
  if (replaces === undefined || replaces === stored.id) return true;
  return deviceId !== null && deviceId === stored.deviceId;
}

/** Whether two saves say the same: when they did is no difference. */
function isSameContent(stored: object, given: object): boolean {
  const contentOf = (row: object) => canonicalJson({ ...row, saved: null, editedAt: null });
  return contentOf(stored) === contentOf(given);
}
