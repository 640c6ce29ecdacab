/**
 * Saves what a customer likes, field by field (REQ-C9). Like an edit of the customer it goes to the root of a merged group, and of
 * edits that did not see each other one is shown; do-not-contact stays until somebody who saw it lifts it (rule M5).
 */
import * as z from 'zod/mini';
import { rootOf } from '../history/groups.ts';
import { type Preference, preferenceFieldsSchema } from '../model/customer-rows.ts';
import { idSchema } from '../model/primitives.ts';
import { nameBasedId } from '../values/ids.ts';
import { fieldsChanged, noteChanges } from './field-changes.ts';
import { editFields } from './field-edits.ts';
import { applied, defineMutation, refuse } from './mutation.ts';
import { keepOverruled } from './overruled-edits.ts';

/** The id of the one row of a customer. */
export function preferenceIdOf(customerId: string): string {
  return nameBasedId('preference', customerId);
}

export const savePreference = defineMutation({
  name: 'savePreference',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    customerId: idSchema,
    changes: z.partial(preferenceFieldsSchema),
    /** As with an edit of the customer. */
    seen: z.optional(z.record(z.string(), z.int())),
  }),
  peopleIn: ({ customerId }) => [customerId],
  async run(store, { customerId: given, changes, seen }, context) {
    const customerId = await rootOf(store, given);
    if (!(await store.get('customer', customerId))) return refuse('customer_not_found', ['customerId']);
    const id = preferenceIdOf(customerId);
    const stored: Preference = (await store.get('preference', id)) ?? { id, customerId };
    const { row, edited } = editFields(stored, changes, seen, context);
    for (const [field, one] of edited) await keepOverruled(store, customerId, field, one);
    await noteChanges(store, customerId, fieldsChanged(stored, changes), context);
    await store.put('preference', { ...row, updatedAt: Math.max(stored.updatedAt ?? 0, context.at) });
    return applied;
  },
});
