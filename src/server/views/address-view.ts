/** An address of a customer in REST answers. */
import * as z from 'zod';
import { type Address, addressUses } from '../../domain/model/customer-rows.ts';

export const addressViewSchema = z
  .object({
    id: z.string(),
    customer_id: z.string().describe('The customer it was saved with, also after a merge.'),
    address_type: z.enum(addressUses),
    is_default: z.boolean().describe('Taken where nobody chooses; one of each type.'),
    recipient: z.string().nullable(),
    address_line1: z.string().nullable(),
    address_line2: z.string().nullable(),
    address_lines: z.array(z.string()).describe('All lines of the street, at most four.'),
    city: z.string().nullable(),
    state: z.string().nullable(),
    postal_code: z.string().nullable(),
    country: z.string().nullable(),
  })
  .meta({ id: 'Address' });

export function addressView(address: Address): z.infer<typeof addressViewSchema> {
  return {
    id: address.id,
    customer_id: address.customerId,
    address_type: address.use,
    is_default: address.isDefault,
    recipient: address.recipient,
    address_line1: address.street[0] ?? null,
    address_line2: address.street[1] ?? null,
    address_lines: address.street,
    city: address.city,
    state: address.region,
    postal_code: address.postalCode,
    country: address.country,
  };
}
