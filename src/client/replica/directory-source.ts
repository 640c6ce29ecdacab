/** What the worker's directories read from the replica and lay down there (rules L3, L6). */
import { Dexie, liveQuery } from 'dexie';
import type { SaleClock } from '../../domain/history/corrected-time.ts';
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import { type Ownership, ownershipOf } from '../../domain/metrics/move-figures.ts';
import { ownersOf } from '../../domain/metrics/owner.ts';
import type { Customer } from '../../domain/model/customer.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { replicaStateOf } from './change-replica.ts';
import { isOfOlderKey, isSealed } from './codec.ts';
import type { ColumnChunk } from './column-chunk.ts';
import { salesByRefs } from './find-sales.ts';
import { MetricsRows, metricsRowsAfter } from './metrics-pages.ts';
import type { DirectoryShard, HotSale, ReplicaDatabase, StoredRow } from './replica-database.ts';
import { readReplica, replicaReader } from './replica-reader.ts';

const kindRange = (replica: ReplicaDatabase, kind: EntityKind) =>
  replica.rows.where(':id').between([kind, Dexie.minKey], [kind, Dexie.maxKey]);

/** All rows of a kind that is not numerous. */
export async function rowsOfKind<K extends EntityKind>(
  replica: ReplicaDatabase,
  kind: K,
): Promise<EntityRow<K>[]> {
  const stored = await kindRange(replica, kind).toArray();
  return stored.flatMap((row) => replica.codec.openRow(kind, row) ?? []);
}

/** Ids of all customers, in order. */
export async function customerIds(replica: ReplicaDatabase): Promise<string[]> {
  const keys = await kindRange(replica, 'customer').primaryKeys();
  return keys.map(([, id]) => id);
}

/** Customers with their metrics rows, in the order asked; undefined where there is none. */
export async function customersWithMetrics(
  replica: ReplicaDatabase,
  ids: readonly string[],
): Promise<{ customers: (Customer | undefined)[]; metrics: (CustomerMetrics | undefined)[] }> {
  const [stored, metrics] = await Promise.all([
    storedCustomers(replica, ids),
    new MetricsRows(replica).get(ids),
  ]);
  return { customers: stored.map((found) => found && replica.codec.openRow('customer', found)), metrics };
}

/** Up to this many customers are asked for one by one; for more, all between the first and the last are tried first. */
const fewCustomers = 16;

async function storedCustomers(
  replica: ReplicaDatabase,
  ids: readonly string[],
): Promise<(StoredRow | undefined)[]> {
  if (ids.length > fewCustomers) {
    const sorted = [...ids].sort();
    const enough = ids.length * 2;
    const between = await replica.rows
      .where(':id')
      .between(['customer', sorted[0]], ['customer', sorted.at(-1)], true, true)
      .limit(enough)
      .toArray();
    if (between.length < enough) {
      const byId = new Map(between.map((stored) => [stored.id, stored]));
      return ids.map((id) => byId.get(id));
    }
  }
  return replica.rows.bulkGet(ids.map((id): [EntityKind, string] => ['customer', id]));
}

const metricsAtOnce = 5000;

/** The metrics rows of everybody, guests too, in order of customer id. */
export async function* allMetrics(replica: ReplicaDatabase): AsyncGenerator<CustomerMetrics> {
  let after = '';
  for (;;) {
    const rows = await metricsRowsAfter(replica, after, metricsAtOnce);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < metricsAtOnce) return;
    after = last.customerId;
  }
}

/** A customer whose entry is out of date, and the data revision that last made it so. */
export interface DirtyCustomer {
  readonly customerId: string;
  readonly revision: number;
}

/** Customers whose entries became out of date after a data revision. */
export async function dirtySince(replica: ReplicaDatabase, revision: number): Promise<DirtyCustomer[]> {
  const lists = await replica.dirtyCustomers.where('revision').above(revision).toArray();
  const newest = new Map(
    lists.flatMap((list) => list.customerIds.map((customerId) => [customerId, list.revision] as const)),
  );
  return [...newest].map(([customerId, last]) => ({ customerId, revision: last }));
}

