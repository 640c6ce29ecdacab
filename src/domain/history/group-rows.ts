/** What hangs on the customers of a group, read as if it were one customer's (rule M4). */
import type { Address, Communication, Note, PaymentMethod } from '../model/customer-rows.ts';
import type { EntityRow } from '../model/entities.ts';
import type { StoreReader } from '../store.ts';
import type { CustomerGroup } from './groups.ts';

type GroupKind = 'note' | 'address' | 'paymentMethod' | 'communication' | 'consent' | 'preference';

async function rowsOf<K extends GroupKind>(
  store: StoreReader,
  kind: K,
  { memberIds }: CustomerGroup,
): Promise<EntityRow<K>[]> {
  const rows: EntityRow<K>[] = [];
  for (const id of memberIds) rows.push(...(await store.children(kind, id)));
  return rows;
}

/** Newest first. */
export async function notesOf(store: StoreReader, group: CustomerGroup): Promise<Note[]> {
  const notes = await rowsOf(store, 'note', group);
  return notes.sort((a, b) => b.writtenAt - a.writtenAt || byId(b, a));
}

/** Newest first. */
export async function communicationsOf(store: StoreReader, group: CustomerGroup): Promise<Communication[]> {
  const communications = await rowsOf(store, 'communication', group);
  return communications.sort((a, b) => b.at - a.at || byId(b, a));
}

/**
 * Those taken where nobody chooses first. Of several that were saved as such the latest is it, wherever they were saved: rows take
 * nothing from each other, so they end the same in whatever order they arrive (rule M5).
 */
export async function addressesOf(store: StoreReader, group: CustomerGroup): Promise<Address[]> {
  return withOneDefault(await rowsOf(store, 'address', group), ({ use }) => use);
}

/** As {@link addressesOf}. */
export async function paymentMethodsOf(store: StoreReader, group: CustomerGroup): Promise<PaymentMethod[]> {
  return withOneDefault(await rowsOf(store, 'paymentMethod', group), () => 'any');
}

type Marked = Pick<Address, 'id' | 'isDefault' | 'saved'>;

function withOneDefault<Row extends Marked>(rows: readonly Row[], slotOf: (row: Row) => string): Row[] {
  const savedLast = [...rows].sort((a, b) => (b.saved?.at ?? 0) - (a.saved?.at ?? 0) || byId(a, b));
  const taken = new Set<string>();
  const shown = savedLast.map((row) => {
    const isDefault = row.isDefault && !taken.has(slotOf(row));
    if (isDefault) taken.add(slotOf(row));
    return { ...row, isDefault };
  });
  return shown.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** All answers, newest first. */
export async function consentsOf(store: StoreReader, group: CustomerGroup): Promise<EntityRow<'consent'>[]> {
  const consents = await rowsOf(store, 'consent', group);
  return consents.sort((a, b) => b.at - a.at || byId(b, a));
}

/** What each of the group likes, by customer. */
export async function preferencesOf(
  store: StoreReader,
  group: CustomerGroup,
): Promise<ReadonlyMap<string, EntityRow<'preference'>>> {
  const rows = await rowsOf(store, 'preference', group);
  return new Map(rows.map((row) => [row.customerId, row]));
}
