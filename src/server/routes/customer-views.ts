/** Customers as answers show them, read from the store. */
import type { StoreReader } from '../../domain/store.ts';
import { type CustomerView, customerView } from '../views/customer-view.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

/** The customer under an id, also under one that was merged. Throws `RequestRefused` where there is none. */
export async function customerViewOf(
  reader: StoreReader,
  tenantId: string,
  id: string,
): Promise<CustomerView> {
  const { currency } = await shopSetting(reader, tenantId);
  return readView(reader, currency, id);
}

/** The same for each customer of a list. */
export async function customerViews(
  reader: StoreReader,
  tenantId: string,
  customers: readonly { readonly id: string }[],
): Promise<CustomerView[]> {
  const { currency } = await shopSetting(reader, tenantId);
  const views: CustomerView[] = [];
  for (const { id } of customers) views.push(await readView(reader, currency, id));
  return views;
}

async function readView(reader: StoreReader, shopCurrency: string, id: string): Promise<CustomerView> {
  const { group, joined } = await shownCustomer(reader, id);
  return customerView(joined, group, id, shopCurrency);
}
