/** The store port in plain maps: the simplest thing that keeps its promises, for tests of rules that need a store. */
import { allAsHappened, asHappened, clockIdOf } from '../history/corrected-time.ts';
import type { CustomerMetrics } from '../metrics/metrics.ts';
import { type EntityKind, type EntityRow, entityKinds, linksOf } from '../model/entities.ts';
import { guestId, type SaleRef } from '../model/primitives.ts';
import { type Sale, saleRefOf } from '../model/sale.ts';
import type { Store, TimeSpan } from '../store.ts';

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
const byTime = (a: Sale, b: Sale): number => a.occurredAt - b.occurredAt || byId(a, b);

/**
 * A store that lives as long as the test. It keeps rows as JSON text, so what is handed out is always a copy.
 *
 * @example await applyMutation(new MemoryStore(), 'recordSale', { sale: buildSale() }, buildContext())
 */
export class MemoryStore implements Store {
  readonly #rows = new Map<EntityKind, Map<string, string>>(entityKinds.map((kind) => [kind, new Map()]));
  readonly #sales = new Map<string, string>();
  readonly #saleIdsByCustomer = new Map<string, string[]>();
  readonly #metrics = new Map<string, string>();

  /** All rows of a kind, in order of id. */
  all<K extends EntityKind>(kind: K): EntityRow<K>[] {
    return [...this.#table(kind).values()].map((text): EntityRow<K> => JSON.parse(text)).sort(byId);
  }

  /** All documents, oldest first. */
  allSales(): Sale[] {
    return this.#salesWithIds([...this.#sales.keys()]);
  }

  /** All metrics rows, in no particular order. */
  allMetrics(): CustomerMetrics[] {
    return [...this.#metrics.values()].map((text): CustomerMetrics => JSON.parse(text));
  }

  async get<K extends EntityKind>(kind: K, id: string): Promise<EntityRow<K> | undefined> {
    return this.#row(kind, id);
  }

  async getMany<K extends EntityKind>(
    kind: K,
    ids: readonly string[],
  ): Promise<(EntityRow<K> | undefined)[]> {
    return ids.map((id) => this.#row(kind, id));
  }

  async children<K extends EntityKind>(kind: K, parentId: string): Promise<EntityRow<K>[]> {
    return this.all(kind).filter((row) => linksOf(kind, row).parentId === parentId);
  }

  async childrenOfAll<K extends EntityKind>(kind: K, parentIds: readonly string[]): Promise<EntityRow<K>[]> {
    const wanted = new Set<string | null>(parentIds);
    return this.all(kind).filter((row) => wanted.has(linksOf(kind, row).parentId));
  }

  async references<K extends EntityKind>(kind: K, referenceId: string): Promise<EntityRow<K>[]> {
    return this.all(kind).filter((row) => linksOf(kind, row).referenceId === referenceId);
  }

  async sale(ref: SaleRef): Promise<Sale | undefined> {
    return this.#salesWithIds([ref.id])[0];
  }

  async salesOf(customerId: string, within?: TimeSpan): Promise<Sale[]> {
    const sales = this.#salesWithIds(this.#saleIdsByCustomer.get(customerId) ?? []);
    return within
      ? sales.filter(({ occurredAt }) => occurredAt >= within.from && occurredAt <= within.to)
      : sales;
  }

  async childDocuments(saleId: string): Promise<SaleRef[]> {
    return this.allSales()
      .filter((sale) => sale.parent?.id === saleId)
      .map(saleRefOf);
  }

  async childDocumentsOfAll(saleIds: readonly string[]): Promise<SaleRef[]> {
    const wanted = new Set<string | undefined>(saleIds);
    return this.allSales()
      .filter((sale) => wanted.has(sale.parent?.id))
      .map(saleRefOf);
  }

  async settings(): Promise<EntityRow<'setting'> | undefined> {
    return this.all('setting')[0];
  }

  async metrics(customerIds: readonly string[]): Promise<(CustomerMetrics | undefined)[]> {
    return customerIds.map((id) => {
      const text = this.#metrics.get(id);
      return text === undefined ? undefined : JSON.parse(text);
    });
  }

  async put<K extends EntityKind>(kind: K, row: EntityRow<K>): Promise<void> {
    this.#table(kind).set(row.id, JSON.stringify(row));
  }

  async putMany<K extends EntityKind>(kind: K, rows: readonly EntityRow<K>[]): Promise<void> {
    for (const row of rows) await this.put(kind, row);
  }

  async remove(kind: EntityKind, id: string): Promise<void> {
    this.#table(kind).delete(id);
  }

  async addSales(sales: readonly Sale[]): Promise<Sale[]> {
    const added: Sale[] = [];
    for (const sale of sales) {
      if (this.#sales.has(sale.id)) continue;
      this.#sales.set(sale.id, JSON.stringify(sale));
      const customerId = sale.customerId ?? guestId;
      const ids = this.#saleIdsByCustomer.get(customerId) ?? [];
      ids.push(sale.id);
      this.#saleIdsByCustomer.set(customerId, ids);
      added.push(sale);
    }
    return allAsHappened(this, added);
  }

  async putMetrics(rows: readonly CustomerMetrics[]): Promise<void> {
    for (const row of rows) this.#metrics.set(row.customerId, JSON.stringify(row));
  }

  #table(kind: EntityKind): Map<string, string> {
    const table = this.#rows.get(kind);
    if (table === undefined) throw new Error(`no such kind of row: ${kind}`);
    return table;
  }

  #row<K extends EntityKind>(kind: K, id: string): EntityRow<K> | undefined {
    const text = this.#table(kind).get(id);
    return text === undefined ? undefined : JSON.parse(text);
  }

  #salesWithIds(ids: readonly string[]): Sale[] {
    const texts = ids.map((id) => this.#sales.get(id)).filter((text) => text !== undefined);
    const sales = texts.map((text): Sale => JSON.parse(text));
    return sales.map((sale) => asHappened(sale, this.#row('saleClock', clockIdOf(sale.id)))).sort(byTime);
  }
}
