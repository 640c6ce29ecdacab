/** An address in requests: its form, and the fields that it becomes. */
import * as z from 'zod';
import { type Address, addressUses } from '../../domain/model/customer-rows.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { cardFree } from './request-values.ts';

const part = (most = 255) => cardFree(z.string().max(most)).nullish();

const fields = z.object({
  address_type: enumText(addressUses).optional().describe('Default `shipping`.'),
  is_default: z.boolean().optional(),
  recipient: part(),
  address_line1: part(),
  address_line2: part(),
  address_lines: z
    .array(cardFree(z.string().max(255)))
    .max(4)
    .optional()
    .describe('All lines of the street; wins over the single ones.'),
  city: part(),
  state: part(),
  postal_code: part(20),
  country: part(),
});
export type AddressBody = z.infer<typeof fields>;

export const addressBody = acceptingNames(fields, {
  type: 'address_type',
  use: 'address_type',
  region: 'state',
});

type AddressFields = Omit<Address, 'id' | 'customerId' | 'saved'>;

export const emptyAddress: AddressFields = {
  use: 'shipping',
  isDefault: false,
  recipient: null,
  street: [],
  city: null,
  region: null,
  postalCode: null,
  country: null,
};

/** The address as it shall be; what the body leaves open is taken from the one that is there. */
export function addressOf(body: AddressBody, known: AddressFields): AddressFields {
  const given = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value);
  return {
    use: given(body.address_type, known.use),
    isDefault: given(body.is_default, known.isDefault),
    recipient: given(body.recipient, known.recipient),
    street: streetOf(body, known.street),
    city: given(body.city, known.city),
    region: given(body.state, known.region),
    postalCode: given(body.postal_code, known.postalCode),
    country: given(body.country, known.country),
  };
}

function streetOf(
  { address_line1, address_line2, address_lines }: AddressBody,
  known: readonly string[],
): string[] {
  const lines = address_lines ?? [
    address_line1 === undefined ? known[0] : address_line1,
    address_line2 === undefined ? known[1] : address_line2,
    ...known.slice(2),
  ];
  return lines.filter((line) => line !== null && line !== undefined && line.trim() !== '') as string[];
}
