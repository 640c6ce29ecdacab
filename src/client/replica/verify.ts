/**
 * Recomputing everything derived from the sales and comparing (rule L4): metrics rows, child documents, the order of pages, the
 * column chunks. An empty list means that no difference was found.
 */
import { asHappened, type SaleClock } from '../../domain/history/corrected-time.ts';
import { contributionOf } from '../../domain/metrics/contribution.ts';
import { combineCells, type MetricsCell } from '../../domain/metrics/metrics.ts';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { StoreReader } from '../../domain/store.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { saleIdAt } from './column-chunk.ts';
import type { Difference } from './differences.ts';
import { unpackMetrics } from './packed-metrics.ts';
import { oldestFirst, type SalePosition, SaleReader, unpackSales } from './packed-sales.ts';
import { createQueries } from './queries.ts';
import { type LedgerPage, ledgerKeyOf, type ReplicaDatabase } from './replica-database.ts';
import { readReplica, replicaReader } from './replica-reader.ts';

const pagesAtOnce = 64;

/** The next pages in order of key, a few at a time: a question awaits per request, never per row (see `readReplica`). */
function pagesAfter(replica: ReplicaDatabase, last: LedgerPage | undefined): Promise<LedgerPage[]> {
  const pages = last
    ? replica.pages.where(':id').above([last.ledgerKey, last.from, last.fromId])
    : replica.pages.orderBy(':id');
  return pages.limit(pagesAtOnce).toArray();
}

/** What the sales say that the derived rows should be. */
class Expected {
  readonly cellsByOwner = new Map<string, MetricsCell[]>();
  readonly children = new Set<string>();
  readonly #reader: StoreReader;
  readonly #linked: ReadonlySet<string>;
  readonly #voided: ReadonlySet<string>;

  readonly #clocks: ReadonlyMap<string, SaleClock>;

  constructor(
    reader: StoreReader,
    linked: ReadonlySet<string>,
    voided: ReadonlySet<string>,
    clocks: ReadonlyMap<string, SaleClock>,
  ) {
    this.#reader = reader;
    this.#clocks = clocks;
    this.#linked = linked;
    this.#voided = voided;
  }