/** Takes customers from the lists, as far as they were out of date up to their revisions. */
async function settle(replica: ReplicaDatabase, contained: readonly DirtyCustomer[]): Promise<void> {
  const settledUpTo = new Map(contained.map(({ customerId, revision }) => [customerId, revision]));
  const last = contained.reduce((latest, { revision }) => Math.max(latest, revision), 0);
  const lists = await replica.dirtyCustomers.where('revision').belowOrEqual(last).toArray();
  const left = lists.map((list) => ({
    revision: list.revision,
    customerIds: list.customerIds.filter((id) => (settledUpTo.get(id) ?? -1) < list.revision),
  }));
  await replica.dirtyCustomers.bulkPut(left.filter(({ customerIds }) => customerIds.length > 0));
  const done = left.filter(({ customerIds }) => customerIds.length === 0);
  await replica.dirtyCustomers.bulkDelete(done.map(({ revision }) => revision));
}

/** A piece of the directory, with its texts as they are. */
export interface DirectoryPiece {
  readonly id: number;
  readonly content: unknown;
  readonly texts: readonly string[];
}

/** The pieces of the directory, by id; null where the key of one was destroyed. */
export async function readShards(replica: ReplicaDatabase): Promise<DirectoryPiece[] | null> {
  const shards = await replica.directoryShards.orderBy('id').toArray();
  const pieces = shards.flatMap((shard) => openShard(replica, shard) ?? []);
  return pieces.length === shards.length ? pieces : null;
}

function openShard(
  { codec }: ReplicaDatabase,
  { id, content, texts }: DirectoryShard,
): DirectoryPiece | null {
  if (!isSealed(texts)) return { id, content, texts: [] };
  const opened = codec.openText('replica', shardName(id), texts);
  return opened === null ? null : { id, content, texts: JSON.parse(opened) };
}

const shardName = (id: number) => `directory ${id}`;

function sealShard({ codec }: ReplicaDatabase, piece: DirectoryPiece, keyGeneration: number): DirectoryShard {
  const { id, content, texts } = piece;
  if (texts.length === 0) return { id, content };
  return {
    id,
    content,
    texts: codec.sealText('replica', keyGeneration, shardName(id), JSON.stringify(texts)),
  };
}

export function readShard(replica: ReplicaDatabase, id: number): Promise<DirectoryShard | undefined> {
  return replica.directoryShards.get(id);
}

/** Seals the pieces under another key; those that nobody can open are laid down anew by whoever leads. */
export async function resealShards(replica: ReplicaDatabase, keyGeneration: number): Promise<void> {
  for (const id of await replica.directoryShards.toCollection().primaryKeys()) {
    await replica.transaction('rw', replica.directoryShards, async () => {
      const shard = await replica.directoryShards.get(id);
      // One under a later key was sealed by whoever will destroy this one.
      const piece = shard && isOfOlderKey(shard.texts, keyGeneration) && openShard(replica, shard);
      if (piece) await replica.directoryShards.put(sealShard(replica, piece, keyGeneration));
    });
  }
}

/**
 * Lays down pieces of the directory and takes the customers from the list that they contain; one that changed again meanwhile stays
 * on it.
 *
 * @param mayWrite asked inside the transaction with the piece `guardId`; false leaves everything as it is
 */
