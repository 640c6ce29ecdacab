import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CustomerStatus, CustomerType } from '../../domain/model/customer.ts';
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

export const customerStatusWords: Record<CustomerStatus, MessageDescriptor> = {
  active: msg`Active`,
  inactive: msg`Inactive`,
  blocked: msg`Blocked`,
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
