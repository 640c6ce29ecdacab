/** Addresses of a customer (REQ-C5): several, and of each use one that is taken where nobody chooses. */
import * as z from 'zod/mini';
import { type Address, address } from '../model/customer-rows.ts';
import { idSchema } from '../model/primitives.ts';
import { defineMutation } from './mutation.ts';
import { removalSchema, removeRow, saveRow } from './save-row.ts';

type SavedAddress = Omit<Address, 'saved'>;

export const saveAddress = defineMutation({
  name: 'saveAddress',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    address: z.omit(address.schema, { saved: true }),
    replaces: z.optional(z.nullable(idSchema)),
  }),
  peopleIn: ({ address: { customerId } }) => [customerId],
  problemOf: ({ address: given }) =>
    isEmpty(given) ? { code: 'value_missing', path: ['address', 'street'] } : null,
  run: (store, { address: given, replaces }, context) => saveRow(store, 'address', given, replaces, context),
});

export const removeAddress = defineMutation({
  name: 'removeAddress',
  version: 1,
  nature: 'intent',
  args: removalSchema,
  run: (store, removal, context) => removeRow(store, 'address', removal, context),
});

function isEmpty({ street, city, region, postalCode, country }: SavedAddress): boolean {
  return [...street, city, region, postalCode, country].every((part) => (part ?? '').trim() === '');
}
