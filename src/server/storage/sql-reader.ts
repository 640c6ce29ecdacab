/** Reading a tenant's rows by SQL: the domain's port, and the questions of lists and feed beside it. */
import type { Kysely } from 'kysely';
import type { TimelineFilter, TimelinePage, TimelinePosition } from '../../domain/history/timeline.ts';
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import { type Ownership, ownershipOf } from '../../domain/metrics/move-figures.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import type { TimeSpan } from '../../domain/store.ts';
import type { DeviceScope, DocumentPlace } from '../../domain/sync/device-scope.ts';
import type { FeedCursor, SnapshotPlace } from '../../domain/sync/protocol.ts';
import type { Day } from '../../domain/values/calendar.ts';
import { chunked } from './chunks.ts';
import { customerList } from './customer-list.ts';
import { feedPage } from './feed.ts';
import { figuresToday } from './figures-today.ts';
import { recoveryOf } from './rescue-log.ts';
import { entityFromBody, happenedColumns, metricsFromBody, saleFromBody, saleFromColumns } from './rows.ts';
import type { Database } from './schema.ts';
import { snapshotPage, snapshotSize } from './snapshot.ts';
import type {
  CustomerList,
  CustomerQuery,
  FailedEntry,
  FeedPage,
  Position,
  Recovery,
  SnapshotPage,
  TenantReader,
  Verification,
} from './storage.ts';
import { timelinePage, timelineSize } from './timeline-page.ts';
import { type ValueRank, valueRank } from './value-rank.ts';
import { verifyTenant } from './verify-tenant.ts';

export class SqlReader implements TenantReader {
  readonly #db: Kysely<Database>;
  readonly #tenantId: string;
  readonly #position: Position;

  constructor(db: Kysely<Database>, tenantId: string, position: Position) {
    this.#db = db;
    this.#tenantId = tenantId;
    this.#position = position;
  }

  recovery(): Promise<Recovery | null> {
    return recoveryOf(this.#db, this.#tenantId);
  }

  async position(): Promise<Position> {
    return this.#position;
  }

  async get<K extends EntityKind>(kind: K, id: string): Promise<EntityRow<K> | undefined> {
    const [row] = await this.getMany(kind, [id]);
    return row;
  }

  async getMany<K extends EntityKind>(
    kind: K,
    ids: readonly string[],
  ): Promise<(EntityRow<K> | undefined)[]> {
    const bodies = await this.bodies(kind, ids);
    return ids.map((id) => {
      const body = bodies.get(id);
      return body === undefined ? undefined : entityFromBody(kind, body);
    });
  }

  /** Bodies as stored, of those ids that have a row. */
  async bodies(kind: EntityKind, ids: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const part of chunked(ids)) {
      const rows = await this.#entities(kind).where('id', 'in', part).execute();
      for (const { id, body } of rows) if (body !== null) found.set(id, body);
    }
    return found;
  }

