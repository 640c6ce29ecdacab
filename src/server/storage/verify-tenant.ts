/** Recomputing what is derived and comparing it with what is stored (rule L4). */
import type { Kysely } from 'kysely';
import { asHappened, type SaleClock } from '../../domain/history/corrected-time.ts';
import { contributionOf } from '../../domain/metrics/contribution.ts';
import { combineCells, type MetricsCell } from '../../domain/metrics/metrics.ts';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { type EntityKind, entityKinds, linksOf } from '../../domain/model/entities.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { type Sale, saleProblem } from '../../domain/model/sale.ts';
import type { StoreReader } from '../../domain/store.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import {
  entityFromBody,
  indexColumns,
  metricsColumns,
  metricsFromBody,
  saleColumns,
  saleFromBody,
  saleLineColumns,
  valueColumns,
} from './rows.ts';
import type { Database } from './schema.ts';
import type { Difference, Verification } from './storage.ts';

const pageSize = 1000;

export async function verifyTenant(
  db: Kysely<Database>,
  tenantId: string,
  reader: StoreReader,
): Promise<Verification> {
  const check = new Check(db, tenantId, reader);
  await check.sales();
  await check.metrics();
  await check.values();
  const customers = await check.customerIndex();
  await check.links();
  return { sales: check.saleCount, customers, differences: check.found };
}

/** Names the columns in which two rows differ. */
function differingFields(stored: object, expected: object): string[] {
  const values = new Map<string, unknown>(Object.entries(stored));
  return Object.entries(expected).flatMap(([field, value]) => (values.get(field) === value ? [] : [field]));
}

class Check {
  readonly found: Difference[] = [];
  saleCount = 0;
  readonly #db: Kysely<Database>;
  readonly #tenantId: string;
  readonly #reader: StoreReader;
  /** What the sales say that the metrics rows should be. */
  readonly #cellsByOwner = new Map<string, MetricsCell[]>();
  /** What corrects the times of documents, by document. */
  #clocks: ReadonlyMap<string, SaleClock> = new Map();

  constructor(db: Kysely<Database>, tenantId: string, reader: StoreReader) {
    this.#db = db;
    this.#tenantId = tenantId;
    this.#reader = reader;
  }

