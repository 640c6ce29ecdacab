/** Reading the replica through the domain's port. Awaits nothing but Dexie, so it may be used in transactions and live questions. */
import { Dexie, type Table } from 'dexie';
import { asHappened, clockIdOf, type SaleClock } from '../../domain/history/corrected-time.ts';
import { type Ownership, ownershipOf } from '../../domain/metrics/move-figures.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import { guestId, type SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { StoreReader, TimeSpan } from '../../domain/store.ts';
import { pagesBetween, saleFromLedger } from './ledger-pages.ts';
import { MetricsRows } from './metrics-pages.ts';
import { oldestFirst, unpackSales } from './packed-sales.ts';
import {
  type ChildDocument,
  firstAndLastGuestKey,
  type HotSale,
  type LedgerKey,
  ledgerKeyOf,
  type ReplicaDatabase,
  type StoredRow,
} from './replica-database.ts';

/** Rows of somebody whose key was destroyed are no more. */
function opened<K extends EntityKind>(
  { codec }: ReplicaDatabase,
  kind: K,
  stored: StoredRow | undefined,
): EntityRow<K> | undefined {
  return stored && codec.openRow(kind, stored);
}

function allOpened<K extends EntityKind>(
  { codec }: ReplicaDatabase,
  kind: K,
  stored: readonly StoredRow[],
): EntityRow<K>[] {
  return stored.flatMap((row) => codec.openRow(kind, row) ?? []);
}

/** The first and last ledger key under which the sales of a customer, or those of all guests, lie. */
function ledgerKeysOf(customerId: string): readonly [LedgerKey, LedgerKey] {
  return customerId === guestId ? firstAndLastGuestKey : [customerId, customerId];
}

function hotSalesBetween(
  replica: ReplicaDatabase,
  [first, last]: readonly [LedgerKey, LedgerKey],
): Promise<HotSale[]> {
  return replica.hotSales
    .where('[ledgerKey+sale.occurredAt+id]')
    .between([first], [last, Dexie.maxKey])
    .toArray();
}

/** What corrects the time of a document. */
async function clockOf(replica: ReplicaDatabase, saleId: string): Promise<SaleClock | undefined> {
  return opened(replica, 'saleClock', await replica.rows.get(['saleClock', clockIdOf(saleId)]));
}

/** What corrects the times of the documents that were sold to a customer, or to guests. */
export async function clocksOf(replica: ReplicaDatabase, customerId: string): Promise<SaleClock[]> {
  if (customerId === guestId) {
    const all = await replica.rows
      .where('[kind+id]')
      .between(['saleClock', Dexie.minKey], ['saleClock', Dexie.maxKey])
      .filter(({ referenceId }) => referenceId === undefined)
      .toArray();
    return allOpened(replica, 'saleClock', all);
  }
  const found = await replica.rows.where('[kind+referenceId]').equals(['saleClock', customerId]).toArray();
  return allOpened(replica, 'saleClock', found);
}

/**
 * Asks in one read transaction over the tables that the question needs: the fewer, the less it waits for writers.
 *
 * Dexie follows native awaits only into a function that it can see is `async`, so this one is, whatever the question looks
 * like. It also loses the transaction after some hundred awaits that ask the database nothing: a question awaits per request,
 * never per row.
 */
export function readReplica<T>(
  replica: ReplicaDatabase,
  tables: readonly Table[],
  question: () => Promise<T>,
): Promise<T> {
  return replica.transaction('r', tables, async () => question());
}

/**
 * The documents that lie elsewhere than where they count, as they happened, with the original customer ids that own them: those that
 * were linked to a customer or away from it, and what was returned of them.
 */
export async function documentsOnTheMove(replica: ReplicaDatabase, customerId: string): Promise<Ownership> {
  const ends = await replica.rows.where('ends').equals(customerId).toArray();
  const links = ends.filter(({ kind }) => kind === 'saleLink');
  const refs = allOpened(replica, 'saleLink', links).map(({ sale }) => sale);
  if (refs.length === 0) return new Map();
  const once = [...new Map(refs.map((ref) => [ref.id, ref])).values()];
  return ownershipOf(replicaReader(replica), once);
}

/** Whether no merge and no link of a document, past or present, names the customer: it is a group of one with what was sold to it. */
export async function standsAlone(replica: ReplicaDatabase, customerId: string): Promise<boolean> {
  return (await replica.rows.where('ends').equals(customerId).count()) === 0;
}

/** Up to this many parents are asked for one by one. */
const fewParents = 16;

const childRefOf = ({ id, customerId, occurredAt }: ChildDocument): SaleRef => ({
  id,
  customerId,
  occurredAt,
});

