/**
 * Whose figures a document belongs to (rule L5): the one of its newest active link, else for a return the owner of its parent, else the
 * customer it was sold to. The group of that customer is found when reading.
 */
import type { EntityRow } from '../model/entities.ts';
import { guestId } from '../model/primitives.ts';
import type { Sale } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';

export type SaleLink = EntityRow<'saleLink'>;

/**
 * The link of a document that holds; undefined where none does. A link that was taken back holds no longer, nor does one that another
 * one replaces, whatever the clocks say. Of those that did not see each other it is the newest, by time, then id.
 *
 * @param links of one document
 */
export function linkThatHolds(links: readonly SaleLink[]): SaleLink | undefined {
  const active = links.filter((link) => link.active);
  const replaced = new Set(active.flatMap(({ replaces }) => replaces));
  return active
    .filter(({ id }) => !replaced.has(id))
    .reduce<SaleLink | undefined>((best, link) => {
      if (best === undefined || link.linkedAt > best.linkedAt) return link;
      return link.linkedAt === best.linkedAt && link.id > best.id ? link : best;
    }, undefined);
}

/**
 * The document whose links decide about this one where it has none of its own: what is returned follows what was sold, and what takes a
 * payment back the payment.
 */
export function followedBy(sale: Sale): string | null {
  const follows = sale.type === 'return' || sale.type === 'account_payment';
  return follows && sale.parent ? sale.parent.id : null;
}

function ownerByLink(sale: Sale, link: SaleLink | undefined): string {
  if (link) return link.customerId ?? guestId;
  const followedCustomer = followedBy(sale) === null ? undefined : sale.parent?.customerId;
  return followedCustomer ?? sale.customerId ?? guestId;
}

/**
 * The original customer id (or `guest`) that owns a document.
 *
 * @param links those of the document, and of the one that it follows, among others
 */
export function ownerByLinks(sale: Sale, links: readonly SaleLink[]): string {
  const linkTo = (saleId: string | null) => linkThatHolds(links.filter((link) => link.sale.id === saleId));
  return ownerByLink(sale, linkTo(sale.id) ?? linkTo(followedBy(sale)));
}

/** The original customer id (or `guest`) that owns a document. */
export async function ownerOf(store: StoreReader, sale: Sale): Promise<string> {
  return ownerByLink(sale, await linkOf(store, sale));
}

/** The link that gives a document its owner: its own, or that of the document that it follows. */
export async function linkOf(store: StoreReader, sale: Sale): Promise<SaleLink | undefined> {
  const own = linkThatHolds(await store.children('saleLink', sale.id));
  const followed = followedBy(sale);
  if (own || followed === null) return own;
  return linkThatHolds(await store.children('saleLink', followed));
}

/** The owners of several documents, asked for together. */
export async function ownersOf(store: StoreReader, sales: readonly Sale[]): Promise<string[]> {
  const ids = new Set(sales.flatMap((sale) => [sale.id, followedBy(sale) ?? sale.id]));
  const links = Map.groupBy(await store.childrenOfAll('saleLink', [...ids]), ({ sale }) => sale.id);
  return sales.map((sale) => {
    const followed = followedBy(sale);
    const ofFollowed = followed === null ? [] : (links.get(followed) ?? []);
    return ownerByLinks(sale, [...(links.get(sale.id) ?? []), ...ofFollowed]);
  });
}
