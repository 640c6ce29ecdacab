/**
 * The figures of all customers as somebody sees them who may see the documents of some places alone (rule F6): beside those of the
 * index, which are of all that is on this device, one set of columns on the same slots. Worked out from the metrics rows when such a
 * person first asks, in memory only, and followed up with the index.
 */
import { rowsAsOf } from '../../domain/metrics/cells-as-of.ts';
import type { MetricsCell } from '../../domain/metrics/metrics.ts';
import type { CustomerSort } from '../app/services.ts';
import { allMetrics } from '../replica/directory-source.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { cellsSeen } from '../replica/seen-queries.ts';
import {
  type CustomerColumns,
  copyFigures,
  copySlot,
  createFigures,
  type FigureColumns,
  writeFigures,
} from './customer-columns.ts';
import type { DirectoryView } from './customer-directory.ts';
import { figuresOf } from './customer-entry.ts';
import type { CustomerIndex } from './customer-index.ts';
import { comparison } from './customer-order.ts';
import type { MergeForest } from './merge-forest.ts';

/** By what customers are ranked: the index itself, or what somebody sees of its figures. */
export interface Ranking {
  readonly columns: CustomerColumns;
  /** The slots of all customers in the ascending order of a sort. */
  order(sort: CustomerSort): Uint32Array;
  hasOrder(sort: CustomerSort): boolean;
  /** Sorts some slots in place. */
  sorted(sort: CustomerSort, slots: Uint32Array): Uint32Array;
}

const goesByFigures = (sort: CustomerSort): boolean => sort === 'net' || sort === 'lastPurchase';

export class SeenFigures implements Ranking {
  readonly places: readonly string[];
  readonly #index: CustomerIndex;
  #figures: FigureColumns;
  #columns: CustomerColumns | null = null;
  readonly #orders = new Map<CustomerSort, { readonly revision: number; readonly slots: Uint32Array }>();

  private constructor(index: CustomerIndex, places: readonly string[]) {
    this.places = places;
    this.#index = index;
    this.#figures = createFigures(index.columns.present.length);
  }

  /** Reads the figures of everybody in the index. */
  static async read(
    replica: ReplicaDatabase,
    { index, forest }: { readonly index: CustomerIndex; readonly forest: MergeForest },
    places: readonly string[],
    { shopCurrency, today }: DirectoryView,
  ): Promise<SeenFigures> {
    const seen = new SeenFigures(index, places);
    const nothing = figuresOf([], shopCurrency);
    for (let slot = 0; slot < index.size; slot += 1) writeFigures(seen.#figures, slot, nothing);
    const reader = replicaReader(replica);
    const merged = new Map<string, MetricsCell[]>();
    for await (const row of allMetrics(replica)) {
      const root = forest.rootOf(row.customerId);
      const seenCells = cellsSeen(row.cells, places);
      if (seenCells.length === 0) continue;
      if (seenCells.length === row.cells.length && !forest.isMerged(root)) {
        seen.#takeWhole(root);
        continue;
      }
      const cells = await rowsAsOf(reader, [row], today);
      if (forest.isMerged(root)) merged.set(root, [...(merged.get(root) ?? []), ...cells]);
      else seen.put(root, cells, shopCurrency);
    }
    for (const [root, cells] of merged) seen.put(root, cells, shopCurrency);
    return seen;
  }

  /** Takes in the cells of a group, of whatever places. */
  put(rootId: string, cells: readonly MetricsCell[], shopCurrency: string): void {
    const slot = this.#index.slotOf(rootId);
    if (slot !== undefined) this.#write(slot, cells, shopCurrency);
  }

  /** Asked for each customer: put together anew only where either has grown. */
  get columns(): CustomerColumns {
    const { columns } = this.#index;
    if (this.#columns?.present !== columns.present || this.#columns.orders !== this.#figures.orders) {
      this.#columns = { ...columns, ...this.#figures };
    }
    return this.#columns;
  }

  order(sort: CustomerSort): Uint32Array {
    if (!goesByFigures(sort)) return this.#index.order(sort);
    const { revision } = this.#index;
    const known = this.#orders.get(sort);
    if (known?.revision === revision) return known.slots;
    const slots = this.sorted(sort, this.#index.order('name').slice());
    this.#orders.set(sort, { revision, slots });
    return slots;
  }

  hasOrder(sort: CustomerSort): boolean {
    if (!goesByFigures(sort)) return this.#index.hasOrder(sort);
    return this.#orders.get(sort)?.revision === this.#index.revision;
  }

  sorted(sort: CustomerSort, slots: Uint32Array): Uint32Array {
    if (!goesByFigures(sort)) return this.#index.sorted(sort, slots);
    return slots.sort(comparison(sort, this.columns, () => ''));
  }

  /** Of most customers all is seen: their figures are those of the index. */
  #takeWhole(customerId: string): void {
    const slot = this.#index.slotOf(customerId);
    if (slot !== undefined) copySlot(this.#index.columns, this.#figures, slot);
  }

  #write(slot: number, cells: readonly MetricsCell[], shopCurrency: string): void {
    const capacity = this.#index.columns.present.length;
    if (this.#figures.orders.length < capacity) {
      const grown = createFigures(capacity);
      copyFigures(this.#figures, grown, 0);
      this.#figures = grown;
    }
    writeFigures(this.#figures, slot, figuresOf(cellsSeen(cells, this.places), shopCurrency));
  }
}
