/** Customers as answers show them, read from the store. */
import type { StoreReader } from '../../domain/store.ts';
import type { Caller } from '../auth/caller.ts';
import { type CustomerView, customerView } from '../views/customer-view.ts';
import { leftOutBy } from '../views/left-out-view.ts';
import { leftOutFor } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

/** The customer under an id, also under one that was merged. Throws `RequestRefused` where there is none. */
export async function customerViewOf(reader: StoreReader, caller: Caller, id: string): Promise<CustomerView> {
  const { currency } = await shopSetting(reader, caller.tenantId);
  return readView(reader, caller, currency, id);
}

/** The same for each customer of a list. */
export async function customerViews(
  reader: StoreReader,
  caller: Caller,
  customers: readonly { readonly id: string }[],
): Promise<CustomerView[]> {
  const { currency } = await shopSetting(reader, caller.tenantId);
  const views: CustomerView[] = [];
  for (const { id } of customers) views.push(await readView(reader, caller, currency, id));
  return views;
}

async function readView(
  reader: StoreReader,
  caller: Caller,
  shopCurrency: string,
  id: string,
): Promise<CustomerView> {
  const { group, joined } = await shownCustomer(reader, id);
  const view = customerView(joined, group, id, shopCurrency);
  const leftOut = leftOutBy(leftOutFor(caller), ['personal_notes']);
  return leftOut.left_out ? { ...view, internal_notes: null, ...leftOut } : view;
}
