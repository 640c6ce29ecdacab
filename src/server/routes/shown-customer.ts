/** Finding the customer that a request is about. */
import { type CustomerGroup, groupOf } from '../../domain/history/groups.ts';
import { joinedCustomer } from '../../domain/history/joined-customer.ts';
import type { Customer } from '../../domain/model/customer.ts';
import type { Setting } from '../../domain/model/shop.ts';
import type { StoreReader } from '../../domain/store.ts';
import { RequestRefused } from '../request-refused.ts';

/** A customer as people see it: the joined fields of its merged group. */
export interface ShownCustomer {
  readonly group: CustomerGroup;
  readonly joined: Customer;
}

/** The customer under an id, also under one that was merged. Throws `RequestRefused` where there is none. */
export async function shownCustomer(reader: StoreReader, id: string): Promise<ShownCustomer> {
  const group = await groupOf(reader, id);
  const rows = await reader.getMany('customer', group.memberIds);
  const known = rows.filter((row) => row !== undefined);
  const joined = joinedCustomer(group, new Map(known.map((row) => [row.id, row])));
  if (!joined) throw new RequestRefused('customer_not_found');
  return { group, joined };
}

/** The settings of the shop, which every tenant has. */
export async function shopSetting(reader: StoreReader, tenantId: string): Promise<Setting> {
  const setting = await reader.get('setting', tenantId);
  if (!setting) throw new RequestRefused('not_found');
  return setting;
}
