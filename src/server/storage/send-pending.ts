/** Sends what a transaction has written, in a few large statements. */
import { type Kysely, sql } from 'kysely';
import { groupOf } from '../../domain/history/groups.ts';
import type { StoreReader } from '../../domain/store.ts';
import { chunked } from './chunks.ts';
import type { PendingRows } from './pending-rows.ts';
import { entityFromBody, indexColumns, metricsColumns, metricsFromBody, valueColumns } from './rows.ts';
import type { Database } from './schema.ts';

/** Answers whether there was anything to send. */
export async function sendPending(
  db: Kysely<Database>,
  tenantId: string,
  v: number,
  pending: PendingRows,
  store: StoreReader,
): Promise<boolean> {
  const entities = pending.allEntities();
  await upsertEntities(
    db,
    entities.map((entry) => entry.columns),
  );
  await indexCustomers(db, tenantId, pending);
  await regroup(db, tenantId, pending, store);

  const sales = [...pending.sales.values()];
  await insertAll(
    db,
    'sale',
    sales.map((sale) => sale.columns),
  );
  await insertAll(
    db,
    'sale_line',
    sales.flatMap((sale) => sale.lines),
  );
  const metricsRows = await sendMetrics(db, tenantId, v, pending);
  return entities.length + sales.length + metricsRows > 0;
}

/** Inserts rows in as few statements as the databases allow. */
export async function insertAll<T extends keyof Database>(
  db: Kysely<Database>,
  table: T,
  rows: readonly Database[T][],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).length;
  for (const part of chunked(rows, columns)) {
    // The rows are of this table by their type; Kysely cannot correlate the two over a union of tables.
    await db
      .insertInto(table)
      .values(part as never)
      .execute();
  }
}

async function upsertEntities(db: Kysely<Database>, rows: readonly Database['entity'][]): Promise<void> {
  for (const part of chunked(rows, 8)) {
    await db
      .insertInto('entity')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'kind', 'id']).doUpdateSet((eb) => ({
          v: eb.ref('excluded.v'),
          removed: eb.ref('excluded.removed'),
          parent_id: eb.ref('excluded.parent_id'),
          reference_id: eb.ref('excluded.reference_id'),
          body: eb.ref('excluded.body'),
        })),
      )
      .execute();
  }
}

async function indexCustomers(db: Kysely<Database>, tenantId: string, pending: PendingRows): Promise<void> {
  const written = [...pending.entities('customer').values()];
  const rows = written.flatMap(({ columns }) =>
    columns.body ? [indexColumns(tenantId, entityFromBody('customer', columns.body))] : [],
  );
  for (const part of chunked(rows, 9)) {
    await db
      .insertInto('customer_index')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'customer_id']).doUpdateSet((eb) => ({
          sort_key: eb.ref('excluded.sort_key'),
          search_text: eb.ref('excluded.search_text'),
          type: eb.ref('excluded.type'),
          status: eb.ref('excluded.status'),
          tags: eb.ref('excluded.tags'),
        })),
      )
      .execute();
  }
  const removed = written.flatMap(({ columns }) => (columns.body ? [] : [columns.id]));
  for (const part of chunked(removed)) {
    await db
      .deleteFrom('customer_index')
      .where('tenant_id', '=', tenantId)
      .where('customer_id', 'in', part)
      .execute();
  }
}

/** Notes the new roots of everyone whose group a merge or un-merge has changed. */
async function regroup(
  db: Kysely<Database>,
  tenantId: string,
  pending: PendingRows,
  store: StoreReader,
): Promise<void> {
  const ends = new Set<string>();
  for (const { columns } of pending.entities('mergeEdge').values()) {
    if (!columns.body) continue;
    const { winnerId, loserId } = entityFromBody('mergeEdge', columns.body);
    ends.add(winnerId);
    ends.add(loserId);
  }
  const settled = new Set<string>();
  for (const end of ends) {
    if (settled.has(end)) continue;
    const { rootId, memberIds } = await groupOf(store, end);
    for (const id of memberIds) settled.add(id);
    await db
      .updateTable('customer_index')
      .set({ root_id: rootId })
      .where('tenant_id', '=', tenantId)
      .where('customer_id', 'in', memberIds)
      .execute();
  }
}

async function sendMetrics(
  db: Kysely<Database>,
  tenantId: string,
  v: number,
  pending: PendingRows,
): Promise<number> {
  const rows = [...pending.metrics.values()].map(metricsFromBody);
  for (const part of chunked(rows, 5)) {
    await db
      .insertInto('customer_metrics')
      .values(part.map((row) => metricsColumns(tenantId, v, row)))
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'customer_id']).doUpdateSet((eb) => ({
          v: eb.ref('excluded.v'),
          last_purchase_at: eb.ref('excluded.last_purchase_at'),
          body: eb.ref('excluded.body'),
        })),
      )
      .execute();
    // A row may have lost its last document in a currency, so the old values go.
    await db
      .deleteFrom('customer_value')
      .where('tenant_id', '=', tenantId)
      .where(
        'customer_id',
        'in',
        part.map((row) => row.customerId),
      )
      .execute();
  }
  await insertAll(
    db,
    'customer_value',
    rows.flatMap((row) => valueColumns(tenantId, row)),
  );
  return rows.length;
}

/** Which of some ids are documents already. */
export async function storedSaleIds(
  db: Kysely<Database>,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const part of chunked(ids)) {
    const rows = await db
      .selectFrom('sale')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', part)
      .execute();
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** Takes the next v of a tenant and with it the right to write, until the transaction ends (rule P2). */
export async function takeCounter(
  db: Kysely<Database>,
  tenantId: string,
): Promise<{ v: number; epoch: string } | undefined> {
  return db
    .updateTable('tenant')
    .set({ v: sql<number>`v + 1` })
    .where('tenant_id', '=', tenantId)
    .returning(['v', 'epoch'])
    .executeTakeFirst();
}
