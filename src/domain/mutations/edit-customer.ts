/**
 * Edits some fields of a customer. For a merged customer the edit goes to the root of its group (rule M2). Of edits that did not
 * see each other one is shown, the others go to the history (rule M5), as does everything that is changed.
 */
import * as z from 'zod/mini';
import { rootOf } from '../history/groups.ts';
import { customerFieldsSchema } from '../model/customer.ts';
import { idSchema } from '../model/primitives.ts';
import { customerProblem } from './customer-problem.ts';
import { applied, defineMutation, refuse } from './mutation.ts';
import { writeCustomerEdit } from './write-customer-edit.ts';

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
  peopleIn: ({ id }) => [id],
  withoutPeople: ({ id }) => ({ id, changes: {} }),
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
    await writeCustomerEdit(store, root, changes, seen, context);
    return applied;
  },
});
