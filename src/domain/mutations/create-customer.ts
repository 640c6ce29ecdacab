/** Creates a customer. */
import * as z from 'zod/mini';
import { customerFieldsSchema, emptyCustomerFields, noName } from '../model/customer.ts';
import { idSchema } from '../model/primitives.ts';
import { customerProblem } from './customer-problem.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const createCustomer = defineMutation({
  name: 'createCustomer',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, fields: customerFieldsSchema }),
  peopleIn: ({ id }) => [id],
  // What comes for the customer later needs the row.
  withoutPeople: ({ id }) => ({ id, fields: emptyCustomerFields(noName) }),
  problemOf: ({ fields }) => customerProblem(fields),
  async run(store, { id, fields }, context) {
    if (await store.get('customer', id)) return refuse('already_exists', ['id']);
    if (fields.externalId !== null && (await store.references('customer', fields.externalId)).length > 0) {
      return refuse('external_id_taken', ['fields', 'externalId']);
    }
    await store.put('customer', {
      id,
      ...fields,
      createdAt: context.at,
      createdBy: context.actorId,
      updatedAt: context.at,
      editedAt: {},
    });
    return applied;
  },
});
