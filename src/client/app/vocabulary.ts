import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Lifecycle, ValueTier } from '../../domain/metrics/tiers.ts';
import type { CustomerField, CustomerStatus, CustomerType } from '../../domain/model/customer.ts';
import type {
  AddressUse,
  CommunicationChannel,
  CommunicationDirection,
  ConsentOrigin,
  ConsentPurpose,
  ConsentState,
  NoteType,
} from '../../domain/model/customer-rows.ts';
import type { ReturnReason, SaleType, TenderMethod } from '../../domain/model/sale.ts';
import type { SaleIssueCode } from '../../domain/model/sale-rows.ts';
import type { Role } from '../../domain/model/shop.ts';

/** The words of the shop for what the domain only has codes for; the same word for the same thing on every screen. */

export const customerTypeWords: Record<CustomerType, MessageDescriptor> = {
  walk_in: msg`Walk-in`,
  retail: msg`Retail`,
  regular: msg`Regular customer`,
  vip: msg`VIP customer`,
  wholesale: msg`Wholesale`,
};

/** The fields of a customer that people edit and choose between. */
export const customerFieldWords: Record<CustomerField, MessageDescriptor> = {
  name: msg`Name`,
  firstName: msg`First name`,
  lastName: msg`Last name`,
  phones: msg`Phone`,
  emails: msg`E-mail`,
  type: msg`Type`,
  status: msg`Status`,
  tags: msg`Tags`,
  externalId: msg`Customer number`,
  linkedUserId: msg`Linked account`,
  creditLimitMinor: msg`Credit limit`,
  internalNotes: msg`Internal notes`,
};

export const customerStatusWords: Record<CustomerStatus, MessageDescriptor> = {
  active: msg`Active`,
  inactive: msg`Inactive`,
  blocked: msg`Blocked`,
};

export const tierWords: Record<ValueTier, MessageDescriptor> = {
  vip: msg`VIP`,
  regular: msg`Regular`,
  low: msg`Low`,
};

export const lifecycleWords: Record<Lifecycle, MessageDescriptor> = {
  new: msg`New`,
  active: msg`Active`,
  at_risk: msg`At risk`,
};

export const noteTypeWords: Record<NoteType, MessageDescriptor> = {
  personal: msg`Personal`,
  preference: msg`Preference`,
  issue: msg`Issue`,
  feedback: msg`Feedback`,
};

export const addressUseWords: Record<AddressUse, MessageDescriptor> = {
  shipping: msg`Shipping`,
  billing: msg`Billing`,
};

export const channelWords: Record<CommunicationChannel, MessageDescriptor> = {
  phone: msg`Call`,
  sms: msg`SMS`,
  email: msg`E-mail`,
  in_person: msg`In person`,
  other: msg`Other`,
};

export const directionWords: Record<CommunicationDirection, MessageDescriptor> = {
  outbound: msg`From us`,
  inbound: msg`From the customer`,
};

/** What a customer may be asked about. */
export const consentPurposeWords: Record<ConsentPurpose, MessageDescriptor> = {
  marketing: msg`Advertising`,
  sms: msg`SMS`,
  email: msg`E-mail`,
  call: msg`Calls`,
  offers: msg`Offers`,
  loyalty: msg`Loyalty scheme`,
  profiling: msg`Value, scores and predictions`,
};

export const consentStateWords: Record<ConsentState, MessageDescriptor> = {
  not_asked: msg`Not asked`,
  given: msg`Given`,
  refused: msg`Refused`,
  withdrawn: msg`Withdrawn`,
};

export const consentOriginWords: Record<ConsentOrigin, MessageDescriptor> = {
  counter: msg`At the counter`,
  phone: msg`By phone`,
  paper: msg`On paper`,
  web: msg`On the web`,
  import: msg`From an import`,
  other: msg`Otherwise`,
};

export const roleWords: Record<Role, MessageDescriptor> = {
  cashier: msg`Cashier`,
  manager: msg`Manager`,
  auditor: msg`Auditor, reads only`,
  admin: msg`Administrator`,
  owner: msg`Owner`,
};

export const saleTypeWords: Record<SaleType, MessageDescriptor> = {
  sale: msg`Sale`,
  return: msg`Return`,
  exchange: msg`Exchange`,
  layaway_completion: msg`Layaway`,
  account_payment: msg`Payment on account`,
};

export const tenderWords: Record<TenderMethod, MessageDescriptor> = {
  cash: msg`Cash`,
  card: msg`Card`,
  mobile_money: msg`Mobile money`,
  credit: msg`On account`,
  gift_card: msg`Gift card`,
  bank_transfer: msg`Bank transfer`,
  deposit: msg`Deposit`,
  unknown: msg`Payment not recorded`,
};

export const returnReasonWords: Record<ReturnReason, MessageDescriptor> = {
  damaged: msg`Damaged`,
  wrong_size: msg`Wrong size`,
  wrong_item: msg`Wrong item`,
  not_as_described: msg`Not as described`,
  changed_mind: msg`Changed mind`,
  other: msg`Other reason`,
};

/** What is odd about a document that stands all the same. */
export const saleIssueWords: Record<SaleIssueCode, MessageDescriptor> = {
  not_permitted: msg`The person at the till was not permitted to do this.`,
  approval_missing: msg`A manager has not approved this.`,
  over_returned: msg`More came back than was sold.`,
  unknown_customer: msg`The customer is not known.`,
  unknown_parent: msg`The receipt it refers to is not known.`,
  winner_moved: msg`The customer has been merged in the meantime.`,
  number_clash: msg`Another receipt has the same number.`,
  price_changed: msg`The price was another one at the time.`,
  clock_suspect: msg`The clock of the device was wrong.`,
  import_differs: msg`A later import brought other values for it; the first ones stand.`,
};
