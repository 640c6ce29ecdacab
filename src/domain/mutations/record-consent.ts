/**
 * Records what a customer answered when asked for a consent (REQ-C9). Answers are only ever added. Each names those that were
 * known, and takes the place of them where it was given later; two that did not see each other stand beside each other, and the more
 * restrictive holds (rule M5).
 */
import * as z from 'zod/mini';
import { consent } from '../model/customer-rows.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const recordConsent = defineMutation({
  name: 'recordConsent',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ consent: z.omit(consent.schema, { recordedBy: true }) }),
  peopleIn: ({ consent: { customerId } }) => [customerId],
  async run(store, { consent: given }, context) {
    if (!(await store.get('customer', given.customerId)))
      return refuse('customer_not_found', ['consent', 'customerId']);
    if (await store.get('consent', given.id)) return refuse('already_exists', ['consent', 'id']);
    await store.put('consent', { ...given, recordedBy: context.actorId });
    return applied;
  },
});
