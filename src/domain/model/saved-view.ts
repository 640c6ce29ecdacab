/** A way to look at the list of customers that the shop keeps under a name (REQ-C2): what narrows it and its order, never what is searched for. */
import * as z from 'zod/mini';
import { customerStatuses, customerTypes } from './customer.ts';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema } from './primitives.ts';

export const savedView = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: z.string().check(
      z.refine((name) => name.trim() !== '', { error: 'name_required' }),
      z.maxLength(60, { error: 'text_too_long' }),
    ),
    filters: z.strictObject({
      type: z.nullable(z.enum(customerTypes)),
      status: z.nullable(z.enum(customerStatuses)),
      tag: z.nullable(z.string().check(z.maxLength(50, { error: 'text_too_long' }))),
      tier: z.nullable(z.enum(['vip', 'regular', 'low'])),
      lifecycle: z.nullable(z.enum(['new', 'active', 'at_risk'])),
    }),
    sort: z.enum(['name', 'created', 'lastPurchase', 'net']),
    descending: z.boolean(),
    savedAt: instantSchema,
    savedBy: z.nullable(idSchema),
  }),
  personalFields: [],
});
export type SavedView = z.infer<typeof savedView.schema>;
