/**
 * The store port over shared plain values, many times as fast as the store of other tests: tens of thousands of shops live and end in
 * one run. Values are frozen instead of copied. It notes what is changed, so that a refused change can be taken back.
 */
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import { type EntityKind, type EntityRow, linksOf } from '../../domain/model/entities.ts';
import { guestId, type SaleRef } from '../../domain/model/primitives.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import type { Store, TimeSpan } from '../../domain/store.ts';

interface Held {
  readonly row: object;
  readonly parentId: string | null;
  readonly referenceId: string | null;
}

/** One thing that was written: a row, a document, or the figures of somebody. */
export interface Change {
  readonly kind: EntityKind | 'sale' | 'metrics';
  readonly id: string;
  readonly before: unknown;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
const byTime = (a: Sale, b: Sale): number => a.occurredAt - b.occurredAt || byId(a, b);

export class PlainStore implements Store {
  readonly rows: Map<EntityKind, Map<string, Held>>;
  readonly sales: Map<string, Sale>;
  readonly figures: Map<string, CustomerMetrics>;
  /** All that was written since somebody began to note. */
  #changes: Change[] = [];

  constructor(from?: PlainStore) {
    this.rows = new Map([...(from?.rows ?? [])].map(([kind, rows]) => [kind, new Map(rows)]));
    this.sales = new Map(from?.sales);
    this.figures = new Map(from?.figures);
  }

  /** The rows of a kind, in order of id. */
  all<K extends EntityKind>(kind: K): EntityRow<K>[] {
    return [...this.#table(kind).values()].map(({ row }) => row as EntityRow<K>).sort(byId);
  }

  /** What was written since changes were last taken. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  takeChanges(): Change[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  /** Takes back all that was written since changes were last taken. */
  takeBack(): void {
    for (const { kind, id, before } of this.takeChanges().toReversed()) {
      if (kind === 'sale') this.sales.delete(id);
      else if (kind === 'metrics') restore(this.figures, id, before as CustomerMetrics | undefined);
      else restore(this.#table(kind), id, before as Held | undefined);
    }
  }

  row<K extends EntityKind>(kind: K, id: string): EntityRow<K> | undefined {
    return this.#table(kind).get(id)?.row as EntityRow<K> | undefined;
  }

  async get<K extends EntityKind>(kind: K, id: string): Promise<EntityRow<K> | undefined> {
    return this.row(kind, id);
  }

  async getMany<K extends EntityKind>(
    kind: K,
    ids: readonly string[],
  ): Promise<(EntityRow<K> | undefined)[]> {
    return ids.map((id) => this.row(kind, id));
  }

  async children<K extends EntityKind>(kind: K, parentId: string): Promise<EntityRow<K>[]> {
    return this.#rowsWhere(kind, (held) => held.parentId === parentId);
  }

  async childrenOfAll<K extends EntityKind>(kind: K, parentIds: readonly string[]): Promise<EntityRow<K>[]> {
    const wanted = new Set<string | null>(parentIds);
    return this.#rowsWhere(kind, (held) => wanted.has(held.parentId));
  }

  async references<K extends EntityKind>(kind: K, referenceId: string): Promise<EntityRow<K>[]> {
    return this.#rowsWhere(kind, (held) => held.referenceId === referenceId);
  }

  async sale(ref: SaleRef): Promise<Sale | undefined> {
    return this.sales.get(ref.id);
  }

  async salesOf(customerId: string, within?: TimeSpan): Promise<Sale[]> {
    return this.#salesWhere(
      (sale) =>
        (sale.customerId ?? guestId) === customerId &&
        (!within || (sale.occurredAt >= within.from && sale.occurredAt <= within.to)),
    );
  }

  async childDocuments(saleId: string): Promise<SaleRef[]> {
    return this.childDocumentsOfAll([saleId]);
  }

  async childDocumentsOfAll(saleIds: readonly string[]): Promise<SaleRef[]> {
    const wanted = new Set<string | undefined>(saleIds);
    return this.#salesWhere((sale) => wanted.has(sale.parent?.id)).map(saleRefOf);
  }

  async settings(): Promise<EntityRow<'setting'> | undefined> {
    return this.all('setting')[0];
  }

  async metrics(customerIds: readonly string[]): Promise<(CustomerMetrics | undefined)[]> {
    return customerIds.map((id) => this.figures.get(id));
  }

  async put<K extends EntityKind>(kind: K, row: EntityRow<K>): Promise<void> {
    const table = this.#table(kind);
    this.#changes.push({ kind, id: row.id, before: table.get(row.id) });
    table.set(row.id, { row: frozen(row), ...linksOf(kind, row) });
  }

  async putMany<K extends EntityKind>(kind: K, rows: readonly EntityRow<K>[]): Promise<void> {
    for (const row of rows) await this.put(kind, row);
  }

  async remove(kind: EntityKind, id: string): Promise<void> {
    const table = this.#table(kind);
    this.#changes.push({ kind, id, before: table.get(id) });
    table.delete(id);
  }

  async addSales(sales: readonly Sale[]): Promise<Sale[]> {
    const added = sales.filter(({ id }) => !this.sales.has(id));
    for (const sale of added) {
      this.#changes.push({ kind: 'sale', id: sale.id, before: undefined });
      this.sales.set(sale.id, frozen(sale));
    }
    return added;
  }

  async putMetrics(rows: readonly CustomerMetrics[]): Promise<void> {
    for (const row of rows) {
      this.#changes.push({ kind: 'metrics', id: row.customerId, before: this.figures.get(row.customerId) });
      this.figures.set(row.customerId, frozen(row));
    }
  }

  #table(kind: EntityKind): Map<string, Held> {
    const table = this.rows.get(kind) ?? new Map<string, Held>();
    this.rows.set(kind, table);
    return table;
  }

  #rowsWhere<K extends EntityKind>(kind: K, isMeant: (held: Held) => boolean): EntityRow<K>[] {
    const found: EntityRow<K>[] = [];
    for (const held of this.#table(kind).values()) if (isMeant(held)) found.push(held.row as EntityRow<K>);
    return found.length > 1 ? found.sort(byId) : found;
  }

  #salesWhere(isMeant: (sale: Sale) => boolean): Sale[] {
    const found: Sale[] = [];
    for (const sale of this.sales.values()) if (isMeant(sale)) found.push(sale);
    return found.length > 1 ? found.sort(byTime) : found;
  }
}

function restore<Value>(table: Map<string, Value>, id: string, before: Value | undefined): void {
  if (before === undefined) table.delete(id);
  else table.set(id, before);
}

function frozen<Value extends object>(value: Value): Value {
  if (Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part);
  return Object.freeze(value);
}
