/** Writing sales together with what they add to the figures: the one way a sale enters a store, on device and server. */

import { guestId } from '../model/primitives.ts';
import type { Sale } from '../model/sale.ts';
import type { Store } from '../store.ts';
import { contributionOf } from './contribution.ts';
import { addToMetrics, combineCells, emptyMetrics, type MetricsCell } from './metrics.ts';
import { ownedDocuments } from './owned-documents.ts';
import { ownersOf } from './owner.ts';

/**
 * Adds the sales that are not stored yet and their contributions to the owners' metrics rows, in the caller's transaction.
 * A sale that is already there adds nothing, so an echo or a repeated import changes no figure (rules F4, I1).
 *
 * @param linked ids of the sales that may have links already
 * @returns the sales that were new.
 */
export async function writeSales(
  store: Store,
  sales: readonly Sale[],
  size: 'one' | 'many',
  linked: ReadonlySet<string> = new Set(),
): Promise<Sale[]> {
  const added = await store.addSales(sales, size);
  // A link is made after its sale: only where both come at once, or the document has a parent, can its owner be another one than the
  // customer as sold.
  const uncertain = added.filter((sale) => sale.parent !== null || linked.has(sale.id));
  const owners = uncertain.length === 0 ? [] : await ownersOf(store, uncertain);
  const ownerOfUncertain = new Map(uncertain.map((sale, index) => [sale.id, owners[index]]));
  const cellsByOwner = new Map<string, MetricsCell[]>();
  for (const sale of added) {
    const owner = ownerOfUncertain.get(sale.id) ?? sale.customerId ?? guestId;
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
