/** A customer with what hangs on it, as other systems expect it in one answer. */
import * as z from 'zod';
import type { Address } from '../../domain/model/customer-rows.ts';
import { customerViewSchema } from './customer-view.ts';
import { historyViewSchema } from './metrics-view.ts';
import { noteViewSchema } from './note-view.ts';
import { preferenceViewSchema } from './preference-view.ts';

export const customerDetailSchema = customerViewSchema
  .extend({
    address: z.string().nullable().describe('The address to send to, in one text; see the addresses.'),
    prefer_sms: z.boolean(),
    prefer_email: z.boolean(),
    prefer_call: z.boolean(),
    marketing_opt_in: z.boolean().describe('Whether the consent to marketing is given; see the consents.'),
    notes: z.array(noteViewSchema).describe('Newest first.'),
    preferences: preferenceViewSchema,
    history: historyViewSchema,
  })
  .meta({ id: 'CustomerDetail' });
export type CustomerDetail = z.infer<typeof customerDetailSchema>;

/**
 * An address in one text.
 *
 * @example addressText({ ...emptyAddress, street: ['1 High Street'], city: 'Leeds' })  // '1 High Street, Leeds'
 */
export function addressText({ street, city, region, postalCode, country }: AddressFields): string {
  const parts = [...street, city, region, postalCode, country];
  return parts.filter((part) => part !== null && part.trim() !== '').join(', ');
}

type AddressFields = Pick<Address, 'street' | 'city' | 'region' | 'postalCode' | 'country'>;
