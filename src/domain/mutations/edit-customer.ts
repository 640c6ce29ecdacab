/**
 * Edits some fields of a customer. For a merged customer the edit goes to the root of its group (rule M2). Of edits that did not
 * see each other one is shown, the others go to the history (rule M5).
 */
import * as z from 'zod/mini';
import { rootOf } from '../history/groups.ts';
import { type CustomerField, customerFieldsSchema, type LiveEdit } from '../model/customer.ts';
import { idSchema } from '../model/primitives.ts';
import type { Store } from '../store.ts';
import { nameBasedId } from '../values/ids.ts';
import { customerProblem } from './customer-problem.ts';
import { type EditedField, editField } from './field-edits.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const editCustomer = defineMutation({
  name: 'editCustomer',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    id: idSchema,
    changes: z.partial(customerFieldsSchema),
    /** Per field, the feed position of the value that the person saw; absent: the edit is made on what is stored (rule M5). */
    seen: z.optional(z.record(z.string(), z.int())),
  }),
  problemOf: ({ changes }) => customerProblem(changes),
  async run(store, { id, changes, seen }, context) {
    const root = await store.get('customer', await rootOf(store, id));
    if (!root) return refuse('customer_not_found', ['id']);
    const { externalId } = changes;
    if (externalId) {
      const others = await store.references('customer', externalId);
      if (others.some((other) => other.id !== root.id))
        return refuse('external_id_taken', ['changes', 'externalId']);
    }
    const values: Record<string, unknown> = {};
    const editedAt = { ...root.editedAt };
    const edits = { ...root.edits };
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) continue;
      const field = name as CustomerField;
      const edited = editField(root, field, value, seen && (seen[field] ?? 0), context);
      values[field] = edited.shown.value;
      editedAt[field] = edited.shown.at;
      edits[field] = [...edited.live];
      await keepOverruled(store, root.id, field, edited);
    }
    const updatedAt = Math.max(root.updatedAt, context.at);
    await store.put('customer', { ...root, ...values, editedAt, edits, updatedAt });
    return applied;
  },
});

/** Puts what lost into the history, and takes out what did not lose after all. */
async function keepOverruled(
  store: Store,
  customerId: string,
  field: CustomerField,
  { overruled, settled }: EditedField,
): Promise<void> {
  const rowId = ({ id }: LiveEdit): string => nameBasedId('overruledEdit', id, field);
  for (const row of await store.getMany('overruledEdit', settled.map(rowId))) {
    if (row) await store.remove('overruledEdit', row.id);
  }
  await store.putMany(
    'overruledEdit',
    overruled.map((edit) => ({
      id: rowId(edit),
      customerId,
      field,
      value: JSON.stringify(edit.value),
      editedAt: edit.at,
      editedBy: edit.by,
      deviceId: edit.deviceId,
    })),
  );
}