  #differ(table: Difference['table'], id: string, fields: readonly string[]): void {
    for (const field of fields) this.found.push({ table, id, field });
  }

  async sales(): Promise<void> {
    const linked = await this.#salesWith('saleLink');
    const voided = await this.#salesWith('saleVoid');
    this.#clocks = await this.#readClocks();
    for (let after = ''; ; ) {
      const rows = await this.#db
        .selectFrom('sale')
        .selectAll()
        .where('tenant_id', '=', this.#tenantId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(pageSize)
        .execute();
      const sales = rows.map((row) => this.#saleRow(row));
      await this.#lines(sales);
      await this.#count(
        sales.filter((sale) => !voided.has(sale.id)),
        linked,
      );
      this.saleCount += rows.length;
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) return;
      after = last.id;
    }
  }

  /** Checks the columns beside a document, by which lists and child documents are found, and its own sums. */
  #saleRow(row: Database['sale']): Sale {
    const sale = asHappened(saleFromBody(row.body), this.#clocks.get(row.id));
    const { body: _body, ...columns } = saleColumns(this.#tenantId, row.v, sale);
    this.#differ('sale', row.id, differingFields(row, columns));
    if (saleProblem(sale)) this.#differ('sale', row.id, ['sums']);
    return sale;
  }

  async #lines(sales: readonly Sale[]): Promise<void> {
    const [first, last] = [sales[0], sales.at(-1)];
    if (!first || !last) return;
    const rows = await this.#db
      .selectFrom('sale_line')
      .selectAll()
      .where('tenant_id', '=', this.#tenantId)
      .where('sale_id', '>=', first.id)
      .where('sale_id', '<=', last.id)
      .execute();
    const stored = new Map(rows.map((row) => [`${row.sale_id} ${row.n}`, row]));
    for (const line of sales.flatMap((sale) => saleLineColumns(this.#tenantId, sale))) {
      const key = `${line.sale_id} ${line.n}`;
      this.#differ('sale_line', key, differingFields(stored.get(key) ?? {}, line));
      stored.delete(key);
    }
    for (const key of stored.keys()) this.#differ('sale_line', key, ['row']);
  }

  async #readClocks(): Promise<ReadonlyMap<string, SaleClock>> {
    const rows = await this.#db
      .selectFrom('entity')
      .select('body')
      .where('tenant_id', '=', this.#tenantId)
      .where('kind', '=', 'saleClock')
      .where('removed', '=', 0)
      .execute();
    const clocks = rows.map(({ body }) => entityFromBody('saleClock', body ?? ''));
    return new Map(clocks.map((clock) => [clock.sale.id, clock]));
  }

  async #salesWith(kind: 'saleLink' | 'saleVoid'): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('entity')
      .select('parent_id')
      .where('tenant_id', '=', this.#tenantId)
      .where('kind', '=', kind)
      .where('removed', '=', 0)
      .execute();
    return new Set(rows.flatMap((row) => row.parent_id ?? []));
  }

  async #count(sales: readonly Sale[], linked: ReadonlySet<string>): Promise<void> {
    const byOwner = new Map<string, MetricsCell[]>();
    for (const sale of sales) {
      const mayBeOfAnother = sale.parent !== null || linked.has(sale.id);
      const owner = mayBeOfAnother ? await ownerOf(this.#reader, sale) : (sale.customerId ?? guestId);
      const cells = byOwner.get(owner) ?? [];
      cells.push(contributionOf(sale));
      byOwner.set(owner, cells);
    }
    for (const [owner, cells] of byOwner) {
      const before = this.#cellsByOwner.get(owner) ?? [];
      this.#cellsByOwner.set(owner, combineCells([...before, ...cells]));
    }
  }

  async metrics(): Promise<void> {
    const missing = new Map(this.#cellsByOwner);
    for (let after = ''; ; ) {
      const rows = await this.#db
        .selectFrom('customer_metrics')
        .selectAll()
        .where('tenant_id', '=', this.#tenantId)
        .where('customer_id', '>', after)
        .orderBy('customer_id')
        .limit(pageSize)
        .execute();
      for (const row of rows) {
        const customerId = row.customer_id;
        const cells = this.#cellsByOwner.get(customerId) ?? [];
        const stored = metricsFromBody(row.body);
        const expected = metricsColumns(this.#tenantId, row.v, { customerId, stale: false, cells });
        if (stored.stale) this.#differ('customer_metrics', customerId, ['stale']);
        if (canonicalJson(stored.cells) !== canonicalJson(cells)) {
          this.#differ('customer_metrics', customerId, ['cells']);
        }
        if (row.last_purchase_at !== expected.last_purchase_at) {
          this.#differ('customer_metrics', customerId, ['last_purchase_at']);
        }
        missing.delete(customerId);
      }
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = last.customer_id;
    }
    for (const owner of missing.keys()) this.#differ('customer_metrics', owner, ['row']);
  }

  async values(): Promise<void> {
    const rows = await this.#db
      .selectFrom('customer_value')
      .selectAll()
      .where('tenant_id', '=', this.#tenantId)
      .execute();
    const stored = new Map(rows.map((row) => [`${row.customer_id} ${row.currency}`, row.net_minor]));
    for (const [customerId, cells] of this.#cellsByOwner) {
      for (const value of valueColumns(this.#tenantId, { customerId, stale: false, cells })) {
        const key = `${customerId} ${value.currency}`;
        if (stored.get(key) !== value.net_minor) this.#differ('customer_value', key, ['net_minor']);
        stored.delete(key);
      }
    }
    for (const key of stored.keys()) this.#differ('customer_value', key, ['row']);
  }

  /** Answers how many customers there are. */
  async customerIndex(): Promise<number> {
    const winners = await this.#winners();
    let count = 0;
    for (let after = ''; ; ) {
      const rows = await this.#db
        .selectFrom('entity')
        .leftJoin('customer_index', (join) =>
          join
            .onRef('customer_index.tenant_id', '=', 'entity.tenant_id')
            .onRef('customer_index.customer_id', '=', 'entity.id'),
        )
        .selectAll('customer_index')
        .select(['entity.id', 'entity.body'])
        .where('entity.tenant_id', '=', this.#tenantId)
        .where('entity.kind', '=', 'customer')
        .where('entity.removed', '=', 0)
        .where('entity.id', '>', after)
        .orderBy('entity.id')
        .limit(pageSize)
        .execute();
      for (const row of rows) {
        const expected = indexColumns(this.#tenantId, entityFromBody('customer', row.body ?? ''));
        const withRoot = { ...expected, root_id: rootIn(winners, row.id) };
        this.#differ('customer_index', row.id, differingFields(row, withRoot));
      }
      count += rows.length;
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) return count;
      after = last.id;
    }
  }

  /** Winner by loser of the active merges. */
  async #winners(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#db
      .selectFrom('entity')
      .select('body')
      .where('tenant_id', '=', this.#tenantId)
      .where('kind', '=', 'mergeEdge')
      .where('removed', '=', 0)
      .execute();
    const edges = rows.map(({ body }) => entityFromBody('mergeEdge', body ?? ''));
    return new Map(edges.filter((edge) => edge.active).map((edge) => [edge.loserId, edge.winnerId]));
  }

  /** Checks the two columns by which rows find what belongs and points to them. */
  async links(): Promise<void> {
    for (const kind of entityKinds) await this.#linksOfKind(kind);
  }

  async #linksOfKind(kind: EntityKind): Promise<void> {
    for (let after = ''; ; ) {
      const rows = await this.#db
        .selectFrom('entity')
        .select(['id', 'parent_id', 'reference_id', 'body'])
        .where('tenant_id', '=', this.#tenantId)
        .where('kind', '=', kind)
        .where('removed', '=', 0)
        .where('id', '>', after)
        .orderBy('id')
        .limit(pageSize)
        .execute();
      for (const { body, ...stored } of rows) {
        const row = entityFromBody(kind, body ?? '');
        const { parentId, referenceId } = linksOf(kind, row);
        const expected = { id: row.id, parent_id: parentId, reference_id: referenceId };
        this.#differ('entity', stored.id, differingFields(stored, expected));
      }
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) return;
      after = last.id;
    }
  }
}

function rootIn(winners: ReadonlyMap<string, string>, customerId: string): string {
  let root = customerId;
  // A circle would be a fault of the data; it must show as a difference, not keep the check from ending.
  for (let steps = winners.size; steps > 0; steps -= 1) {
    const winner = winners.get(root);
    if (winner === undefined) break;
    root = winner;
  }
  return root;
}
