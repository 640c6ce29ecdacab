/** Writing sales together with what they add to the figures: the one way a sale enters a store, on device and server. */
import type { Sale } from '../model/sale.ts';
import type { Store } from '../store.ts';
import { contributionOf } from './contribution.ts';
import { addToMetrics, combineCells, emptyMetrics, guestId, type MetricsCell } from './metrics.ts';
import { ownedDocuments } from './owned-documents.ts';
import { ownerOf } from './owner.ts';

/**
 * Adds the sales that are not stored yet and their contributions to the owners' metrics rows, in the caller's transaction.
 * A sale that is already there adds nothing, so an echo or a repeated import changes no figure (rules F4, I1).
 *
 * @returns the sales that were new.
 */
export async function writeSales(
  store: Store,
  sales: readonly Sale[],
  size: 'one' | 'many',
): Promise<Sale[]> {
  const added = await store.addSales(sales, size);
  // Links come after their sale, so only documents with a parent can have an owner other than the customer as sold. They are asked
  // for together: a history that is loaded holds thousands of returns.
  const children = added.filter((sale) => sale.parent !== null);
  const owners = await Promise.all(children.map((sale) => ownerOf(store, sale)));
  const ownerOfChild = new Map(children.map((sale, index) => [sale.id, owners[index]]));
  const cellsByOwner = new Map<string, MetricsCell[]>();
  for (const sale of added) {
    const owner = ownerOfChild.get(sale.id) ?? sale.customerId ?? guestId;
    const cells = cellsByOwner.get(owner) ?? [];
    cells.push(contributionOf(sale));
    cellsByOwner.set(owner, cells);
  }
  const customerIds = [...cellsByOwner.keys()];
  const rows = await store.metrics(customerIds);
  await store.putMetrics(
    customerIds.map((customerId, index) =>
      addToMetrics(rows[index] ?? emptyMetrics(customerId), cellsByOwner.get(customerId) ?? []),
    ),
  );
  return added;
}

/**
 * The metrics row of an owner recomputed from the documents that are theirs (rule L4).
 * `sales` are exactly those documents; voided ones are left out by the caller.
 */
export function metricsFromSales(
  customerId: string,
  sales: readonly Sale[],
): { customerId: string; stale: boolean; cells: MetricsCell[] } {
  return { customerId, stale: false, cells: combineCells(sales.map(contributionOf)) };
}

/** Counts owners' figures from their documents, where something has taken a contribution away or its time was corrected (rule L4). */
export async function countAgain(store: Store, owners: Iterable<string>): Promise<void> {
  for (const owner of new Set(owners))
    await store.putMetrics([metricsFromSales(owner, await ownedDocuments(store, owner))]);
}
