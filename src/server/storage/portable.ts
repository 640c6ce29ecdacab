/** The rows of a database in a form that either database takes: from one snapshot, table by table, in pages. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { chunked } from './chunks.ts';
import type { Engine } from './engine.ts';
import type { Database } from './schema.ts';

/** The keys of all tables behind the tenant; a new table does not compile until it stands here. */
const keys: { readonly [Table in keyof Database]: readonly (keyof Database[Table] & string)[] } = {
  tenant: [],
  entity: ['kind', 'id'],
  sale: ['id'],
  sale_line: ['sale_id', 'n'],
  customer_metrics: ['customer_id'],
  customer_value: ['customer_id', 'currency'],
  customer_index: ['customer_id'],
  device_log: ['device_id', 'incarnation'],
  mutation_outcome: ['device_id', 'incarnation', 'seq'],
  push_attempt: ['device_id', 'incarnation', 'seq'],
  quarantine: ['device_id', 'incarnation', 'seq'],
  session: ['token_hash'],
  device_key: ['device_id'],
  device_contact: ['device_id'],
  api_key: ['token_hash'],
  enrol_code: ['code_hash'],
  staff_login: ['email'],
  queue_key: [],
  restoration: ['epoch'],
  rescue_report: ['epoch', 'device_id'],
  rescued_row: ['kind', 'id'],
};

export type TableName = keyof Database;
type Row = Readonly<Record<string, string | number | null>>;

export interface TablePage {
  readonly table: TableName;
  readonly rows: readonly Row[];
}

const rowsPerPage = 500;

export const isTableName = (name: string): name is TableName => Object.hasOwn(keys, name);

/** Reads every table, of some tenants or (empty) of all; calls wait for each other. */
export function readPortable(
  engine: Engine,
  tenantIds: readonly string[],
  take: (page: TablePage) => Promise<void>,
): Promise<void> {
  return engine.snapshot(async (db) => {
    for (const table of Object.keys(keys).filter(isTableName)) await readTable(db, table, tenantIds, take);
  });
}

async function readTable(
  db: Kysely<Database>,
  table: TableName,
  tenantIds: readonly string[],
  take: (page: TablePage) => Promise<void>,
): Promise<void> {
  const key = ['tenant_id', ...keys[table]];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let last: Row | undefined;
  for (;;) {
    const conditions: RawBuilder<unknown>[] = [];
    if (tenantIds.length > 0) conditions.push(sql`tenant_id in (${sql.join(tenantIds)})`);
    if (last) {
      const { ...values } = last;
      conditions.push(sql`(${columns}) > (${sql.join(key.map((column) => values[column] ?? null))})`);
    }
    const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${where} order by ${columns} limit ${rowsPerPage}`.execute(db);
    if (rows.length > 0) await take({ table, rows: [...rows] });
    if (rows.length < rowsPerPage) return;
    last = rows.at(-1);
  }
}

/** Writes rows as they were, in one transaction, into tables that hold none of their tenants. */
export function writePortable(engine: Engine, pages: AsyncIterable<TablePage>): Promise<void> {
  return engine.transaction((db) =>
    engine.traits.withoutGuards(db, async () => {
      for await (const { table, rows } of pages) {
        for (const part of chunked(rows, Object.keys(rows[0] ?? {}).length)) {
          // The rows are of this table because they were read from it; Kysely cannot know.
          await db
            .insertInto(table)
            .values(part as never)
            .execute();
        }
      }
    }),
  );
}
