/** What a person decides about a change that did not hold (rule K2). To fix it is a mutation of its own that supersedes it. */
import * as z from 'zod/mini';
import { decidingForOthers, discardingFacts } from '../authority/permissions.ts';
import type { Refusal } from '../errors.ts';
import { idSchema } from '../model/primitives.ts';
import type { Attention } from '../model/records.ts';
import type { Store, StoreReader } from '../store.ts';
import { findCardNumbers } from '../values/card-number.ts';
import { applied, defineMutation, type MutationContext, type MutationResult, refuse } from './mutation.ts';

const reasonSchema = z.string().check(z.maxLength(500, { error: 'text_too_long' }));

function reasonProblem(reason: string): Refusal | null {
  return findCardNumbers(reason).length > 0 ? { code: 'card_number_refused', path: ['reason'] } : null;
}

/** Writes the decision; where no row is left the change holds after all, and there is nothing to decide. */
async function decide(
  store: Store,
  id: string,
  { at, actorId }: MutationContext,
  decision: Pick<Attention, 'state'> & Partial<Pick<Attention, 'reason'>>,
): Promise<MutationResult> {
  const row = await store.get('attention', id);
  if (!row) return applied;
  if (row.state === 'fixed') return refuse('already_decided', ['id']);
  await store.put('attention', { ...row, ...decision, decidedAt: at, decidedBy: actorId });
  return applied;
}

/** Whether discarding it takes more than this person has: what has happened in the world is the owner's to give up (rule A1). */
async function isOutOfReach(store: StoreReader, id: string, actorId: string | null): Promise<boolean> {
  const row = await store.get('attention', id);
  if (!row?.isFact) return false;
  const actor = actorId === null ? undefined : await store.get('staff', actorId);
  return !actor || !discardingFacts.roles.includes(actor.role);
}

/** What a revoked device hands in may come from anybody, so a manager has to vouch for it. */
async function decidesForOthers(store: StoreReader, actorId: string | null): Promise<boolean> {
  const actor = actorId === null ? undefined : await store.get('staff', actorId);
  return actor !== undefined && decidingForOthers.roles.includes(actor.role);
}

/** Gives a refused change up, with a reason. */
export const discardAttention = defineMutation({
  name: 'discardAttention',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, reason: reasonSchema }),
  problemOf: ({ reason }) =>
    reason.trim() === '' ? { code: 'reason_required', path: ['reason'] } : reasonProblem(reason),
  async run(store, { id, reason }, context) {
    if (await isOutOfReach(store, id, context.actorId)) return refuse('not_permitted', ['id']);
    return decide(store, id, context, { state: 'discarded', reason });
  },
});

/** Leaves the decision about a refused change to a manager, on whatever device. */
export const handOverAttention = defineMutation({
  name: 'handOverAttention',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, reason: reasonSchema }),
  problemOf: ({ reason }) => reasonProblem(reason),
  run: (store, { id, reason }, context) => decide(store, id, context, { state: 'handed_over', reason }),
});

/** Takes a discard or a hand-over back. */
export const reopenAttention = defineMutation({
  name: 'reopenAttention',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema }),
  run: (store, { id }, context) => decide(store, id, context, { state: 'open' }),
});

/**
 * Asks for a quarantined mutation to be run again under its own id (rule P5). Only the server holds what it could not read, so it is
 * the server that runs it, in the transaction of this mutation; what became of it is said by the row.
 */
export const rerunQuarantined = defineMutation({
  name: 'rerunQuarantined',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema }),
  async run(store, { id }, { actorId }) {
    const row = await store.get('attention', id);
    if (row?.code === 'device_revoked' && !(await decidesForOthers(store, actorId)))
      return refuse('not_permitted', ['id']);
    return row?.state === 'fixed' ? refuse('already_decided', ['id']) : applied;
  },
});
