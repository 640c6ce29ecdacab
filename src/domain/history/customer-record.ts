/** Everything that is kept about a customer beside the customer's own fields, joined over the merged group. */
import type {
  Address,
  Communication,
  Consent,
  Note,
  PaymentMethod,
  Preference,
  PreferenceFields,
} from '../model/customer-rows.ts';
import type { StoreReader } from '../store.ts';
import {
  addressesOf,
  communicationsOf,
  consentsOf,
  notesOf,
  paymentMethodsOf,
  preferencesOf,
} from './group-rows.ts';
import { groupOf } from './groups.ts';
import { joinedPreference } from './joined-preference.ts';

export interface CustomerRecord {
  readonly notes: readonly Note[];
  readonly communications: readonly Communication[];
  readonly addresses: readonly Address[];
  readonly paymentMethods: readonly PaymentMethod[];
  /** Every answer, newest first; see `currentConsents`. */
  readonly consents: readonly Consent[];
  readonly preference: PreferenceFields;
  /** The stored row of the group's root, whose edits an edit says it has seen. */
  readonly ownPreference: Preference | null;
}

export async function customerRecord(store: StoreReader, customerId: string): Promise<CustomerRecord> {
  const group = await groupOf(store, customerId);
  const preferences = await preferencesOf(store, group);
  return {
    notes: await notesOf(store, group),
    communications: await communicationsOf(store, group),
    addresses: await addressesOf(store, group),
    paymentMethods: await paymentMethodsOf(store, group),
    consents: await consentsOf(store, group),
    preference: joinedPreference(group, preferences),
    ownPreference: preferences.get(group.rootId) ?? null,
  };
}
