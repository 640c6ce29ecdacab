/** What people see of a customer, by the program's own reading of a store. */
import { customerRecord } from '../../domain/history/customer-record.ts';
import { groupOf } from '../../domain/history/groups.ts';
import { joinedCustomer } from '../../domain/history/joined-customer.ts';
import { newestFirst } from '../../domain/history/timeline.ts';
import { ownedDocuments } from '../../domain/metrics/owned-documents.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { PlainStore } from './plain-store.ts';

export const shopCurrency = 'GBP';
const today = '2026-12-31';

/** The group with its fields, its record, its timeline and its figures. */
export async function shownOf(store: PlainStore, customerId: string) {
  const group = await groupOf(store, customerId);
  const rows = await store.getMany('customer', group.memberIds);
  const figures = await store.metrics(group.memberIds);
  const documents = await Promise.all(group.memberIds.map((id) => ownedDocuments(store, id)));
  return {
    rootId: group.rootId,
    members: [...group.memberIds].sort(),
    fields: joinedCustomer(group, new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])))) ?? null,
    record: await customerRecord(store, customerId),
    timeline: documents.flat().sort(newestFirst),
    summary: summarize(
      figures.flatMap((row) => row?.cells ?? []),
      shopCurrency,
      today,
    ),
  };
}

/** All that people see of all customers, as a text that can be compared. */
export async function allShown(store: PlainStore): Promise<string> {
  const groups = new Map<string, Awaited<ReturnType<typeof shownOf>>>();
  for (const { id } of store.all('customer')) {
    const shown = await shownOf(store, id);
    groups.set(shown.rootId, shown);
  }
  return JSON.stringify([...groups.values()]);
}
