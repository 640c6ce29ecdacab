/**
 * Whose figures a document belongs to (rule L5): its newest active link, else for a return the owner of its parent, else the
 * customer it was sold to. The group of that customer is found when reading.
 */
import type { EntityRow } from '../model/entities.ts';
import type { Sale } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import { guestId } from './metrics.ts';

type SaleLink = EntityRow<'saleLink'>;

/** The newest of the active links, by time, then id; undefined where there is none. */
function newestLink(links: readonly SaleLink[]): SaleLink | undefined {
  return links
    .filter((link) => link.active)
    .reduce<SaleLink | undefined>((best, link) => {
      if (best === undefined || link.linkedAt > best.linkedAt) return link;
      return link.linkedAt === best.linkedAt && link.id > best.id ? link : best;
    }, undefined);
}

/** The original customer id (or `guest`) that owns a document. */
export async function ownerOf(store: StoreReader, sale: Sale): Promise<string> {
  const link = newestLink(await store.children('saleLink', sale.id));
  if (link) return link.customerId ?? guestId;
  if (sale.type === 'return' && sale.parent) {
    const parentLink = newestLink(await store.children('saleLink', sale.parent.id));
    if (parentLink) return parentLink.customerId ?? guestId;
    return sale.parent.customerId ?? sale.customerId ?? guestId;
  }
  return sale.customerId ?? guestId;
}