  async children<K extends EntityKind>(kind: K, parentId: string): Promise<EntityRow<K>[]> {
    return rowsOf(kind, await this.#entities(kind).where('parent_id', '=', parentId).orderBy('id').execute());
  }

  async childrenOfAll<K extends EntityKind>(kind: K, parentIds: readonly string[]): Promise<EntityRow<K>[]> {
    const found: EntityRow<K>[] = [];
    for (const part of chunked([...new Set(parentIds)]))
      found.push(...rowsOf(kind, await this.#entities(kind).where('parent_id', 'in', part).execute()));
    return found;
  }

  async references<K extends EntityKind>(kind: K, referenceId: string): Promise<EntityRow<K>[]> {
    return rowsOf(
      kind,
      await this.#entities(kind).where('reference_id', '=', referenceId).orderBy('id').execute(),
    );
  }

  async newest<K extends EntityKind>(kind: K, below: string | null, limit: number): Promise<EntityRow<K>[]> {
    let rows = this.#entities(kind).where('body', 'is not', null).orderBy('id', 'desc').limit(limit);
    if (below !== null) rows = rows.where('id', '<', below);
    return rowsOf(kind, await rows.execute());
  }

  async all<K extends EntityKind>(kind: K): Promise<EntityRow<K>[]> {
    return rowsOf(kind, await this.#entities(kind).orderBy('id').execute());
  }

  sale(ref: SaleRef): Promise<Sale | undefined> {
    return this.saleById(ref.id);
  }

  async saleById(id: string): Promise<Sale | undefined> {
    const row = await this.#sales().select(happenedColumns).where('id', '=', id).executeTakeFirst();
    return row && saleFromColumns(row);
  }

  async documentPlaces(ids: readonly string[]): Promise<Map<string, DocumentPlace>> {
    const found = new Map<string, DocumentPlace>();
    for (const part of chunked(ids)) {
      const rows = await this.#sales().select(['id', 'body']).where('id', 'in', part).execute();
      for (const { id, body } of rows) found.set(id, saleFromBody(body));
    }
    return found;
  }

  async salesOf(customerId: string, within?: TimeSpan): Promise<Sale[]> {
    let sales = this.#sales().select(happenedColumns).where('customer_id', '=', customerId);
    if (within) sales = sales.where('occurred_at', '>=', within.from).where('occurred_at', '<=', within.to);
    const rows = await sales.orderBy('occurred_at').orderBy('id').execute();
    return rows.map(saleFromColumns);
  }

  async childDocuments(saleId: string): Promise<SaleRef[]> {
    const rows = await this.#sales()
      .select(happenedColumns)
      .where('parent_id', '=', saleId)
      .orderBy('occurred_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => saleRefOf(saleFromColumns(row)));
  }

  async childDocumentsOfAll(saleIds: readonly string[]): Promise<SaleRef[]> {
    const found: SaleRef[] = [];
    for (const part of chunked([...new Set(saleIds)])) {
      const rows = await this.#sales().select(happenedColumns).where('parent_id', 'in', part).execute();
      found.push(...rows.map((row) => saleRefOf(saleFromColumns(row))));
    }
    return found;
  }

  settings(): Promise<EntityRow<'setting'> | undefined> {
    return this.get('setting', this.#tenantId);
  }

  async metrics(customerIds: readonly string[]): Promise<(CustomerMetrics | undefined)[]> {
    const found = new Map<string, string>();
    for (const part of chunked(customerIds)) {
      const rows = await this.#db
        .selectFrom('customer_metrics')
        .select(['customer_id', 'body'])
        .where('tenant_id', '=', this.#tenantId)
        .where('customer_id', 'in', part)
        .execute();
      for (const { customer_id, body } of rows) found.set(customer_id, body);
    }
    return customerIds.map((id) => {
      const body = found.get(id);
      return body === undefined ? undefined : metricsFromBody(body);
    });
  }

  async metricsAfter(customerId: string, limit: number): Promise<CustomerMetrics[]> {
    const rows = await this.#db
      .selectFrom('customer_metrics')
      .select('body')
      .where('tenant_id', '=', this.#tenantId)
      .where('customer_id', '>', customerId)
      .orderBy('customer_id')
      .limit(limit)
      .execute();
    return rows.map(({ body }) => metricsFromBody(body));
  }

  async valueRank(value: { currency: string; netMinor: number }, today: Day): Promise<ValueRank> {
    const setting = await this.settings();
    if (!setting) throw new Error('a shop without settings has no customers');
    return valueRank(this.#db, this, setting, today, value);
  }

  async timeline(
    customerIds: readonly string[],
    filter: TimelineFilter,
    before: TimelinePosition | null,
    limit: number,
    offset = 0,
  ): Promise<TimelinePage> {
    const whose = { customerIds, moved: await this.#documentsOnTheMove(customerIds) };
    return timelinePage(this.#db, this.#tenantId, whose, filter, { before, offset, limit });
  }

  async timelineSize(customerIds: readonly string[], filter: Omit<TimelineFilter, 'text'>): Promise<number> {
    const whose = { customerIds, moved: await this.#documentsOnTheMove(customerIds) };
    return timelineSize(this.#db, this.#tenantId, whose, filter);
  }

  /** The documents that were linked to some customers or away from them, and what was returned of them, with their owners. */
  async #documentsOnTheMove(customerIds: readonly string[]): Promise<Ownership> {
    const links = this.#entities('saleLink');
    const to = await links.where('reference_id', 'in', customerIds).execute();
    const theirs = this.#sales().select('id').where('customer_id', 'in', customerIds);
    const from = await links.where('parent_id', 'in', theirs).execute();
    const refs = rowsOf('saleLink', [...to, ...from]).map(({ sale }) => sale);
    return ownershipOf(this, [...new Map(refs.map((ref) => [ref.id, ref])).values()]);
  }

  async customers(query: CustomerQuery): Promise<CustomerList> {
    const setting = await this.settings();
    const corrected = setting ? await figuresToday(this.#db, this, setting, query) : new Map();
    const currency = setting?.currency ?? '';
    const { ids, total } = await customerList(this.#db, this.#tenantId, currency, query, corrected);
    const rows = await this.getMany('customer', ids);
    return { customers: rows.filter((row) => row !== undefined), total };
  }

  changes(
    after: FeedCursor,
    limit: number,
    deviceId: string | null,
    scope: DeviceScope | null = null,
  ): Promise<FeedPage> {
    return feedPage(this.#db, this.#tenantId, this.#position, after, limit, deviceId, scope);
  }

  snapshot(
    v: number,
    from: SnapshotPlace,
    limit: number,
    scope: DeviceScope,
    customerId?: string,
  ): Promise<SnapshotPage> {
    return snapshotPage(this.#db, { tenantId: this.#tenantId, scope, v, from, limit, customerId });
  }

  snapshotSize(locationIds: readonly string[] | null): Promise<number> {
    return snapshotSize(this.#db, this.#tenantId, locationIds);
  }

  async failedEntries(deviceId: string, incarnation: string): Promise<FailedEntry[]> {
    const rows = await this.#db
      .selectFrom('push_attempt')
      .select(['seq', 'tries', 'first_at'])
      .where('tenant_id', '=', this.#tenantId)
      .where('device_id', '=', deviceId)
      .where('incarnation', '=', incarnation)
      .execute();
    return rows.map((row) => ({ seq: row.seq, tries: row.tries, firstAt: row.first_at }));
  }

  async queueKey(): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('queue_key')
      .select('private_key')
      .where('tenant_id', '=', this.#tenantId)
      .executeTakeFirst();
    return row?.private_key;
  }

  verify(): Promise<Verification> {
    return verifyTenant(this.#db, this.#tenantId, this);
  }

  #entities(kind: EntityKind) {
    return this.#db
      .selectFrom('entity')
      .select(['id', 'body'])
      .where('tenant_id', '=', this.#tenantId)
      .where('kind', '=', kind)
      .where('removed', '=', 0);
  }

  #sales() {
    return this.#db.selectFrom('sale').where('tenant_id', '=', this.#tenantId);
  }
}

function rowsOf<K extends EntityKind>(kind: K, rows: readonly { body: string | null }[]): EntityRow<K>[] {
  return rows.flatMap(({ body }) => (body === null ? [] : [entityFromBody(kind, body)]));
}
