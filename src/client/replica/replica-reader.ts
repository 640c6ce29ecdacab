/** Reading the replica through the domain's port. Awaits nothing but Dexie, so it may be used in transactions and live questions. */
import { Dexie, type Table } from 'dexie';
import { asHappened, clockIdOf, type SaleClock } from '../../domain/history/corrected-time.ts';
import { guestId } from '../../domain/metrics/metrics.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { StoreReader } from '../../domain/store.ts';
import { openRow } from './codec.ts';
import { pagesBetween, saleFromLedger } from './ledger-pages.ts';
import { MetricsRows } from './metrics-pages.ts';
import { oldestFirst, unpackSales } from './packed-sales.ts';
import {
  firstAndLastGuestKey,
  type HotSale,
  type LedgerKey,
  type ReplicaDatabase,
  type StoredRow,
} from './replica-database.ts';

function opened<K extends EntityKind>(kind: K, stored: StoredRow | undefined): EntityRow<K> | undefined {
  return stored && openRow(kind, stored.row);
}

/** The first and last ledger key under which the sales of a customer, or those of all guests, lie. */
function ledgerKeysOf(customerId: string): readonly [LedgerKey, LedgerKey] {
  return customerId === guestId ? firstAndLastGuestKey : [customerId, customerId];
}

function hotSalesOf(replica: ReplicaDatabase, customerId: string): Promise<HotSale[]> {
  const [first, last] = ledgerKeysOf(customerId);
  return replica.hotSales
    .where('[ledgerKey+sale.occurredAt+id]')
    .between([first], [last, Dexie.maxKey])
    .toArray();
}

/** What corrects the time of a document. */
async function clockOf(replica: ReplicaDatabase, saleId: string): Promise<SaleClock | undefined> {
  return opened('saleClock', await replica.rows.get(['saleClock', clockIdOf(saleId)]));
}

/** What corrects the times of the documents that were sold to a customer, or to guests. */
export async function clocksOf(replica: ReplicaDatabase, customerId: string): Promise<SaleClock[]> {
  if (customerId === guestId) {
    const all = await replica.rows
      .where('[kind+id]')
      .between(['saleClock', Dexie.minKey], ['saleClock', Dexie.maxKey])
      .filter(({ referenceId }) => referenceId === undefined)
      .toArray();
    return all.map(({ row }) => openRow('saleClock', row));
  }
  const found = await replica.rows.where('[kind+referenceId]').equals(['saleClock', customerId]).toArray();
  return found.map(({ row }) => openRow('saleClock', row));
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

/** Whether no merge, past or present, names the customer: it is a group of one. */
export async function neverMerged(replica: ReplicaDatabase, customerId: string): Promise<boolean> {
  return (await replica.rows.where('ends').equals(customerId).count()) === 0;
}

export function replicaReader(replica: ReplicaDatabase): StoreReader {
  const linked = async <K extends EntityKind>(index: 'parentId' | 'referenceId', kind: K, id: string) => {
    const found = await replica.rows.where(`[kind+${index}]`).equals([kind, id]).toArray();
    return found.map((stored) => openRow(kind, stored.row));
  };
  return {
    get: async (kind, id) => opened(kind, await replica.rows.get([kind, id])),
    getMany(kind, ids) {
      if (ids.length === 0) return Promise.resolve([]);
      const keys = ids.map((id) => [kind, id] as [EntityKind, string]);
      return replica.rows.bulkGet(keys).then((found) => found.map((stored) => opened(kind, stored)));
    },
    children: (kind, parentId) => linked('parentId', kind, parentId),
    references: (kind, referenceId) => linked('referenceId', kind, referenceId),
    async sale(ref: SaleRef) {
      const [hot, clock] = await Promise.all([replica.hotSales.get(ref.id), clockOf(replica, ref.id)]);
      // It lies at its printed time, whichever of the two the reference bears.
      const sale = hot ? hot.sale : await saleFromLedger(replica, clock?.sale ?? ref);
      return sale && asHappened(sale, clock);
    },
    async salesOf(customerId) {
      const [hot, pages, clocks] = await Promise.all([
        hotSalesOf(replica, customerId),
        pagesBetween(replica, ...ledgerKeysOf(customerId)),
        clocksOf(replica, customerId),
      ]);
      const sealed = pages.flatMap(({ sales }) => unpackSales(sales).map(({ sale }) => sale));
      const all: Sale[] = [...sealed, ...hot.map(({ sale }) => sale)];
      const bySale = new Map(clocks.map((clock) => [clock.sale.id, clock]));
      return all.map((sale) => asHappened(sale, bySale.get(sale.id))).sort(oldestFirst);
    },
    async childDocuments(saleId) {
      const found = await replica.childDocuments
        .where(':id')
        .between([saleId], [saleId, Dexie.maxKey])
        .toArray();
      return found.map(({ id, customerId, occurredAt }) => ({ id, customerId, occurredAt }));
    },
    async settings() {
      // A database of a device belongs to one shop (rule D2), so there is one row.
      const found = replica.rows
        .where('[kind+id]')
        .between(['setting', Dexie.minKey], ['setting', Dexie.maxKey]);
      return opened('setting', await found.first());
    },
    metrics: (customerIds) => new MetricsRows(replica).get(customerIds),
  };
}
