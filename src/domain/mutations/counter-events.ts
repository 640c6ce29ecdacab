/** What happens between people at a counter: a PIN, an approval. Both are the device's word (rule A1: asserted). */
import * as z from 'zod/mini';
import { idSchema } from '../model/primitives.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

/**
 * What happened with a PIN on a device: the person got one or has none there any more, took over, was turned away, or is locked out for
 * a while (rule A2).
 */
export const recordPinEvent = defineMutation({
  name: 'recordPinEvent',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    /** Whose PIN it is, or was meant to be. */
    staffId: idSchema,
    event: z.enum(['pin_set', 'pin_removed', 'pin_switch', 'pin_refused', 'pin_locked_out']),
  }),
  async run(store, { staffId, event }, context) {
    if (!(await store.get('staff', staffId))) return refuse('staff_not_found', ['staffId']);
    await writeAudit(store, { action: event, strength: 'asserted', subjectId: staffId }, context);
    return applied;
  },
});

/** A manager, who is the actor, approves a document or a change that is about to be saved and that another could not make alone. */
export const recordApproval = defineMutation({
  name: 'recordApproval',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    /** Id of the sale, return or row that is approved. */
    subjectId: idSchema,
    kind: z.enum(['refund', 'discount', 'void', 'return_without_receipt', 'credit', 'other']),
  }),
  async run(store, { subjectId, kind }, context) {
    await writeAudit(store, { action: 'approval', strength: 'asserted', subjectId, detail: kind }, context);
    return applied;
  },
});
