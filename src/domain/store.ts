/**
 * The port through which mutations and reads reach stored data. The device implements it over IndexedDB, the server over
 * SQL; one suite of tests runs against all of them.
 *
 * Semantics that every implementation keeps:
 * - All calls of one mutation run in one transaction: all of its writes become visible together or not at all.
 * - A read sees the writes made earlier in the same transaction.
 * - Rows handed out are plain values; changing one changes nothing that is stored.
 * - Documents come as they happened (rule X6): where a `saleClock` stands beside one, with the time that it gives. A row of that
 *   kind whose document is not in the same transaction must be in the store before it.
 * - Order: `children` and `references` answer in order of row id; `salesOf` in order of (occurredAt, id).
 * - A failure of the store throws; it is never answered as "not found".
 * - Nothing but the store may be awaited inside a transaction (rule W3).
 */
import type { CustomerMetrics } from './metrics/metrics.ts';
import type { EntityKind, EntityRow } from './model/entities.ts';
import type { SaleRef } from './model/primitives.ts';
import type { Sale } from './model/sale.ts';
import type { Setting } from './model/shop.ts';

/** Both ends belong to it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export interface StoreReader {
  /** The row, or undefined. */
  get<K extends EntityKind>(kind: K, id: string): Promise<EntityRow<K> | undefined>;
  /** The rows of several ids, in the order asked, undefined where there is none. */
  getMany<K extends EntityKind>(kind: K, ids: readonly string[]): Promise<(EntityRow<K> | undefined)[]>;
  /** Rows that belong to `parentId` (see `parentOf` of the kind). */
  children<K extends EntityKind>(kind: K, parentId: string): Promise<EntityRow<K>[]>;
  /** Rows that belong to any of some parents, in no particular order. */
  childrenOfAll<K extends EntityKind>(kind: K, parentIds: readonly string[]): Promise<EntityRow<K>[]>;
  /** Rows that point to `referenceId` (see `referenceOf` of the kind). */
  references<K extends EntityKind>(kind: K, referenceId: string): Promise<EntityRow<K>[]>;
  /** The sale under a reference, in whatever layer it lies. */
  sale(ref: SaleRef): Promise<Sale | undefined>;
  /** The documents sold to this original customer id (or `guestId`), oldest first; links are not followed. */
  salesOf(customerId: string, within?: TimeSpan): Promise<Sale[]>;
  /** References of the documents whose parent is this sale, oldest first. */
  childDocuments(saleId: string): Promise<SaleRef[]>;
  /** The same for several sales, in no particular order. */
  childDocumentsOfAll(saleIds: readonly string[]): Promise<SaleRef[]>;
  /** The settings of the shop; undefined before it was opened, or before the feed has brought them. */
  settings(): Promise<Setting | undefined>;
  /** Metrics rows of original customer ids (or `guestId`); undefined where there is none. */
  metrics(customerIds: readonly string[]): Promise<(CustomerMetrics | undefined)[]>;
}

export interface Store extends StoreReader {
  put<K extends EntityKind>(kind: K, row: EntityRow<K>): Promise<void>;
  putMany<K extends EntityKind>(kind: K, rows: readonly EntityRow<K>[]): Promise<void>;
  remove(kind: EntityKind, id: string): Promise<void>;
  /**
   * Writes those of the sales that are not stored yet and answers them as they happened; a sale that is there stays as it is (rule D3).
   * `many` is a hint that they are history rather than a sale just made.
   */
  addSales(sales: readonly Sale[], size: 'one' | 'many'): Promise<Sale[]>;
  putMetrics(rows: readonly CustomerMetrics[]): Promise<void>;
}

/** The reads of a store by themselves, so that other writes can stand beside them. */
export function readsOf(store: StoreReader): StoreReader {
  return {
    get: (kind, id) => store.get(kind, id),
    getMany: (kind, ids) => store.getMany(kind, ids),
    children: (kind, parentId) => store.children(kind, parentId),
    childrenOfAll: (kind, parentIds) => store.childrenOfAll(kind, parentIds),
    references: (kind, referenceId) => store.references(kind, referenceId),
    sale: (ref) => store.sale(ref),
    salesOf: (customerId, within) => store.salesOf(customerId, within),
    childDocuments: (saleId) => store.childDocuments(saleId),
    childDocumentsOfAll: (saleIds) => store.childDocumentsOfAll(saleIds),
    settings: () => store.settings(),
    metrics: (customerIds) => store.metrics(customerIds),
  };
}

/** The same store for a check: reads are real, writes go nowhere (rule W4). */
export function withoutWriting(store: StoreReader): Store {
  return {
    ...readsOf(store),
    put: () => Promise.resolve(),
    putMany: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    addSales: () => Promise.resolve([]),
    putMetrics: () => Promise.resolve(),
  };
}
