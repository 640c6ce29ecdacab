/**
 * Figures follow documents whose owner changes (rules L4, L5). Owners are looked up before and after the change; customers are counted
 * again from their documents, the guests' row loses and gains what moved.
 */
import { guestId, type SaleRef } from '../model/primitives.ts';
import type { Sale } from '../model/sale.ts';
import type { Store, StoreReader } from '../store.ts';
import { contributionOf } from './contribution.ts';
import { addToMetrics, emptyMetrics } from './metrics.ts';
import { notVoided } from './owned-documents.ts';
import { followedBy, ownersOf } from './owner.ts';
import { takeFromGuests } from './take-from-guests.ts';
import { countAgain } from './write-sales.ts';

/** Documents with the original customer ids that own them. */
export type Ownership = ReadonlyMap<string, { readonly sale: Sale; readonly owner: string }>;

/** Who owns some documents, and what follows them. */
export async function ownershipOf(store: StoreReader, refs: readonly SaleRef[]): Promise<Ownership> {
  if (refs.length === 0) return new Map();
  const sales = await Promise.all(refs.map((ref) => store.sale(ref)));
  const children = await store.childDocumentsOfAll(refs.map(({ id }) => id));
  const returned = await Promise.all(children.map((ref) => store.sale(ref)));
  const all = [...sales, ...returned.filter((sale) => sale && followedBy(sale) !== null)];
  const found = [...new Map(all.flatMap((sale) => (sale ? [[sale.id, sale]] : []))).values()];
  const owners = await ownersOf(store, found);
  return new Map(found.map((sale, index) => [sale.id, { sale, owner: owners[index] ?? guestId }]));
}

/**
 * Takes the figures to the owners that documents have now. What was not there before has been counted where it was written.
 *
 * @param keeps owners whose figures are right as they stand
 */
export async function moveFigures(
  store: Store,
  before: Ownership,
  refs: readonly SaleRef[],
  keeps: (owner: string) => boolean = () => false,
): Promise<void> {
  const moved = [...(await ownershipOf(store, refs)).values()].flatMap(({ sale, owner }) => {
    const was = before.get(sale.id)?.owner;
    return was === undefined || was === owner ? [] : [{ sale, was, owner }];
  });
  if (moved.length === 0) return;
  const counted = new Set(
    (
      await notVoided(
        store,
        moved.map(({ sale }) => sale),
      )
    ).map(({ id }) => id),
  );
  if (!keeps(guestId)) {
    const count = ({ sale }: { readonly sale: Sale }) => counted.has(sale.id);
    await takeFromGuests(
      store,
      moved
        .filter(({ was }) => was === guestId)
        .filter(count)
        .map(({ sale }) => sale),
    );
    await giveToGuests(
      store,
      moved
        .filter(({ owner }) => owner === guestId)
        .filter(count)
        .map(({ sale }) => sale),
    );
  }
  const customers = moved.flatMap(({ was, owner }) => [was, owner]).filter((owner) => owner !== guestId);
  await countAgain(
    store,
    customers.filter((owner) => !keeps(owner)),
  );
}

async function giveToGuests(store: Store, sales: readonly Sale[]): Promise<void> {
  if (sales.length === 0) return;
  const [row = emptyMetrics(guestId)] = await store.metrics([guestId]);
  await store.putMetrics([addToMetrics(row, sales.map(contributionOf))]);
}
