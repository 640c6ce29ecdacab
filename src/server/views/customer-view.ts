/** A customer in REST answers. */
import * as z from 'zod';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import { type Customer, customerStatuses, customerTypes } from '../../domain/model/customer.ts';
import { isoInstant } from '../../domain/values/calendar.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { leftOutView } from './left-out-view.ts';

export const customerViewSchema = z
  .object({
    id: z.string().describe('Of a merged customer: the id of the one that stands for all of them.'),
    name: z.string(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    phone: z.string().nullable().describe('The first of the phones.'),
    phones: z.array(z.string()),
    email: z.string().nullable().describe('The first of the e-mails.'),
    emails: z.array(z.string()),
    customer_type: z.enum(customerTypes),
    status: z.enum(customerStatuses),
    is_active: z.boolean().describe('Whether the status is not `inactive`.'),
    tags: z.array(z.string()),
    external_id: z.string().nullable(),
    user_id: z
      .string()
      .nullable()
      .describe('The user account that belongs to the customer, in another system.'),
    credit_limit: z.string().nullable().describe("Decimal text in the shop's currency."),
    internal_notes: z.string().nullable(),
    erased_at: z.string().nullable().describe('When the person was erased; nothing personal is left then.'),
    created_at: z.string(),
    updated_at: z.string(),
    merged_into: z
      .string()
      .nullable()
      .describe('Set where the id that was asked for is merged into this customer; then the same as `id`.'),
    merged_ids: z.array(z.string()).describe('Ids of the customers merged into this one.'),
    ...leftOutView,
  })
  .meta({ id: 'Customer' });
export type CustomerView = z.infer<typeof customerViewSchema>;

/**
 * A customer as people see it.
 *
 * @param joined the customer shown for the group, see `joinedCustomer`
 * @param askedId the id in the request
 * @param shopCurrency the currency of the credit limit
 */
export function customerView(
  joined: Customer,
  group: CustomerGroup,
  askedId: string,
  shopCurrency: string,
): CustomerView {
  return {
    id: group.rootId,
    name: joined.name,
    first_name: joined.firstName,
    last_name: joined.lastName,
    phone: joined.phones[0]?.raw ?? null,
    phones: joined.phones.map((phone) => phone.raw),
    email: joined.emails[0] ?? null,
    emails: joined.emails,
    customer_type: joined.type,
    status: joined.status,
    is_active: joined.status !== 'inactive',
    tags: joined.tags,
    external_id: joined.externalId,
    user_id: joined.linkedUserId,
    credit_limit:
      joined.creditLimitMinor === null ? null : formatAmount(joined.creditLimitMinor, shopCurrency),
    internal_notes: joined.internalNotes,
    erased_at: joined.erasedAt === undefined ? null : isoInstant(joined.erasedAt),
    created_at: isoInstant(joined.createdAt),
    updated_at: isoInstant(joined.updatedAt),
    merged_into: mergedInto(group, askedId),
    merged_ids: group.memberIds.filter((id) => id !== group.rootId),
  };
}

/** The root that an id was merged into; null for a root. */
export function mergedInto(group: CustomerGroup, askedId: string): string | null {
  return askedId === group.rootId ? null : group.rootId;
}
