/**
 * Reading the sales of one ledger key newest first, across hot sales and pages, a piece at a time: pages are fetched only as far
 * as they are asked for, and only the sales handed out are unpacked.
 */
import { Dexie } from 'dexie';
import type { SaleClock } from '../../domain/history/corrected-time.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { oldestFirst, type SalePosition, SaleReader } from './packed-sales.ts';
import type { LedgerKey, LedgerPage, ReplicaDatabase } from './replica-database.ts';
import { clocksOf, documentsOnTheMove, replicaReader } from './replica-reader.ts';

/** A run of sales, newest last, of which the last `left` have not been handed out. */
interface Run {
  left: number;
  positionOf(index: number): SalePosition;
  saleOf(index: number): Sale;
}

function runOfPage(page: LedgerPage, before: SalePosition | null): Run {
  const reader = new SaleReader(page.sales);
  return {
    left: before ? reader.countBefore(before) : reader.count,
    positionOf: (index) => reader.positionAt(index),
    saleOf: (index) => reader.saleAt(index),
  };
}

/** @param sales oldest first */
function runOfSales(sales: readonly Sale[]): Run {
  return {
    left: sales.length,
    positionOf: (index) => sales[index] as Sale,
    saleOf: (index) => sales[index] as Sale,
  };
}

const emptyRun: Run = runOfSales([]);

/** The newest pages are fetched two at once: mostly there is no second one, and then the end is known without asking again. */
const pagesAtOnce = 2;

/** One layer of one ledger key: its current run, the runs fetched behind it, and the way to those before. */
interface Layer {
  run: Run;
  readonly fetched: Run[];
  /** Everything at or behind this position has been fetched; null = nothing yet. */
  fetchedFrom: SalePosition | null;
  done: boolean;
}

const emptyLayer = (): Layer => ({ run: emptyRun, fetched: [], fetchedFrom: null, done: false });

export class LedgerCursor {
  readonly #replica: ReplicaDatabase;
  readonly #ledgerKey: LedgerKey;
  readonly #before: SalePosition | null;
  readonly #piece: number;
  readonly #hot = emptyLayer();
  readonly #sealed = emptyLayer();

  /** Sales that happened at another time than they lie at, or belong to another than they lie under, in a layer of their own; null = not asked for yet. */
  #displaced: Layer | null = null;
  /** Those, and what lies here and belongs to somebody else. */
  #passedOver: ReadonlySet<string> = new Set();

  /** @param piece how many hot sales are fetched at once */
  constructor(replica: ReplicaDatabase, ledgerKey: LedgerKey, before: SalePosition | null, piece: number) {
    this.#replica = replica;
    this.#ledgerKey = ledgerKey;
    this.#before = before;
    this.#piece = piece;
  }

