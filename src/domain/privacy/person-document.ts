/**
 * All that a shop holds about a person (REQ-P2) as one document: the same from a device and from the server. The names are those of the
 * answers of the API. Of the staff it says nobody: their names are their own.
 */
import * as z from 'zod/mini';
import { customerStatuses, customerTypes } from '../model/customer.ts';
import {
  addressUses,
  communicationChannels,
  communicationDirections,
  consentOrigins,
  consentPurposes,
  consentStates,
  noteTypes,
  preferenceFields,
} from '../model/customer-rows.ts';
import { channels, returnReasons, saleTypes, tenderMethods } from '../model/sale.ts';

const text = z.string();
const nullableText = z.nullable(text);
/** An instant in ISO form. */
const instant = text;
/** Decimal text in the currency beside it. */
const amount = text;

const ownFields = {
  name: text,
  first_name: nullableText,
  last_name: nullableText,
  phones: z.array(text),
  emails: z.array(text),
  customer_type: z.enum(customerTypes),
  status: z.enum(customerStatuses),
  tags: z.array(text),
  external_id: nullableText,
  user_id: nullableText,
  credit_limit: z.nullable(amount),
  internal_notes: nullableText,
  created_at: instant,
  updated_at: instant,
  erased_at: z.nullable(instant),
};

/** A customer of the group as it was saved by itself. */
const savedCustomer = z.strictObject({ id: text, ...ownFields });
export type SavedCustomer = z.infer<typeof savedCustomer>;

const address = z.strictObject({
  customer_id: text,
  address_type: z.enum(addressUses),
  is_default: z.boolean(),
  recipient: nullableText,
  address_lines: z.array(text),
  city: nullableText,
  state: nullableText,
  postal_code: nullableText,
  country: nullableText,
});

const note = z.strictObject({
  customer_id: text,
  note_type: z.enum(noteTypes),
  content: text,
  created_at: instant,
  updated_at: instant,
});

const communication = z.strictObject({
  customer_id: text,
  channel: z.enum(communicationChannels),
  direction: z.enum(communicationDirections),
  subject: nullableText,
  content: text,
  occurred_at: instant,
});

const consent = z.strictObject({
  customer_id: text,
  purpose: z.enum(consentPurposes),
  state: z.enum(consentStates),
  origin: z.enum(consentOrigins),
  given_at: instant,
  holds: z.boolean(),
});

const preferences = z.strictObject({
  favorite_products: z.array(text),
  preferred_payment: preferenceFields.preferredPayment,
  best_contact_time: nullableText,
  do_not_contact: z.boolean(),
  prefer_sms: z.boolean(),
  prefer_email: z.boolean(),
  prefer_call: z.boolean(),
  can_receive_offers: z.boolean(),
  can_receive_loyalty: z.boolean(),
});

const paymentMethod = z.strictObject({
  customer_id: text,
  provider: text,
  provider_token: text,
  brand: nullableText,
  last_four: nullableText,
  expiry_month: z.nullable(z.int()),
  expiry_year: z.nullable(z.int()),
  is_default: z.boolean(),
});

const figures = z.strictObject({
  as_of: text,
  total_sales: z.int(),
  return_count: z.int(),
  exchange_count: z.int(),
  visits: z.int(),
  total_quantity: z.number(),
  units_returned: z.number(),
  first_purchase_at: z.nullable(instant),
  last_purchase_at: z.nullable(instant),
  by_currency: z.array(
    z.strictObject({
      currency: text,
      total_sales: z.int(),
      gross_value: amount,
      return_value: amount,
      lifetime_value: amount,
      average_order_value: z.nullable(amount),
    }),
  ),
});

const line = z.strictObject({
  line_number: z.int(),
  sku: text,
  name: text,
  variant: nullableText,
  quantity: z.number(),
  unit_price: amount,
  discount: amount,
  tax: amount,
  total: amount,
  reason: z.nullable(z.enum(returnReasons)),
});

const purchase = z.strictObject({
  id: text,
  number: text,
  external_id: nullableText,
  sale_type: z.enum(saleTypes),
  channel: z.enum(channels),
  /** The customer it was made with; null for nobody. */
  customer_id: nullableText,
  location_name: nullableText,
  occurred_at: instant,
  business_date: text,
  currency: text,
  total_amount: amount,
  lines: z.array(line),
  payments: z.array(z.strictObject({ method: z.enum(tenderMethods), amount })),
  /** The document that it returns, exchanges or completes. */
  parent_id: nullableText,
  voided_at: z.nullable(instant),
  remark: nullableText,
  delivery_name: nullableText,
  email: nullableText,
  mobile_money_reference: nullableText,
  card_last_four: nullableText,
  /** To whom it was given after it was made, also what was taken back. */
  links: z.array(z.strictObject({ customer_id: nullableText, linked_at: instant, is_active: z.boolean() })),
});
export type PersonPurchase = z.infer<typeof purchase>;

const event = z.strictObject({
  kind: z.enum(['created', 'changed', 'merged', 'unmerged', 'answered']),
  at: instant,
  /** What was changed, and from what to what, as it is stored. */
  field: nullableText,
  before: z.unknown(),
  after: z.unknown(),
  /** Merged into, or parted from, the other one. */
  customer_id: nullableText,
  other_customer_id: nullableText,
});
export type PersonEvent = z.infer<typeof event>;

/** A change about the person that did not hold and is kept until somebody decides. */
const waitingChange = z.strictObject({
  change: text,
  said: z.unknown(),
  /** Why it did not hold, as a code; and what whoever put it before somebody else wrote. */
  reason: text,
  remark: nullableText,
  raised_at: instant,
  state: z.enum(['open', 'fixed', 'discarded', 'handed_over']),
});

const erasure = z.strictObject({
  id: text,
  customer_ids: z.array(text),
  requested_at: instant,
  done_on_server_at: z.nullable(instant),
});

/** What is held elsewhere and not in the document. */
const notHere = ['other_locations', 'costs', 'personal_notes', 'older_purchases'] as const;
export type NotHere = (typeof notHere)[number];

export const personDocumentSchema = z.strictObject({
  form: z.literal('regulars/person/1'),
  written_at: instant,
  shop: z.strictObject({ name: text, currency: text, time_zone: text }),
  customer: z.strictObject({ id: text, merged_ids: z.array(text), ...ownFields }),
  /** Each of the merged ones as it was saved by itself; of somebody who was never merged, nobody else. */
  merged_customers: z.array(savedCustomer),
  addresses: z.array(address),
  notes: z.array(note),
  communications: z.array(communication),
  consents: z.array(consent),
  preferences,
  payment_methods: z.array(paymentMethod),
  figures,
  /** Newest first. */
  purchases: z.array(purchase),
  /** Newest first. */
  history: z.array(event),
  waiting_changes: z.array(waitingChange),
  erasures: z.array(erasure),
  left_out: z.array(z.enum(notHere)),
});
export type PersonDocument = z.infer<typeof personDocumentSchema>;
