/** What feed, rebase and drain do to links of documents, the figures follow (rules L4, L5). */
import { moveFigures, ownershipOf } from '../../domain/metrics/move-figures.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Store } from '../../domain/store.ts';
import type { Effects } from './effects.ts';
import type { ReplicaDatabase } from './replica-database.ts';
import { replicaStore } from './replica-store.ts';

/** The store for figures of documents whose owner changes: it notes whose were written. */
export function movingStore(replica: ReplicaDatabase, effects: Effects): Store {
  const store = replicaStore(replica, effects);
  return {
    ...store,
    putMetrics(rows) {
      for (const { customerId } of rows) effects.moved.add(customerId);
      return store.putMetrics(rows);
    },
  };
}

/** The documents of links, of those that are stored and of those that come in. */
async function linkedDocuments(
  replica: ReplicaDatabase,
  linkIds: readonly string[],
  incoming: readonly EntityRow<'saleLink'>[],
): Promise<SaleRef[]> {
  const stored =
    linkIds.length === 0
      ? []
      : await replica.rows.bulkGet(linkIds.map((id): [EntityKind, string] => ['saleLink', id]));
  const links = [
    ...incoming,
    ...stored.flatMap((one) => (one && replica.codec.openRow('saleLink', one)) ?? []),
  ];
  return [...new Map(links.map(({ sale }) => [sale.id, sale])).values()];
}

/**
 * Does what changes links, and takes the figures of their documents along.
 *
 * @param linkIds ids of links that may change
 * @param incoming links as they come in
 * @param work answers whose figures it has counted from their documents: what moved is in them already
 */
export async function takingFiguresAlong(
  replica: ReplicaDatabase,
  effects: Effects,
  linkIds: readonly string[],
  incoming: readonly EntityRow<'saleLink'>[],
  work: () => Promise<Iterable<string>>,
): Promise<void> {
  const refs = await linkedDocuments(replica, linkIds, incoming);
  if (refs.length === 0) {
    await work();
    return;
  }
  const before = await ownershipOf(movingStore(replica, effects), refs);
  const counted = new Set(await work());
  // What was read is out of date now: a store reads the figures anew.
  await moveFigures(movingStore(replica, effects), before, refs, (owner) => counted.has(owner));
}
