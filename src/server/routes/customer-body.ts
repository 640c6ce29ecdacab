/** The customer in requests: its form, and the fields that it becomes. */
import * as z from 'zod';
import {
  type CustomerFields,
  type customerFields,
  customerStatuses,
  customerTypes,
  emptyCustomerFields,
} from '../../domain/model/customer.ts';
import { isPlausibleEmail } from '../../domain/values/email.ts';
import { parseAmount } from '../../domain/values/money.ts';
import { isPlausiblePhone, normalizePhone } from '../../domain/values/phone.ts';
import { RequestRefused } from '../request-refused.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { detailFields } from './customer-detail.ts';
import { cardFree, decimalInput } from './request-values.ts';

const phone = z.string().max(50).refine(isPlausiblePhone, { error: 'phone_not_plausible' });
const email = z.string().refine(isPlausibleEmail, { error: 'email_not_plausible' });
const nameText = cardFree(
  z
    .string({ error: (issue) => (issue.input === undefined ? 'name_required' : undefined) })
    .max(255, { error: 'name_too_long' })
    .refine((text) => text.trim() !== '', { error: 'name_required' }),
);
const namePart = cardFree(z.string().max(255, { error: 'name_too_long' }));
const label = z.string().max(100);

const fields = z.object({
  name: nameText.optional(),
  first_name: namePart.nullish(),
  last_name: namePart.nullish(),
  phone: phone.nullish().describe('The first phone; the others stay. `phones` wins where both are given.'),
  phones: z.array(phone).max(20).optional().describe('All phones.'),
  email: email.nullish().describe('The first e-mail; the others stay. `emails` wins where both are given.'),
  emails: z.array(email).max(20).optional().describe('All e-mails.'),
  customer_type: enumText(customerTypes).optional(),
  status: enumText(customerStatuses).optional(),
  is_active: z
    .boolean()
    .optional()
    .describe('false is the status `inactive`; true takes it away. `status` wins where both are given.'),
  tags: z
    .array(cardFree(z.string().min(1).max(50)))
    .max(100)
    .optional(),
  external_id: label.nullish(),
  user_id: label.nullish(),
  credit_limit: decimalInput.nullish().describe("In the shop's currency."),
  internal_notes: cardFree(z.string().max(4000)).nullish(),
  ...detailFields,
});
export type CustomerBody = z.infer<typeof fields>;

const aliases = { type: 'customer_type', linked_user_id: 'user_id', notes: 'internal_notes' };

const joinedName = (first: string | null | undefined, last: string | null | undefined): string =>
  [first, last]
    .map((part) => part?.trim() ?? '')
    .filter(Boolean)
    .join(' ');

/** Some fields of a customer that is there. */
export const customerEdit = acceptingNames(fields, aliases);

/** A new customer. It needs a name, which first and last name make up where it is not given; a name is never split. */
export const newCustomer = acceptingNames(
  z.preprocess(withJoinedName, fields.extend({ name: nameText })),
  aliases,
);
export type NewCustomerBody = z.infer<typeof newCustomer>;

const withoutName = z.object({
  name: z.undefined().optional(),
  first_name: namePart.nullish(),
  last_name: namePart.nullish(),
});

function withJoinedName(body: unknown): unknown {
  const given = withoutName.safeParse(body);
  if (!given.success || typeof body !== 'object') return body;
  const name = joinedName(given.data.first_name, given.data.last_name);
  return name === '' ? body : { ...body, name };
}

/** The fields of a new customer. */
export function fieldsOfNew(body: NewCustomerBody, shopCurrency: string): CustomerFields {
  const empty = emptyCustomerFields(body.name);
  return { ...empty, ...changesOf(body, empty, shopCurrency) };
}

/**
 * The fields that an edit changes.
 *
 * @param shown the customer as it is shown: what the body leaves open is taken from it
 */
export function changesOf(
  body: CustomerBody,
  shown: CustomerFields,
  shopCurrency: string,
): Partial<CustomerFields> {
  const changes: Partial<CustomerFields> = {
    ...namesOf(body, shown),
    ...(body.customer_type !== undefined && { type: body.customer_type }),
    ...(body.tags !== undefined && { tags: body.tags }),
    ...(body.external_id !== undefined && { externalId: body.external_id }),
    ...(body.user_id !== undefined && { linkedUserId: body.user_id }),
    ...(body.internal_notes !== undefined && { internalNotes: body.internal_notes }),
    ...(body.credit_limit !== undefined && {
      creditLimitMinor: creditLimitMinor(body.credit_limit, shopCurrency),
    }),
  };
  const phones = listOf(
    body.phones,
    body.phone,
    shown.phones.map(({ raw }) => raw),
  );
  if (phones)
    changes.phones = phones.map((raw) => shown.phones.find((one) => one.raw === raw) ?? normalizePhone(raw));
  const emails = listOf(body.emails, body.email, shown.emails);
  if (emails) changes.emails = emails;
  const status = body.status ?? statusOf(body.is_active, shown.status);
  if (status) changes.status = status;
  return changes;
}

/** A name that was joined from first and last name follows them. */
function namesOf(body: CustomerBody, shown: CustomerFields): Partial<CustomerFields> {
  const { name, first_name, last_name } = body;
  const firstName = first_name === undefined ? shown.firstName : first_name;
  const lastName = last_name === undefined ? shown.lastName : last_name;
  const follows = name === undefined && shown.name === joinedName(shown.firstName, shown.lastName);
  const joined = joinedName(firstName, lastName);
  return {
    ...(first_name !== undefined && { firstName }),
    ...(last_name !== undefined && { lastName }),
    ...(name !== undefined && { name }),
    ...(follows && joined !== shown.name && joined !== '' && { name: joined }),
  };
}

/** The whole list, or the list with another first entry; undefined where the body says nothing. */
function listOf(
  all: readonly string[] | undefined,
  first: string | null | undefined,
  shown: readonly string[],
): string[] | undefined {
  if (all !== undefined) return [...all];
  if (first === undefined) return undefined;
  const others = shown.slice(1).filter((other) => other !== first);
  return first === null ? others : [first, ...others];
}

function statusOf(isActive: boolean | undefined, shown: CustomerFields['status']) {
  if (isActive === false) return 'inactive';
  return isActive === true && shown === 'inactive' ? 'active' : undefined;
}

function creditLimitMinor(text: string | null, shopCurrency: string): number | null {
  if (text === null) return null;
  const minor = parseAmount(text, shopCurrency);
  if (minor === undefined || minor < 0) {
    throw new RequestRefused([{ code: 'amount_out_of_range', path: ['credit_limit'] }]);
  }
  return minor;
}

/** The names of fields in requests, for the choices of a merge. */
export const customerFieldNames = {
  name: 'name',
  first_name: 'firstName',
  last_name: 'lastName',
  phone: 'phones',
  phones: 'phones',
  email: 'emails',
  emails: 'emails',
  customer_type: 'type',
  type: 'type',
  status: 'status',
  tags: 'tags',
  external_id: 'externalId',
  user_id: 'linkedUserId',
  credit_limit: 'creditLimitMinor',
  internal_notes: 'internalNotes',
} as const satisfies Readonly<Record<string, keyof typeof customerFields>>;