export async function writeShards(
  replica: ReplicaDatabase,
  { shards, replaceAll }: { readonly shards: readonly DirectoryPiece[]; readonly replaceAll: boolean },
  contained: readonly DirtyCustomer[],
  guardId: number,
  mayWrite: (guard: DirectoryShard | undefined) => boolean,
): Promise<boolean> {
  // Sealing takes longer than a transaction should; where people were taken out meanwhile, all of it is read anew.
  const { keyGeneration = 0 } = await replicaStateOf(replica);
  const sealed = shards.map((piece) => sealShard(replica, piece, keyGeneration));
  const { directoryShards, dirtyCustomers, meta } = replica;
  return replica.transaction('rw', directoryShards, dirtyCustomers, meta, async () => {
    if (!mayWrite(await directoryShards.get(guardId))) return false;
    if (((await replicaStateOf(replica)).keyGeneration ?? 0) !== keyGeneration) return false;
    if (replaceAll) await directoryShards.clear();
    await directoryShards.bulkPut(sealed);
    await settle(replica, contained);
    return true;
  });
}

/** Ids of the column chunks, oldest first. */
export function chunkIds(replica: ReplicaDatabase): Promise<number[]> {
  return replica.chunks.toCollection().primaryKeys();
}

export function readChunk(replica: ReplicaDatabase, id: number): Promise<ColumnChunk | undefined> {
  return replica.chunks.get(id);
}

/** Sales that are not sealed yet, in no particular order. */
export function allHotSales(replica: ReplicaDatabase): Promise<HotSale[]> {
  return replica.hotSales.toArray();
}

/** What corrects the times of sales. */
export function saleClocks(replica: ReplicaDatabase): Promise<SaleClock[]> {
  return rowsOfKind(replica, 'saleClock');
}

/** Sales under references, as they happened. */
export async function salesUnder(replica: ReplicaDatabase, refs: readonly SaleRef[]): Promise<Sale[]> {
  const sales = refs.length === 0 ? [] : await salesByRefs(replica, refs);
  return sales.filter((sale) => sale !== undefined);
}

/** The original customer ids (or `guest`) that own documents, in their order. */
export function ownersUnder(replica: ReplicaDatabase, sales: readonly Sale[]): Promise<string[]> {
  return readReplica(replica, [replica.rows], () => ownersOf(replicaReader(replica), sales));
}

/** All links of documents, and a number that changes with whatever is returned of any. */
export async function saleLinks(
  replica: ReplicaDatabase,
): Promise<{ readonly links: readonly EntityRow<'saleLink'>[]; readonly returns: number }> {
  const [links, returns] = await Promise.all([
    rowsOfKind(replica, 'saleLink'),
    replica.childDocuments.count(),
  ]);
  return { links, returns };
}

/** The documents that links are about, and what was returned of them, with their owners. */
export function linkedDocuments(replica: ReplicaDatabase, refs: readonly SaleRef[]): Promise<Ownership> {
  const { rows, hotSales, pages, childDocuments } = replica;
  return readReplica(replica, [rows, hotSales, pages, childDocuments], () =>
    ownershipOf(replicaReader(replica), refs),
  );
}

/** The business date from which on all documents are here; null = all of them are (rule N4). */
export async function completeSince(replica: ReplicaDatabase): Promise<string | null> {
  const state = await replica.meta.get('state');
  return state?.completeSince ?? null;
}

/** The data revision: raised with every change, in whatever tab or worker it happens. */
export async function dataRevision(replica: ReplicaDatabase): Promise<number> {
  const state = await replica.meta.get('state');
  return state?.dataRevision ?? 0;
}

/** Calls back with the data revision, now and after every change; returns the way to stop. */
export function watchDataRevision(
  replica: ReplicaDatabase,
  listener: (revision: number) => void,
): () => void {
  const watched = liveQuery(() => dataRevision(replica)).subscribe(listener);
  return () => watched.unsubscribe();
}

/** Calls back whenever rows of some kinds may have changed; returns the way to stop. */
export function watchKinds(
  replica: ReplicaDatabase,
  kinds: readonly EntityKind[],
  listener: () => void,
): () => void {
  const watched = liveQuery(() =>
    // Having looked at a range, a live question is told of every row written in it.
    Promise.all(kinds.map((kind) => kindRange(replica, kind).count())),
  ).subscribe(listener);
  return () => watched.unsubscribe();
}
