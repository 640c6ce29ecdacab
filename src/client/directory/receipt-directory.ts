/** Receipt search of one worker: the chunks of sealed sales and the sales not sealed yet, newest first (rule L3). */
import type { SaleClock } from '../../domain/history/corrected-time.ts';
import type { Ownership } from '../../domain/metrics/move-figures.ts';
import { guestId, type SaleRef } from '../../domain/model/primitives.ts';
import { saleRefOf } from '../../domain/model/sale.ts';
import type { Places, ReceiptQuery } from '../app/services.ts';
import { type ColumnChunk, columnsOf, saleIdAt, saleRefAt } from '../replica/column-chunk.ts';
import {
  allHotSales,
  chunkIds,
  dataRevision,
  linkedDocuments,
  readChunk,
  saleClocks,
  saleLinks,
  salesUnder,
} from '../replica/directory-source.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import { receiptSearch, scanChunk, seenOf } from './receipt-scan.ts';

/** Chunks held in memory, the newest; older ones are read when a search reaches them. About 40 MB at three lines a sale. */
const chunksHeld = 100;

export interface FoundReceipts {
  /** Of the page asked for, newest first. */
  readonly refs: readonly SaleRef[];
  readonly total: number;
  readonly searched: number;
  readonly since: number | null;
}

/** What a query found in one chunk; ascending in time, as the chunk is. */
interface Hits {
  readonly chunk: ColumnChunk;
  readonly indexes: Uint32Array;
}

/** What lies in no chunk, or happened at another time than it lies at there (rule X6), or has become somebody else's (rule L5). */
interface LooseSales {
  readonly revision: number;
  readonly chunk: ColumnChunk;
  /** Those that may lie in a chunk otherwise than they are, by id, as they are found in the ledger. */
  readonly changed: ReadonlyMap<string, SaleRef>;
}

/** Documents that links are about, by what they were worked out from. */
interface Linked {
  readonly key: string;
  readonly documents: Ownership;
}

/** The hits of a chunk without those that are otherwise than they lie there: they are found among the loose sales. */
function withoutChanged(
  chunk: ColumnChunk,
  indexes: Uint32Array,
  changed: ReadonlyMap<string, SaleRef>,
): Uint32Array {
  const here = [...changed.values()].filter(
    ({ occurredAt }) => occurredAt >= chunk.fromAt && occurredAt <= chunk.toAt,
  );
  if (here.length === 0) return indexes;
  const ids = new Set(here.map(({ id }) => id));
  return indexes.filter((index) => !ids.has(saleIdAt(chunk, index)));
}

export class ReceiptDirectory {
  readonly #replica: ReplicaDatabase;
  readonly #chunks = new Map<number, ColumnChunk>();
  #loose: LooseSales | null = null;
  #linked: Linked | null = null;
  /** Hits of the last query by chunk: chunks never change, so paging and a new sale look at the new only. */
  #last: { key: string; hits: Map<number, Uint32Array> } | null = null;

  constructor(replica: ReplicaDatabase) {
    this.#replica = replica;
  }

