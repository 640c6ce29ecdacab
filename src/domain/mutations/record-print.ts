/** Records that a copy of a receipt or a gift receipt was printed (REQ-H4). */
import * as z from 'zod/mini';
import { idSchema, saleRefSchema } from '../model/primitives.ts';
import { applied, defineMutation } from './mutation.ts';

export const recordPrint = defineMutation({
  name: 'recordPrint',
  version: 1,
  nature: 'fact',
  args: z.strictObject({ id: idSchema, sale: saleRefSchema, form: z.enum(['copy', 'gift']) }),
  async run(store, { id, sale, form }, context) {
    await store.put('salePrint', { id, sale, form, printedAt: context.at, printedBy: context.actorId });
    return applied;
  },
});
