/** The domain's store port in one SQL transaction: reads see what the transaction has written, writes are sent at its end. */
import { allAsHappened, asHappened, type SaleClock } from '../../domain/history/corrected-time.ts';
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import type { Store, TimeSpan } from '../../domain/store.ts';
import type { PendingRows } from './pending-rows.ts';
import {
  type EntityColumns,
  entityColumns,
  entityFromBody,
  metricsFromBody,
  saleColumns,
  saleFromColumns,
  saleLineColumns,
  tombstoneColumns,
} from './rows.ts';
import type { SqlReader } from './sql-reader.ts';
import type { Foreseen } from './storage.ts';

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
const byTime = (a: { occurredAt: number; id: string }, b: { occurredAt: number; id: string }): number =>
  a.occurredAt - b.occurredAt || byId(a, b);

/** Finds out which of some ids are stored sales. */
export type StoredSaleIds = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** Kinds of which a batch asks for the same few rows with every entry. */
const rememberedKinds: ReadonlySet<EntityKind> = new Set(['staff', 'device', 'setting']);

export class SqlStore implements Store {
  /** Stored bodies of those kinds: nobody else writes the tenant's rows while this transaction holds its counter. */
  readonly #remembered = new Map<string, string | undefined>();
  /** Whether documents that were asked for ahead are stored. */
  readonly #foreseenSales = new Map<string, boolean>();
  readonly #foreseenMetrics = new Map<string, CustomerMetrics | undefined>();
  readonly #reader: SqlReader;
  readonly #pending: PendingRows;
  readonly #tenantId: string;
  readonly #v: number;
  readonly #storedSaleIds: StoredSaleIds;
  #judge: (sale: Sale) => SaleClock | null = () => null;

  constructor(
    reader: SqlReader,
    pending: PendingRows,
    tenantId: string,
    v: number,
    storedSaleIds: StoredSaleIds,
  ) {
    this.#reader = reader;
    this.#pending = pending;
    this.#tenantId = tenantId;
    this.#v = v;
    this.#storedSaleIds = storedSaleIds;
  }

  /** Reads together what a batch is about to ask for with one entry after the other. */
  async foresee({ saleIds, customerIds }: Foreseen): Promise<void> {
    const stored = await this.#storedSaleIds(saleIds);
    for (const id of saleIds) this.#foreseenSales.set(id, stored.has(id));
    const bodies = await this.#reader.bodies('customer', customerIds);
    for (const id of customerIds) this.#remembered.set(`customer/${id}`, bodies.get(id));
    const metrics = await this.#reader.metrics(customerIds);
    for (const [index, id] of customerIds.entries()) this.#foreseenMetrics.set(id, metrics[index]);
  }

  async get<K extends EntityKind>(kind: K, id: string): Promise<EntityRow<K> | undefined> {
    const key = `${kind}/${id}`;
    const isKnown = rememberedKinds.has(kind) || this.#remembered.has(key);
    if (!isKnown || this.#pending.entities(kind).has(id)) {
      const [row] = await this.getMany(kind, [id]);
      return row;
    }
    if (!this.#remembered.has(key)) {
      this.#remembered.set(key, (await this.#reader.bodies(kind, [id])).get(id));
    }
    const body = this.#remembered.get(key);
    return body === undefined ? undefined : entityFromBody(kind, body);
  }