  /** Fetches what is needed to say which sale comes next. Must have resolved before `peek` and `take`. */
  async ready(): Promise<void> {
    await Promise.all([this.#fillDisplaced(), this.#fillHot(), this.#fillSealed()]);
    // What was fetched together with what is displaced may begin with one of them.
    for (const layer of this.#layers) this.#advance(layer);
  }

  /** Whether `peek` can be answered without fetching. */
  get isReady(): boolean {
    return this.#displaced !== null && this.#layers.every(({ run, done }) => run.left > 0 || done);
  }

  get #layers(): Layer[] {
    return [...(this.#displaced ? [this.#displaced] : []), this.#hot, this.#sealed];
  }

  /** Goes on to the next sale: past those that have a layer of their own or belong elsewhere, and to the next run where one is used up. */
  #advance(layer: Layer): void {
    for (;;) {
      const { run } = layer;
      if (run.left === 0) {
        const next = layer.fetched.shift();
        if (!next) return;
        layer.run = next;
      } else if (layer !== this.#displaced && this.#passedOver.has(run.positionOf(run.left - 1).id)) {
        run.left -= 1;
      } else {
        return;
      }
    }
  }

  /** The position of the next sale, or undefined at the end. */
  peek(): SalePosition | undefined {
    const layer = this.#next();
    return layer?.run.positionOf(layer.run.left - 1);
  }

  /** The next sale; only after `peek` has answered one. */
  take(): Sale {
    const layer = this.#next();
    if (!layer) throw new Error('There is no next sale.');
    layer.run.left -= 1;
    const sale = layer.run.saleOf(layer.run.left);
    this.#advance(layer);
    if (layer === this.#hot) this.#passOverSealed(sale);
    return sale;
  }

  /** A hot sale that was sealed while we asked lies in its page as well. */
  #passOverSealed(sale: Sale): void {
    const { run } = this.#sealed;
    if (run.left === 0 || run.positionOf(run.left - 1).id !== sale.id) return;
    run.left -= 1;
    this.#advance(this.#sealed);
  }

  #next(): Layer | undefined {
    let newest: { layer: Layer; at: SalePosition } | undefined;
    for (const layer of this.#layers) {
      const { run } = layer;
      const at = run.left === 0 ? undefined : run.positionOf(run.left - 1);
      if (at && (!newest || oldestFirst(at, newest.at) > 0)) newest = { layer, at };
    }
    return newest?.layer;
  }

  async #fillDisplaced(): Promise<void> {
    if (this.#displaced) return;
    const [clocks, moved] = await Promise.all([
      clocksOf(this.#replica, this.#ledgerKey),
      documentsOnTheMove(this.#replica, this.#ledgerKey),
    ]);
    const atHome = clocks.filter(({ sale }) => !moved.has(sale.id));
    const here = [...moved.values()].filter(({ owner }) => owner === this.#ledgerKey);
    const found = [...(await salesAt(this.#replica, atHome)), ...here.map(({ sale }) => sale)];
    const before = this.#before;
    const sales = before ? found.filter((sale) => oldestFirst(sale, before) < 0) : found;
    this.#passedOver = new Set([...atHome.map(({ sale }) => sale.id), ...moved.keys()]);
    this.#displaced = { ...emptyLayer(), run: runOfSales(sales.sort(oldestFirst)), done: true };
  }

  async #fillHot(): Promise<void> {
    const layer = this.#hot;
    if (layer.run.left > 0 || layer.done) return;
    const until = layer.fetchedFrom ?? this.#before;
    const found = await this.#replica.hotSales
      .where('[ledgerKey+sale.occurredAt+id]')
      .between(this.#lowest(), this.#below(until), true, false)
      .reverse()
      .limit(this.#piece)
      .toArray();
    layer.run = runOfSales(found.map(({ sale }) => sale).reverse());
    layer.done = found.length < this.#piece;
    layer.fetchedFrom = found[found.length - 1]?.sale ?? until;
  }

  async #fillSealed(): Promise<void> {
    while (this.#sealed.run.left === 0 && !this.#sealed.done) await this.#fetchPages();
  }

  async #fetchPages(): Promise<void> {
    const layer = this.#sealed;
    const until = layer.fetchedFrom ?? this.#before;
    const pages = await this.#replica.pages
      .where(':id')
      .between(this.#lowest(), this.#below(until), true, false)
      .reverse()
      .limit(pagesAtOnce)
      .toArray();
    for (const page of pages) {
      layer.fetched.push(runOfPage(page, this.#before));
      layer.fetchedFrom = { occurredAt: page.from, id: page.fromId };
    }
    layer.done = pages.length < pagesAtOnce;
    this.#advance(layer);
  }

  #lowest(): unknown[] {
    return [this.#ledgerKey];
  }

  #below(position: SalePosition | null): unknown[] {
    return position ? [this.#ledgerKey, position.occurredAt, position.id] : [this.#ledgerKey, Dexie.maxKey];
  }
}

/** The sales that clocks correct, as they happened. */
async function salesAt(replica: ReplicaDatabase, clocks: readonly SaleClock[]): Promise<Sale[]> {
  if (clocks.length === 0) return [];
  const reader = replicaReader(replica);
  const sales = await Promise.all(clocks.map(({ sale }) => reader.sale(sale)));
  return sales.filter((sale) => sale !== undefined);
}
