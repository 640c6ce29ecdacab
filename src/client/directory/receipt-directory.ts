/** Receipt search of one worker: the chunks of sealed sales and the sales not sealed yet, newest first (rule L3). */
import type { SaleClock } from '../../domain/history/corrected-time.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Places, ReceiptQuery } from '../app/services.ts';
import { type ColumnChunk, columnsOf, saleIdAt, saleRefAt } from '../replica/column-chunk.ts';
import {
  allHotSales,
  chunkIds,
  dataRevision,
  readChunk,
  saleClocks,
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

/** What lies in no chunk, or happened at another time than it lies at there (rule X6). */
interface LooseSales {
  readonly revision: number;
  readonly chunk: ColumnChunk;
  readonly clocks: readonly SaleClock[];
  /** By the printed time a sale is found in the ledger. */
  readonly printedRefs: ReadonlyMap<string, SaleRef>;
}

/** The hits of a chunk without those that happened at another time: they are found among the loose sales. */
function withoutCorrected(
  chunk: ColumnChunk,
  indexes: Uint32Array,
  clocks: readonly SaleClock[],
): Uint32Array {
  const here = clocks.filter(({ sale }) => sale.occurredAt >= chunk.fromAt && sale.occurredAt <= chunk.toAt);
  if (here.length === 0) return indexes;
  const ids = new Set(here.map(({ sale }) => sale.id));
  return indexes.filter((index) => !ids.has(saleIdAt(chunk, index)));
}

export class ReceiptDirectory {
  readonly #replica: ReplicaDatabase;
  readonly #chunks = new Map<number, ColumnChunk>();
  #loose: LooseSales | null = null;
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
    const { chunk: loose, clocks, printedRefs } = await this.#looseSales();
    take(loose, scanChunk(loose, search, names.isNamed));
    for (const id of (await chunkIds(this.#replica)).reverse()) {
      const chunk = await this.#chunk(id);
      if (!chunk) continue;
      const indexes = known.get(id) ?? scanChunk(chunk, search, names.isNamed);
      known.set(id, indexes);
      take(chunk, clocks.length === 0 ? indexes : withoutCorrected(chunk, indexes, clocks));
    }
    return {
      refs: newest(parts, offset, limit).map((ref) => printedRefs.get(ref.id) ?? ref),
      total: parts.reduce((sum, { indexes }) => sum + indexes.length, 0),
      searched,
      since: searched === 0 ? null : since,
    };
  }

  async #looseSales(): Promise<LooseSales> {
    const revision = await dataRevision(this.#replica);
    if (this.#loose?.revision !== revision) {
      const [hot, clocks] = await Promise.all([allHotSales(this.#replica), saleClocks(this.#replica)]);
      const corrected = new Set(clocks.map(({ sale }) => sale.id));
      const sales = [
        ...hot.map(({ sale }) => sale).filter(({ id }) => !corrected.has(id)),
        ...(await salesUnder(
          this.#replica,
          clocks.map(({ sale }) => sale),
        )),
      ];
      sales.sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
      const printedRefs = new Map(clocks.map(({ sale }) => [sale.id, sale]));
      this.#loose = { revision, chunk: columnsOf(sales), clocks, printedRefs };
    }
    return this.#loose;
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