  async getMany<K extends EntityKind>(
    kind: K,
    ids: readonly string[],
  ): Promise<(EntityRow<K> | undefined)[]> {
    const pending = this.#pending.entities(kind);
    const stored = await this.#reader.bodies(
      kind,
      ids.filter((id) => !pending.has(id)),
    );
    return ids.map((id) => {
      const entry = pending.get(id);
      const body = entry ? entry.columns.body : stored.get(id);
      return body ? entityFromBody(kind, body) : undefined;
    });
  }

  async children<K extends EntityKind>(kind: K, parentId: string): Promise<EntityRow<K>[]> {
    const stored = await this.#reader.children(kind, parentId);
    return this.#overlaid(kind, stored, (columns) => columns.parent_id === parentId);
  }

  async childrenOfAll<K extends EntityKind>(kind: K, parentIds: readonly string[]): Promise<EntityRow<K>[]> {
    const wanted = new Set<string | null>(parentIds);
    const stored = await this.#reader.childrenOfAll(kind, parentIds);
    return this.#overlaid(kind, stored, (columns) => wanted.has(columns.parent_id));
  }

  async references<K extends EntityKind>(kind: K, referenceId: string): Promise<EntityRow<K>[]> {
    const stored = await this.#reader.references(kind, referenceId);
    return this.#overlaid(kind, stored, (columns) => columns.reference_id === referenceId);
  }

  async all<K extends EntityKind>(kind: K): Promise<EntityRow<K>[]> {
    return this.#overlaid(kind, await this.#reader.all(kind), () => true);
  }

  sale(ref: SaleRef): Promise<Sale | undefined> {
    return this.saleById(ref.id);
  }

  async saleById(id: string): Promise<Sale | undefined> {
    const pending = this.#pending.sales.get(id);
    return pending ? saleFromColumns(pending.columns) : this.#reader.saleById(id);
  }

  async salesOf(customerId: string, within?: TimeSpan): Promise<Sale[]> {
    const stored = await this.#reader.salesOf(customerId, within);
    const isWithin = (at: number) => !within || (at >= within.from && at <= within.to);
    const pending = [...this.#pending.sales.values()].filter(
      ({ columns }) => columns.customer_id === customerId && isWithin(columns.occurred_at),
    );
    return [...stored, ...pending.map(({ columns }) => saleFromColumns(columns))].sort(byTime);
  }

  async childDocuments(saleId: string): Promise<SaleRef[]> {
    const stored = await this.#reader.childDocuments(saleId);
    const ids = this.#pending.saleIdsByParent.get(saleId) ?? [];
    const pending = ids.flatMap((id) => this.#pending.sales.get(id) ?? []);
    return [...stored, ...pending.map(({ columns }) => saleRefOf(saleFromColumns(columns)))].sort(byTime);
  }

  async childDocumentsOfAll(saleIds: readonly string[]): Promise<SaleRef[]> {
    const stored = await this.#reader.childDocumentsOfAll(saleIds);
    const ids = saleIds.flatMap((id) => this.#pending.saleIdsByParent.get(id) ?? []);
    const pending = ids.flatMap((id) => this.#pending.sales.get(id) ?? []);
    return [...stored, ...pending.map(({ columns }) => saleRefOf(saleFromColumns(columns)))];
  }

  settings(): Promise<EntityRow<'setting'> | undefined> {
    return this.get('setting', this.#tenantId);
  }

  async metrics(customerIds: readonly string[]): Promise<(CustomerMetrics | undefined)[]> {
    const missing = customerIds.filter(
      (id) => !this.#pending.metrics.has(id) && !this.#foreseenMetrics.has(id),
    );
    const stored = missing.length > 0 ? await this.#reader.metrics(missing) : [];
    const storedById = new Map(missing.map((id, index) => [id, stored[index]]));
    return customerIds.map((id) => {
      const body = this.#pending.metrics.get(id);
      if (body !== undefined) return metricsFromBody(body);
      return this.#foreseenMetrics.has(id) ? this.#foreseenMetrics.get(id) : storedById.get(id);
    });
  }

  async put<K extends EntityKind>(kind: K, row: EntityRow<K>): Promise<void> {
    await this.putMany(kind, [row]);
  }

  async putMany<K extends EntityKind>(kind: K, rows: readonly EntityRow<K>[]): Promise<void> {
    const pending = this.#pending.entities(kind);
    for (const row of rows) {
      pending.set(row.id, { kind, columns: entityColumns(this.#tenantId, this.#v, kind, row) });
    }
  }

  async remove(kind: EntityKind, id: string): Promise<void> {
    const pending = this.#pending.entities(kind);
    pending.set(id, { kind, columns: tombstoneColumns(this.#tenantId, this.#v, kind, id) });
  }

  /** Says of the documents that are added from here on whether their clock was wrong; its rows are written with them. */
  judgeClocks(judge: (sale: Sale) => SaleClock | null): void {
    this.#judge = judge;
  }

  async addSales(sales: readonly Sale[], size: 'one' | 'many'): Promise<Sale[]> {
    const unforeseen = sales.filter(({ id }) => !this.#foreseenSales.has(id)).map(({ id }) => id);
    const stored = unforeseen.length > 0 ? await this.#storedSaleIds(unforeseen) : new Set<string>();
    const isStored = (id: string): boolean => this.#foreseenSales.get(id) ?? stored.has(id);
    const isNew = (sale: Sale) => !isStored(sale.id) && !this.#pending.sales.has(sale.id);
    const added: Sale[] = [];
    // Only what is brought back after a restore can have been corrected before: it comes as many.
    for (const sale of size === 'one' ? sales : await allAsHappened(this, sales)) {
      if (!isNew(sale)) continue;
      const clock = sale.importId === undefined ? this.#judge(sale) : null;
      if (clock) await this.put('saleClock', clock);
      const happened = asHappened(sale, clock ?? undefined);
      this.#pending.addSale({
        columns: saleColumns(this.#tenantId, this.#v, happened),
        lines: saleLineColumns(this.#tenantId, sale),
      });
      added.push(happened);
    }
    return added;
  }

  async putMetrics(rows: readonly CustomerMetrics[]): Promise<void> {
    for (const row of rows) this.#pending.setMetrics(row);
  }

  #overlaid<K extends EntityKind>(
    kind: K,
    stored: readonly EntityRow<K>[],
    belongs: (columns: EntityColumns) => boolean,
  ): EntityRow<K>[] {
    const pending = this.#pending.entities(kind);
    if (pending.size === 0) return [...stored];
    const written = [...pending.values()].flatMap(({ columns }) =>
      columns.body && belongs(columns) ? [entityFromBody(kind, columns.body)] : [],
    );
    return [...stored.filter((row) => !pending.has(row.id)), ...written].sort(byId);
  }
}
