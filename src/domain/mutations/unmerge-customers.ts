/** Takes a merge back by cutting the edge between two customers (rule M3). All that existed before returns exactly. */
import * as z from 'zod/mini';
import { edgeToCut, groupOf } from '../history/groups.ts';
import { idSchema } from '../model/primitives.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const unmergeCustomers = defineMutation({
  name: 'unmergeCustomers',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ winnerId: idSchema, loserId: idSchema }),
  async run(store, { winnerId, loserId }, context) {
    const edge = edgeToCut(await groupOf(store, winnerId), winnerId, loserId);
    if (!edge) return refuse('not_merged');
    await store.put('mergeEdge', {
      ...edge,
      active: false,
      unmergedAt: context.at,
      unmergedBy: context.actorId,
    });
    const parted = { subjectId: edge.winnerId, detail: edge.loserId };
    await writeAudit(store, { action: 'customers_unmerged', strength: 'asserted', ...parted }, context);
    return applied;
  },
});
