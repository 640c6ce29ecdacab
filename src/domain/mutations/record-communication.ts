/** Notes that somebody called, wrote to or was called by a customer (REQ-C8). Nothing of it is ever changed. */
import * as z from 'zod/mini';
import { communication } from '../model/customer-rows.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const recordCommunication = defineMutation({
  name: 'recordCommunication',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ communication: z.omit(communication.schema, { staffId: true }) }),
  peopleIn: ({ communication: { customerId } }) => [customerId],
  async run(store, { communication: given }, context) {
    if (!(await store.get('customer', given.customerId)))
      return refuse('customer_not_found', ['communication', 'customerId']);
    if (await store.get('communication', given.id)) return refuse('already_exists', ['communication', 'id']);
    await store.put('communication', { ...given, staffId: context.actorId });
    return applied;
  },
});
