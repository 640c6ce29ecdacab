/** Merges two customers by an edge between their roots (rule M1); nothing else is written. */
import * as z from 'zod/mini';
import { rootOf } from '../history/groups.ts';
import { mergeChoices } from '../model/merge-edge.ts';
import { idSchema } from '../model/primitives.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const mergeCustomers = defineMutation({
  name: 'mergeCustomers',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    /** Id of the edge. */
    id: idSchema,
    winnerId: idSchema,
    loserId: idSchema,
    choices: z.record(z.string(), z.enum(mergeChoices)),
  }),
  problemOf: ({ winnerId, loserId }) => (winnerId === loserId ? { code: 'same_customer' } : null),
  async run(store, { id, winnerId, loserId, choices }, context) {
    const [winner, loser] = await store.getMany('customer', [winnerId, loserId]);
    if (!winner) return refuse('customer_not_found', ['winnerId']);
    if (!loser) return refuse('customer_not_found', ['loserId']);
    if (winner.erasedAt !== undefined) return refuse('customer_erased', ['winnerId']);
    if (loser.erasedAt !== undefined) return refuse('customer_erased', ['loserId']);
    const [winnerRoot, loserRoot] = [await rootOf(store, winnerId), await rootOf(store, loserId)];
    // Already in one group, for instance by the same merge on another device: it holds, and needs no second edge.
    if (winnerRoot === loserRoot) return applied;
    // The loser went to someone else first: two people decided differently, so a person has to look at it.
    if (loserRoot !== loserId) return refuse('merged_elsewhere', ['loserId']);
    // Another pair's edge under this id would be cut by being overwritten.
    if (await store.get('mergeEdge', id)) return refuse('already_exists', ['id']);
    await store.put('mergeEdge', {
      id,
      loserId,
      winnerId: winnerRoot,
      choices,
      active: true,
      mergedAt: context.at,
      mergedBy: context.actorId,
    });
    const note = {
      action: 'customers_merged',
      strength: 'asserted',
      subjectId: winnerRoot,
      detail: loserId,
    } as const;
    await writeAudit(store, note, context);
    return applied;
  },
});
