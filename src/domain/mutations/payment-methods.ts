/** References to means of payment that a provider keeps (REQ-C6). The number of a card is refused wherever it stands (rule A5). */
import * as z from 'zod/mini';
import { paymentMethod } from '../model/customer-rows.ts';
import { idSchema } from '../model/primitives.ts';
import { defineMutation } from './mutation.ts';
import { removalSchema, removeRow, saveRow } from './save-row.ts';

export const savePaymentMethod = defineMutation({
  name: 'savePaymentMethod',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    paymentMethod: z.omit(paymentMethod.schema, { saved: true }),
    replaces: z.optional(z.nullable(idSchema)),
  }),
  peopleIn: ({ paymentMethod: { customerId } }) => [customerId],
  run: (store, { paymentMethod, replaces }, context) =>
    saveRow(store, 'paymentMethod', paymentMethod, replaces, context),
});

export const removePaymentMethod = defineMutation({
  name: 'removePaymentMethod',
  version: 1,
  nature: 'intent',
  args: removalSchema,
  run: (store, removal, context) => removeRow(store, 'paymentMethod', removal, context),
});
