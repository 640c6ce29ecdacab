import * as z from 'zod/mini';
import type { Refusal } from '../../../domain/errors.ts';
import {
  type Customer,
  type CustomerField,
  type CustomerFields,
  type CustomerType,
  customerTypes,
  emptyCustomerFields,
} from '../../../domain/model/customer.ts';
import { normalizePhone } from '../../../domain/values/phone.ts';
import type { ComparedFields } from '../../app/services.ts';

/** What stands in the form, as typed. Lists keep their empty rows until they are saved. */
export interface CustomerDraft {
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly type: CustomerType;
  readonly tags: readonly string[];
  readonly externalId: string;
  readonly creditLimit: string;
  readonly internalNotes: string;
}

export type DraftField = keyof CustomerDraft;

/** How amounts are typed here, bound to the currency of the shop. */
export interface AmountForm {
  readonly write: (amountMinor: number) => string;
  /** Undefined where the text is no amount. */
  readonly read: (text: string) => number | undefined;
}

/** An empty form, with the name that was searched for. */
export function newDraft(name: string): CustomerDraft {
  return {
    name,
    phones: [''],
    emails: [''],
    type: 'retail',
    tags: [],
    externalId: '',
    creditLimit: '',
    internalNotes: '',
  };
}

/** The form filled with what is known of a customer. */
export function draftOf(customer: Customer, amounts: AmountForm): CustomerDraft {
  return {
    name: customer.name,
    phones: customer.phones.length > 0 ? customer.phones.map((phone) => phone.raw) : [''],
    emails: customer.emails.length > 0 ? customer.emails : [''],
    type: customer.type,
    tags: customer.tags,
    externalId: customer.externalId ?? '',
    creditLimit: customer.creditLimitMinor === null ? '' : amounts.write(customer.creditLimitMinor),
    internalNotes: customer.internalNotes ?? '',
  };
}

/** A field as it was saved; one that does not read as expected is as if it had not been given. */
const typed = <S extends z.ZodMiniType>(schema: S) => z.catch(z.optional(schema), undefined);
const typedSchema = z.object({
  name: typed(z.string()),
  phones: typed(z.array(z.object({ raw: z.string() }))),
  emails: typed(z.array(z.string())),
  type: typed(z.enum(customerTypes)),
  tags: typed(z.array(z.string())),
  externalId: typed(z.nullable(z.string())),
  creditLimitMinor: typed(z.nullable(z.int())),
  internalNotes: typed(z.nullable(z.string())),
});
const argsSchema = z.object({ fields: z.optional(typedSchema), changes: z.optional(typedSchema) });

/** The form as it was when a refused change was saved, over what is known of the customer. */
export function draftOfArgs(args: unknown, known: CustomerDraft, amounts: AmountForm): CustomerDraft {
  const read = z.safeParse(argsSchema, args);
  const fields = read.success ? (read.data.fields ?? read.data.changes) : undefined;
  if (!fields) return known;
  const { phones, emails, externalId, creditLimitMinor: limit, internalNotes } = fields;
  const rows = (texts: readonly string[]) => (texts.length > 0 ? texts : ['']);
  return {
    name: fields.name ?? known.name,
    phones: phones ? rows(phones.map(({ raw }) => raw)) : known.phones,
    emails: emails ? rows(emails) : known.emails,
    type: fields.type ?? known.type,
    tags: fields.tags ?? known.tags,
    externalId: externalId === undefined ? known.externalId : (externalId ?? ''),
    creditLimit: limit === undefined ? known.creditLimit : limit === null ? '' : amounts.write(limit),
    internalNotes: internalNotes === undefined ? known.internalNotes : (internalNotes ?? ''),
  };
}

type Edited = Pick<
  CustomerFields,
  'name' | 'phones' | 'emails' | 'type' | 'tags' | 'externalId' | 'creditLimitMinor' | 'internalNotes'
>;

function readDraft(draft: CustomerDraft, amounts: AmountForm): Edited | 'creditLimit' {
  const limit = draft.creditLimit.trim();
  const creditLimitMinor = limit === '' ? null : amounts.read(limit);
  if (creditLimitMinor === undefined) return 'creditLimit';
  return {
    name: draft.name.trim(),
    phones: filled(draft.phones).map(normalizePhone),
    emails: filled(draft.emails),
    type: draft.type,
    tags: filled(draft.tags),
    externalId: draft.externalId.trim() || null,
    creditLimitMinor,
    internalNotes: draft.internalNotes.trim() || null,
  };
}

/** What a customer is compared by with all others. */
export function comparedFieldsOf({ name, phones, emails }: CustomerDraft): ComparedFields {
  return {
    name: name.trim(),
    firstName: null,
    lastName: null,
    phones: filled(phones).map(normalizePhone),
    emails: filled(emails),
  };
}

function filled(texts: readonly string[]): string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

export type ReadFields =
  | { readonly ok: true; readonly fields: CustomerFields }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

const unreadableLimit: readonly Refusal[] = [{ code: 'amount_out_of_range', path: ['creditLimitMinor'] }];

/** The fields of a new customer. What cannot be read at all is refused here, everything else by the rules. */
export function fieldsOfDraft(draft: CustomerDraft, amounts: AmountForm): ReadFields {
  const read = readDraft(draft, amounts);
  if (read === 'creditLimit') return { ok: false, refusals: unreadableLimit };
  return { ok: true, fields: { ...emptyCustomerFields(read.name), ...read } };
}

export type ReadChanges =
  | { readonly ok: true; readonly changes: Partial<CustomerFields> }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/**
 * Only what a person changed: an edit must not overwrite a field that somebody else edits at the same time. A number that reads
 * as before keeps the international form it has.
 */
export function changesOfDraft(draft: CustomerDraft, customer: Customer, amounts: AmountForm): ReadChanges {
  const read = readDraft(draft, amounts);
  if (read === 'creditLimit') return { ok: false, refusals: unreadableLimit };
  const known = new Map(customer.phones.map((phone) => [phone.raw, phone]));
  const fields: Edited = { ...read, phones: read.phones.map((phone) => known.get(phone.raw) ?? phone) };
  const changed = Object.entries(fields).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(customer[field as keyof Edited]),
  );
  return { ok: true, changes: Object.fromEntries(changed) };
}

const draftFields: Partial<Record<CustomerField, DraftField>> = {
  name: 'name',
  phones: 'phones',
  emails: 'emails',
  type: 'type',
  tags: 'tags',
  externalId: 'externalId',
  creditLimitMinor: 'creditLimit',
  internalNotes: 'internalNotes',
};

/** Refusals by the field they belong to; `row` says which of several phones or e-mails. */
export interface FieldRefusal {
  readonly field: DraftField | null;
  readonly row: number | null;
  readonly refusal: Refusal;
}

/**
 * Where in the form a refusal is shown; `field: null` is above the form. Rows are counted over what is filled in, as the rules see
 * them, and lead back to the row on the screen.
 */
export function placeRefusal(refusal: Refusal, draft: CustomerDraft): FieldRefusal {
  const path = (refusal.path ?? []).filter((part) => part !== 'fields' && part !== 'changes');
  const [first, row] = path;
  const field = draftFields[first as CustomerField] ?? null;
  if ((field !== 'phones' && field !== 'emails') || typeof row !== 'number')
    return { field, row: null, refusal };
  const rows = draft[field].flatMap((text, index) => (text.trim() === '' ? [] : [index]));
  return { field, row: rows[row] ?? null, refusal };
}
