/** The documents behind a customer's figures (rule L5): for figures as of an earlier day. */
import type { Sale } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import { ownerOf } from './owner.ts';

/**
 * All documents that count for one original customer id, in no particular order: those sold to it, those linked to it, and what
 * was returned of either; without documents that now belong to someone else or were voided.
 *
 * @example metricsFromSales(id, await ownedDocuments(store, id))  // the stored metrics row of that id
 */
export async function ownedDocuments(store: StoreReader, customerId: string): Promise<Sale[]> {
  const candidates = new Map<string, Sale>();
  for (const sale of await store.salesOf(customerId)) candidates.set(sale.id, sale);
  for (const link of await store.references('saleLink', customerId)) {
    const sale = await store.sale(link.sale);
    if (sale) candidates.set(sale.id, sale);
  }
  // Asked together: guests may have tens of thousands of documents.
  const children = await Promise.all([...candidates.keys()].map((id) => store.childDocuments(id)));
  const others = children.flat().filter(({ id }) => !candidates.has(id));
  for (const sale of await Promise.all(others.map((ref) => store.sale(ref))))
    if (sale) candidates.set(sale.id, sale);
  const all = [...candidates.values()];
  const counts = await Promise.all(
    all.map(async (sale) => (await ownerOf(store, sale)) === customerId && !(await isVoided(store, sale))),
  );
  return all.filter((_, index) => counts[index]);
}

async function isVoided(store: StoreReader, sale: Sale): Promise<boolean> {
  return (await store.children('saleVoid', sale.id)).length > 0;
}