  async add(sales: readonly Sale[]): Promise<void> {
    for (const sale of sales) {
      if (sale.parent) this.children.add(`${sale.parent.id} ${sale.id}`);
      if (this.#voided.has(sale.id)) continue;
      const happened = asHappened(sale, this.#clocks.get(sale.id));
      const mayBeOfAnother = sale.parent !== null || this.#linked.has(sale.id);
      this.#count(
        mayBeOfAnother ? await ownerOf(this.#reader, sale) : (sale.customerId ?? guestId),
        happened,
      );
    }
  }

  /** Combined as they come: a busy shop has a million documents, but few cells. */
  #count(owner: string, sale: Sale): void {
    const cells = this.cellsByOwner.get(owner) ?? [];
    this.cellsByOwner.set(owner, combineCells([...cells, contributionOf(sale)]));
  }
}

/** Checks one page against the end of the one before it, and answers where it ends. */
function checkPage(
  page: LedgerPage,
  endBefore: SalePosition | null,
  found: Difference[],
): SalePosition | null {
  const { ledgerKey, sales, from, fromId } = page;
  let last = endBefore;
  const reader = new SaleReader(sales);
  for (let index = 0; index < reader.count; index += 1) {
    const at = reader.positionAt(index);
    if (index === 0 && (at.occurredAt !== from || at.id !== fromId))
      found.push({ kind: 'page_start', ledgerKey, from });
    if (last && oldestFirst(last, at) >= 0) found.push({ kind: 'page_order', ledgerKey, from });
    last = at;
  }
  return last;
}

/** Checks all pages; answers the ids of the sales on them. */
async function checkPages(
  replica: ReplicaDatabase,
  expected: Expected,
  found: Difference[],
): Promise<Set<string>> {
  const sealed = new Set<string>();
  let last: LedgerPage | undefined;
  let end: SalePosition | null = null;
  for (;;) {
    const pages = await pagesAfter(replica, last);
    if (pages.length === 0) return sealed;
    const sales: Sale[] = [];
    for (const page of pages) {
      end = checkPage(page, page.ledgerKey === last?.ledgerKey ? end : null, found);
      last = page;
      for (const { sale } of unpackSales(page.sales)) {
        if (ledgerKeyOf(sale) !== page.ledgerKey) found.push({ kind: 'wrong_page', saleId: sale.id });
        if (sealed.has(sale.id)) found.push({ kind: 'twice', saleId: sale.id });
        sealed.add(sale.id);
        sales.push(sale);
      }
    }
    await expected.add(sales);
  }
}

async function checkChunks(
  replica: ReplicaDatabase,
  sealed: Set<string>,
  found: Difference[],
): Promise<void> {
  const missing = new Set(sealed);
  await replica.chunks.each((chunk) => {
    for (let index = 0; index < chunk.count; index += 1) {
      const saleId = saleIdAt(chunk, index);
      if (!missing.delete(saleId)) found.push({ kind: 'chunk_too_much', saleId });
    }
  });
  for (const saleId of missing) found.push({ kind: 'chunk_lacks', saleId });
}

async function checkMetrics(
  replica: ReplicaDatabase,
  cellsByOwner: ReadonlyMap<string, MetricsCell[]>,
  found: Difference[],
): Promise<void> {
  const missing = new Set(cellsByOwner.keys());
  let last = '';
  await replica.metricsPages.each((page) => {
    const { firstId } = page;
    const rows = unpackMetrics(page.rows);
    if (rows[0]?.customerId !== firstId) found.push({ kind: 'metrics_order', customerId: firstId });
    for (const row of rows) {
      if (row.customerId <= last) found.push({ kind: 'metrics_order', customerId: row.customerId });
      last = row.customerId;
      missing.delete(row.customerId);
      const expected = combineCells(cellsByOwner.get(row.customerId) ?? []);
      const same = canonicalJson(expected) === canonicalJson(row.cells);
      if (!row.stale && !same) found.push({ kind: 'metrics_differ', customerId: row.customerId });
    }
  });
  for (const customerId of missing) found.push({ kind: 'metrics_lack', customerId });
}

async function checkChildren(
  replica: ReplicaDatabase,
  children: Set<string>,
  found: Difference[],
): Promise<void> {
  await replica.childDocuments.each(({ parentId, id }) => {
    if (!children.delete(`${parentId} ${id}`)) found.push({ kind: 'child_too_much', saleId: id });
  });
  for (const key of children) found.push({ kind: 'child_lacks', saleId: key.slice(key.indexOf(' ') + 1) });
}

/** All differences between what is derived and what the sales say. */
async function findDifferences(replica: ReplicaDatabase): Promise<Difference[]> {
  const found: Difference[] = [];
  const queries = createQueries(replica);
  const linked = new Set((await queries.all('saleLink')).map((row) => row.sale.id));
  const voided = new Set((await queries.all('saleVoid')).map((row) => row.sale.id));
  const clocks = new Map((await queries.all('saleClock')).map((row) => [row.sale.id, row]));
  const expected = new Expected(replicaReader(replica), linked, voided, clocks);
  const sealed = await checkPages(replica, expected, found);
  const hot = (await replica.hotSales.toArray()).map(({ sale }) => sale);
  for (const { id } of hot) if (sealed.has(id)) found.push({ kind: 'twice', saleId: id });
  await expected.add(hot);
  await checkChunks(replica, sealed, found);
  await checkMetrics(replica, expected.cellsByOwner, found);
  await checkChildren(replica, expected.children, found);
  return found;
}

/** All differences in one consistent state of the replica; `describeDifference` puts them in words, where there is a language. */
export function verifyReplica(replica: ReplicaDatabase): Promise<Difference[]> {
  return readReplica(replica, replica.tables, () => findDifferences(replica));
}
