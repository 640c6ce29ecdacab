/** Two customers of whom a person has said that they are not one: they are not proposed for a merge again (REQ-M5). */
import * as z from 'zod/mini';
import { nameBasedId } from '../values/ids.ts';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema } from './primitives.ts';

export const distinctPair = defineEntity({
  schema: z.strictObject({
    /** Follows from the two, so that two devices write the same row. */
    id: idSchema,
    firstId: idSchema,
    secondId: idSchema,
    /** False once it was taken back. */
    active: z.boolean(),
    decidedAt: instantSchema,
    decidedBy: z.nullable(idSchema),
  }),
  parentOf: (row) => row.firstId,
  referenceOf: (row) => row.secondId,
  personalFields: [],
});
export type DistinctPair = z.infer<typeof distinctPair.schema>;

/** The same id whichever of the two comes first. */
export function distinctPairId(one: string, other: string): string {
  return nameBasedId('distinctPair', ...[one, other].sort());
}
