/** The documents behind a customer's figures (rule L5): for figures as of an earlier day, and to count again. */
import type { SaleRef } from '../model/primitives.ts';
import type { Sale } from '../model/sale.ts';
import type { StoreReader, TimeSpan } from '../store.ts';
import { ownersOf } from './owner.ts';

/**
 * All documents that count for one original customer id, in no particular order: those sold to it, those linked to it, and what
 * was returned of either; without documents that now belong to someone else or were voided.
 *
 * @param within only those that happened within
 * @example metricsFromSales(id, await ownedDocuments(store, id))  // the stored metrics row of that id
 */
export async function ownedDocuments(
  store: StoreReader,
  customerId: string,
  within?: TimeSpan,
): Promise<Sale[]> {
  const links = await store.references('saleLink', customerId);
  const sold = await store.salesOf(customerId, within);
  const linked = await salesUnder(
    store,
    links.map((link) => link.sale),
  );
  // What is returned of a sale of a customer's may have been written down for nobody; of guests' sales it is the guests' already.
  const parents = within ? linked : [...sold, ...linked];
  const children = await store.childDocumentsOfAll(parents.map(({ id }) => id));
  const known = new Set([...sold, ...linked].map(({ id }) => id));
  const others = await salesUnder(
    store,
    children.filter(({ id }) => !known.has(id)),
  );
  const isWithin = ({ occurredAt }: Sale) =>
    !within || (occurredAt >= within.from && occurredAt <= within.to);
  const all = [...new Map([...sold, ...linked, ...others].map((sale) => [sale.id, sale])).values()].filter(
    isWithin,
  );
  const owners = await ownersOf(store, all);
  return notVoided(
    store,
    all.filter((_, index) => owners[index] === customerId),
  );
}

/** Those of the documents that count. */
export async function notVoided(store: StoreReader, sales: readonly Sale[]): Promise<Sale[]> {
  const voids = await store.childrenOfAll(
    'saleVoid',
    sales.map(({ id }) => id),
  );
  const voided = new Set(voids.map(({ sale }) => sale.id));
  return sales.filter(({ id }) => !voided.has(id));
}

async function salesUnder(store: StoreReader, refs: readonly SaleRef[]): Promise<Sale[]> {
  const once = [...new Map(refs.map((ref) => [ref.id, ref])).values()];
  const sales = await Promise.all(once.map((ref) => store.sale(ref)));
  return sales.filter((sale) => sale !== undefined);
}