  /**
   * @param places whose receipts are searched; null = all
   * @param names tells whether a customer is meant by the text; `key` changes when it may say something else
   */
  async find(
    places: Places,
    query: ReceiptQuery,
    offset: number,
    limit: number,
    names: { readonly key: string; readonly isNamed: (customerId: string) => boolean },
  ): Promise<FoundReceipts> {
    const search = receiptSearch(query, places);
    const key = JSON.stringify([query, places, names.key]);
    if (this.#last?.key !== key) this.#last = { key, hits: new Map() };
    const known = this.#last.hits;
    const parts: Hits[] = [];
    let searched = 0;
    let since = Number.POSITIVE_INFINITY;
    const take = (chunk: ColumnChunk, indexes: Uint32Array) => {
      const { count, fromAt } = seenOf(chunk, places);
      searched += count;
      since = Math.min(since, fromAt);
      if (indexes.length > 0) parts.push({ chunk, indexes });
    };
    // The sales not yet sealed are read first: one that is sealed meanwhile is then found twice, never lost.
    const { chunk: loose, changed } = await this.#looseSales();
    take(loose, scanChunk(loose, search, names.isNamed));
    for (const id of (await chunkIds(this.#replica)).reverse()) {
      const chunk = await this.#chunk(id);
      if (!chunk) continue;
      const indexes = known.get(id) ?? scanChunk(chunk, search, names.isNamed);
      known.set(id, indexes);
      take(chunk, changed.size === 0 ? indexes : withoutChanged(chunk, indexes, changed));
    }
    return {
      refs: newest(parts, offset, limit).map((ref) => changed.get(ref.id) ?? ref),
      total: parts.reduce((sum, { indexes }) => sum + indexes.length, 0),
      searched,
      since: searched === 0 ? null : since,
    };
  }

  async #looseSales(): Promise<LooseSales> {
    const revision = await dataRevision(this.#replica);
    if (this.#loose?.revision !== revision) {
      const [hot, clocks] = await Promise.all([allHotSales(this.#replica), saleClocks(this.#replica)]);
      const linked = await this.#linkedDocuments(clocks);
      const corrected = clocks.map(({ sale }) => sale).filter(({ id }) => !linked.has(id));
      const moved = [...linked.values()];
      const changed = new Map(
        [...corrected, ...moved.map(({ sale }) => saleRefOf(sale))].map((ref) => [ref.id, ref]),
      );
      const sales = [
        ...hot.map(({ sale }) => sale).filter(({ id }) => !changed.has(id)),
        ...(await salesUnder(this.#replica, corrected)),
        // Found by the name of whose they are.
        ...moved.map(({ sale, owner }) => ({ ...sale, customerId: owner === guestId ? null : owner })),
      ];
      sales.sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
      this.#loose = { revision, chunk: columnsOf(sales), changed };
    }
    return this.#loose;
  }

  async #linkedDocuments(clocks: readonly SaleClock[]): Promise<Ownership> {
    const { links, returns } = await saleLinks(this.#replica);
    const key = JSON.stringify([
      returns,
      links.map(({ id, active }) => [id, active]),
      clocks.map(({ id, effectiveAt }) => [id, effectiveAt]),
    ]);
    if (this.#linked?.key !== key) {
      const refs = new Map(links.map(({ sale }) => [sale.id, sale]));
      this.#linked = { key, documents: await linkedDocuments(this.#replica, [...refs.values()]) };
    }
    return this.#linked.documents;
  }

  async #chunk(id: number): Promise<ColumnChunk | undefined> {
    const held = this.#chunks.get(id);
    if (held) return held;
    const chunk = await readChunk(this.#replica, id);
    if (chunk && this.#chunks.size < chunksHeld) this.#chunks.set(id, chunk);
    return chunk;
  }
}

interface Head extends Hits {
  /** How many of its hits have not been taken yet. */
  left: number;
}

const timeOf = ({ chunk, indexes, left }: Head): number =>
  chunk.occurredAt[indexes[left - 1] as number] as number;

const refOf = ({ chunk, indexes, left }: Head): SaleRef => saleRefAt(chunk, indexes[left - 1] as number);

/** Whether the next hit of `a` is newer; ids decide between sales of one millisecond. */
function isNewer(a: Head, b: Head): boolean {
  const difference = timeOf(a) - timeOf(b);
  return difference > 0 || (difference === 0 && refOf(a).id > refOf(b).id);
}

/** The page of references, taken from the newest ends of all parts. */
function newest(parts: readonly Hits[], offset: number, limit: number): SaleRef[] {
  let heads: Head[] = parts.map((part) => ({ ...part, left: part.indexes.length }));
  const refs: SaleRef[] = [];
  for (let place = 0; place < offset + limit && heads.length > 0; place += 1) {
    const best = heads.reduce((newest, head) => (isNewer(head, newest) ? head : newest));
    const ref = refOf(best);
    // A sale that was sealed while we read is found in both layers, one behind the other.
    if (place >= offset && refs.at(-1)?.id !== ref.id) refs.push(ref);
    best.left -= 1;
    if (best.left === 0) heads = heads.filter((head) => head !== best);
  }
  return refs;
}
