/** The record of a person in the form in which it is given out (REQ-P2). */
import { currentConsents } from '../history/current-consents.ts';
import type { CustomerRecord } from '../history/customer-record.ts';
import type { RecordEvent } from '../history/record-history.ts';
import type { PurchaseSummary } from '../metrics/summary.ts';
import type { Customer } from '../model/customer.ts';
import type { PreferenceFields } from '../model/customer-rows.ts';
import { type Day, isoInstant } from '../values/calendar.ts';
import { formatAmount } from '../values/money.ts';
import { thousandths, zonedText } from '../values/written.ts';
import type { PersonDocument, PersonEvent, SavedCustomer } from './person-document.ts';

/** The fields of a customer, stored or joined. */
export function ownPart(customer: Customer, shopCurrency: string): Omit<SavedCustomer, 'id'> {
  const { creditLimitMinor, erasedAt } = customer;
  return {
    name: customer.name,
    first_name: customer.firstName,
    last_name: customer.lastName,
    phones: customer.phones.map(({ raw }) => raw),
    emails: customer.emails,
    customer_type: customer.type,
    status: customer.status,
    tags: customer.tags,
    external_id: customer.externalId,
    user_id: customer.linkedUserId,
    credit_limit: creditLimitMinor === null ? null : formatAmount(creditLimitMinor, shopCurrency),
    internal_notes: customer.internalNotes,
    created_at: isoInstant(customer.createdAt),
    updated_at: isoInstant(customer.updatedAt),
    erased_at: erasedAt === undefined ? null : isoInstant(erasedAt),
  };
}

type RecordPart = Pick<
  PersonDocument,
  'addresses' | 'notes' | 'communications' | 'consents' | 'preferences' | 'payment_methods'
>;

/** What hangs on the customers of a group. */
export function recordPart(record: CustomerRecord): RecordPart {
  const holding = new Set([...currentConsents(record.consents).values()].map(({ id }) => id));
  return {
    addresses: record.addresses.map((address) => ({
      customer_id: address.customerId,
      address_type: address.use,
      is_default: address.isDefault,
      recipient: address.recipient,
      address_lines: address.street,
      city: address.city,
      state: address.region,
      postal_code: address.postalCode,
      country: address.country,
    })),
    notes: record.notes.map((note) => ({
      customer_id: note.customerId,
      note_type: note.type,
      content: note.text,
      created_at: isoInstant(note.writtenAt),
      updated_at: isoInstant(note.editedAt ?? note.writtenAt),
    })),
    communications: record.communications.map((one) => ({
      customer_id: one.customerId,
      channel: one.channel,
      direction: one.direction,
      subject: one.subject,
      content: one.text,
      occurred_at: isoInstant(one.at),
    })),
    consents: record.consents.map(({ id, customerId, purpose, state, origin, at }) => ({
      customer_id: customerId,
      purpose,
      state,
      origin,
      given_at: isoInstant(at),
      holds: holding.has(id),
    })),
    preferences: preferencePart(record.preference),
    payment_methods: record.paymentMethods.map((method) => ({
      customer_id: method.customerId,
      provider: method.provider,
      provider_token: method.providerToken,
      brand: method.brand,
      last_four: method.lastFour,
      expiry_month: method.expiryMonth,
      expiry_year: method.expiryYear,
      is_default: method.isDefault,
    })),
  };
}

function preferencePart(fields: PreferenceFields): PersonDocument['preferences'] {
  return {
    favorite_products: fields.favoriteProducts,
    preferred_payment: fields.preferredPayment,
    best_contact_time: fields.bestContactTime,
    do_not_contact: fields.doNotContact,
    prefer_sms: fields.prefersSms,
    prefer_email: fields.prefersEmail,
    prefer_call: fields.prefersCall,
    can_receive_offers: fields.wantsOffers,
    can_receive_loyalty: fields.wantsLoyalty,
  };
}

export function figuresPart(summary: PurchaseSummary, asOf: Day): PersonDocument['figures'] {
  const { first, last } = summary;
  return {
    as_of: asOf,
    total_sales: summary.orders,
    return_count: summary.returns,
    exchange_count: summary.exchanges,
    visits: summary.visits,
    total_quantity: thousandths(summary.unitsSoldMilli),
    units_returned: thousandths(summary.unitsReturnedMilli),
    first_purchase_at: first && zonedText(first.at, first.utcOffsetMinutes),
    last_purchase_at: last && zonedText(last.at, last.utcOffsetMinutes),
    by_currency: summary.byCurrency.map(
      ({ currency, orders, grossMinor, returnMinor, netMinor, averageOrderMinor }) => ({
        currency,
        total_sales: orders,
        gross_value: formatAmount(grossMinor, currency),
        return_value: formatAmount(returnMinor, currency),
        lifetime_value: formatAmount(netMinor, currency),
        average_order_value: averageOrderMinor === null ? null : formatAmount(averageOrderMinor, currency),
      }),
    ),
  };
}

/** One thing that has happened to the record, without those who did it. */
export function eventPart(event: RecordEvent): PersonEvent {
  const { kind, at } = event;
  const nothing = { field: null, before: null, after: null, customer_id: null, other_customer_id: null };
  const said = { kind, at: isoInstant(at), ...nothing };
  switch (event.kind) {
    case 'created':
      return { ...said, customer_id: event.customerId };
    case 'changed':
      return { ...said, field: event.field, before: event.before ?? null, after: event.after };
    case 'merged':
    case 'unmerged':
      return { ...said, customer_id: event.loserId, other_customer_id: event.winnerId };
    case 'answered': {
      const { purpose, state, customerId } = event.consent;
      return { ...said, field: purpose, after: state, customer_id: customerId };
    }
  }
}
