/**
 * A merge of two customers: an edge from the loser to the winner (rules M1–M5). No row is rewritten by a merge; the field
 * choices live here and an un-merge makes the edge inactive.
 */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema } from './primitives.ts';

/** Which side's value the joined customer shows; `both` for lists (phones, e-mails, tags). */
export const mergeChoices = ['winner', 'loser', 'both'] as const;
export type MergeChoice = (typeof mergeChoices)[number];

export const mergeEdge = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    loserId: idSchema,
    winnerId: idSchema,
    choices: z.record(z.string(), z.enum(mergeChoices)),
    active: z.boolean(),
    mergedAt: instantSchema,
    mergedBy: z.nullable(idSchema),
    unmergedAt: z.optional(instantSchema),
    unmergedBy: z.optional(z.nullable(idSchema)),
  }),
  parentOf: (row) => row.winnerId,
  referenceOf: (row) => row.loserId,
  personalFields: [],
});
export type MergeEdge = z.infer<typeof mergeEdge.schema>;