/** The ledger keys, first and last, under which the documents of a span lie: those of guests by month, as they were printed. */
function ledgerKeysWithin(customerId: string, within: TimeSpan | undefined): readonly [LedgerKey, LedgerKey] {
  const all = ledgerKeysOf(customerId);
  if (customerId !== guestId || !within) return all;
  const keyAt = (at: number, otherwise: LedgerKey) =>
    Number.isFinite(new Date(at).getTime()) ? ledgerKeyOf({ customerId: null, occurredAt: at }) : otherwise;
  return [keyAt(within.from, all[0]), keyAt(within.to, all[1])];
}

async function salesOf(
  replica: ReplicaDatabase,
  customerId: string,
  within: TimeSpan | undefined,
): Promise<Sale[]> {
  const keys = ledgerKeysWithin(customerId, within);
  const [hot, pages, clocks] = await Promise.all([
    hotSalesBetween(replica, keys),
    pagesBetween(replica, ...keys),
    clocksOf(replica, customerId),
  ]);
  const sealed = pages.flatMap(({ sales }) => unpackSales(sales).map(({ sale }) => sale));
  const lying: Sale[] = [...sealed, ...hot.map(({ sale }) => sale)];
  const bySale = new Map(clocks.map((clock) => [clock.sale.id, clock]));
  const all = lying.map((sale) => asHappened(sale, bySale.get(sale.id)));
  if (!within) return all.sort(oldestFirst);
  // Where a clock was wrong, a document lies under the time that it showed.
  const read = new Set(lying.map(({ id }) => id));
  const elsewhere = clocks.filter(({ sale }) => !read.has(sale.id));
  const corrected = await Promise.all(elsewhere.map(({ sale }) => replicaReader(replica).sale(sale)));
  return [...all, ...corrected.filter((sale) => sale !== undefined)]
    .filter(({ occurredAt }) => occurredAt >= within.from && occurredAt <= within.to)
    .sort(oldestFirst);
}

export function replicaReader(replica: ReplicaDatabase): StoreReader {
  const linked = async <K extends EntityKind>(index: 'parentId' | 'referenceId', kind: K, id: string) => {
    const found = await replica.rows.where(`[kind+${index}]`).equals([kind, id]).toArray();
    return allOpened(replica, kind, found);
  };
  const childDocuments = async (saleId: string) => {
    const found = await replica.childDocuments
      .where(':id')
      .between([saleId], [saleId, Dexie.maxKey])
      .toArray();
    return found.map(childRefOf);
  };
  return {
    get: async (kind, id) => opened(replica, kind, await replica.rows.get([kind, id])),
    getMany(kind, ids) {
      if (ids.length === 0) return Promise.resolve([]);
      const keys = ids.map((id) => [kind, id] as [EntityKind, string]);
      return replica.rows.bulkGet(keys).then((found) => found.map((stored) => opened(replica, kind, stored)));
    },
    children: (kind, parentId) => linked('parentId', kind, parentId),
    async childrenOfAll(kind, parentIds) {
      const ids = new Set<string | undefined>(parentIds);
      const ofKind = replica.rows.where(':id').between([kind, Dexie.minKey], [kind, Dexie.maxKey]);
      // One request for all rows of a small kind costs less than one for each of many parents.
      if (ids.size > fewParents && (await ofKind.count()) <= ids.size) {
        const found = await ofKind.filter(({ parentId }) => ids.has(parentId)).toArray();
        return allOpened(replica, kind, found);
      }
      return (await Promise.all([...new Set(parentIds)].map((id) => linked('parentId', kind, id)))).flat();
    },
    references: (kind, referenceId) => linked('referenceId', kind, referenceId),
    async sale(ref: SaleRef) {
      const [hot, clock] = await Promise.all([replica.hotSales.get(ref.id), clockOf(replica, ref.id)]);
      // It lies at its printed time, whichever of the two the reference bears.
      const sale = hot ? hot.sale : await saleFromLedger(replica, clock?.sale ?? ref);
      return sale && asHappened(sale, clock);
    },
    salesOf: (customerId, within) => salesOf(replica, customerId, within),
    childDocuments,
    async childDocumentsOfAll(saleIds) {
      if (saleIds.length > fewParents && (await replica.childDocuments.count()) <= saleIds.length) {
        const ids = new Set(saleIds);
        const found = await replica.childDocuments.filter(({ parentId }) => ids.has(parentId)).toArray();
        return found.map(childRefOf);
      }
      return (await Promise.all([...new Set(saleIds)].map(childDocuments))).flat();
    },
    async settings() {
      // A database of a device belongs to one shop (rule D2), so there is one row.
      const found = replica.rows
        .where('[kind+id]')
        .between(['setting', Dexie.minKey], ['setting', Dexie.maxKey]);
      return opened(replica, 'setting', await found.first());
    },
    metrics: (customerIds) => new MetricsRows(replica).get(customerIds),
  };
}
