/**
 * Metrics rows, one per original customer id (rule L4), some to a record: IndexedDB costs per record, hardly per byte, and a
 * shop has as many of these rows as customers. A page holds rows in order of customer id; its key is the first of them.
 */
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { type Effects, write } from './effects.ts';
import { metricsIn, packMetrics, unpackMetrics } from './packed-metrics.ts';
import type { Packed } from './packing.ts';
import type { ReplicaDatabase } from './replica-database.ts';

export const rowsPerMetricsPage = 16;

/** A page of metrics rows; pages never overlap. */
export interface MetricsPage {
  readonly firstId: string;
  readonly rows: Packed;
}

/** Up to this many customers are looked up one by one; for more, one pass over the keys between them is tried first. */
const fewCustomers = 16;

/** The last page that begins at or before the customer. */
async function pageFor(replica: ReplicaDatabase, customerId: string): Promise<MetricsPage | undefined> {
  return replica.metricsPages.where(':id').belowOrEqual(customerId).last();
}

/** The last of some ascending ids that is not above `customerId`. */
function lastUpTo(ids: readonly string[], customerId: string): string | undefined {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as string) <= customerId) low = middle + 1;
    else high = middle;
  }
  return ids[low - 1];
}

/** First ids of all pages that may hold one of the customers, or null where there are too many between them. */
async function startsBetween(
  replica: ReplicaDatabase,
  customerIds: readonly string[],
): Promise<string[] | null> {
  const sorted = [...customerIds].sort();
  const [first, last] = [sorted[0] as string, sorted[sorted.length - 1] as string];
  const enough = customerIds.length * 2;
  const [before, between] = await Promise.all([
    replica.metricsPages.where(':id').belowOrEqual(first).reverse().limit(1).primaryKeys(),
    replica.metricsPages.where(':id').between(first, last, false, true).limit(enough).primaryKeys(),
  ]);
  return between.length < enough ? [...before, ...between] : null;
}

function ordered(rows: readonly CustomerMetrics[]): CustomerMetrics[] {
  return [...rows].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
}

function cut(rows: readonly CustomerMetrics[], count: number): CustomerMetrics[][] {
  const pages: CustomerMetrics[][] = [];
  for (const row of rows) {
    const open = pages[pages.length - 1];
    // The row of all guests changes with every guest sale and is long, so it stands alone.
    const isAlone = row.customerId === guestId || open?.[0]?.customerId === guestId;
    if (open && open.length < count && !isAlone) open.push(row);
    else pages.push([row]);
  }
  return pages;
}

/** Pages that hold the old rows of a page and the new ones: full where customers were only appended, else in equal parts. */
function partsOf(old: readonly CustomerMetrics[], incoming: readonly CustomerMetrics[]): CustomerMetrics[][] {
  const byId = new Map(old.map((row) => [row.customerId, row]));
  for (const row of incoming) byId.set(row.customerId, row);
  const rows = ordered([...byId.values()]);
  const full = cut(rows, rowsPerMetricsPage);
  const lastOld = old[old.length - 1];
  const appended = !lastOld || incoming.every((row) => row.customerId >= lastOld.customerId);
  if (appended || full.length < 2) return full;
  return cut(rows, Math.ceil(rows.length / full.length));
}

function pagesOf(old: MetricsPage | null, incoming: readonly CustomerMetrics[]): MetricsPage[] {
  return partsOf(old ? unpackMetrics(old.rows) : [], incoming).flatMap((rows) => {
    const [first] = rows;
    return first ? [{ firstId: first.customerId, rows: packMetrics(rows) }] : [];
  });
}

/** The metrics rows as one transaction reads and writes them: a page that was read need not be read again to be written. */
export class MetricsRows {
  readonly #replica: ReplicaDatabase;
  /** Pages read and not written since, by customer id asked for; null = no page. */
  #read = new Map<string, MetricsPage | null>();

  constructor(replica: ReplicaDatabase) {
    this.#replica = replica;
  }

  async get(customerIds: readonly string[]): Promise<(CustomerMetrics | undefined)[]> {
    if (customerIds.length > 0) await this.#fetch(customerIds);
    return customerIds.map((id) => {
      const page = this.#read.get(id);
      return page ? metricsIn(page.rows, id) : undefined;
    });
  }

  async put(effects: Effects, rows: readonly CustomerMetrics[]): Promise<void> {
    const unread = rows.map((row) => row.customerId).filter((id) => !this.#read.has(id));
    if (unread.length > 0) await this.#fetch(unread);
    const gone: string[] = [];
    const written: MetricsPage[] = [];
    const byPage = Map.groupBy(rows, ({ customerId }) => this.#read.get(customerId)?.firstId);
    for (const [firstId, incoming] of byPage) {
      const pages = pagesOf(this.#read.get(incoming[0]?.customerId ?? '') ?? null, incoming);
      if (firstId !== undefined && pages[0]?.firstId !== firstId) gone.push(firstId);
      written.push(...pages);
    }
    this.#read = new Map();
    const { metricsPages } = this.#replica;
    if (gone.length > 0) write(effects, () => metricsPages.bulkDelete(gone));
    const firstIds = written.map(({ firstId }) => firstId);
    if (written.length > 0) write(effects, () => metricsPages.bulkPut(written, firstIds));
  }

  async #fetch(customerIds: readonly string[]): Promise<void> {
    const replica = this.#replica;
    const starts = customerIds.length > fewCustomers ? await startsBetween(replica, customerIds) : null;
    if (!starts) {
      const pages = await Promise.all(customerIds.map((id) => pageFor(replica, id)));
      for (const [index, id] of customerIds.entries()) this.#read.set(id, pages[index] ?? null);
      return;
    }
    const startOf = new Map(customerIds.map((id) => [id, lastUpTo(starts, id)]));
    const wanted = [...new Set([...startOf.values()].filter((start) => start !== undefined))];
    const found = wanted.length === 0 ? [] : await replica.metricsPages.bulkGet(wanted);
    const byStart = new Map(wanted.map((start, index) => [start, found[index]]));
    for (const [id, start] of startOf)
      this.#read.set(id, (start !== undefined && byStart.get(start)) || null);
  }
}

/** Metrics rows from behind a customer on, in order of customer id: at least as many as asked, or all that are left. */
export async function metricsRowsAfter(
  replica: ReplicaDatabase,
  customerId: string,
  atLeast: number,
): Promise<CustomerMetrics[]> {
  const own = await pageFor(replica, customerId);
  const rows = own ? unpackMetrics(own.rows).filter((row) => row.customerId > customerId) : [];
  let last = customerId;
  while (rows.length < atLeast) {
    const pages = await replica.metricsPages
      .where(':id')
      .above(last)
      .limit(Math.ceil(atLeast / rowsPerMetricsPage))
      .toArray();
    const end = pages[pages.length - 1];
    if (!end) break;
    for (const page of pages) rows.push(...unpackMetrics(page.rows));
    last = end.firstId;
  }
  return rows;
}
