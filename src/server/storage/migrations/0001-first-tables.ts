import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineTraits } from '../engine.ts';

/** The tables of the first version. */
export function firstTables(traits: EngineTraits): Migration {
  return { up: (db) => createAll(db, traits) };
}

type Column = 'text' | 'text?' | 'integer' | 'integer?';

async function createAll(db: Kysely<unknown>, traits: EngineTraits): Promise<void> {
  const table = async (
    name: string,
    columns: Readonly<Record<string, Column>>,
    key: readonly string[],
    isKeyed = false,
  ): Promise<void> => {
    let builder: CreateTableBuilder<string> = db.schema
      .createTable(name)
      .addColumn('tenant_id', traits.textType, (column) => column.notNull());
    for (const [column, type] of Object.entries(columns)) {
      const dataType = type.startsWith('text') ? traits.textType : sql`bigint`;
      builder = builder.addColumn(column, dataType, (definition) =>
        type.endsWith('?') ? definition : definition.notNull(),
      );
    }
    builder = builder.addPrimaryKeyConstraint(`${name}_key`, ['tenant_id', ...key] as never[]);
    if (isKeyed && traits.keyedTable) builder = builder.modifyEnd(traits.keyedTable);
    await builder.execute();
  };
  const index = (name: string, on: string, columns: readonly string[]): Promise<void> =>
    db.schema
      .createIndex(name)
      .on(on)
      .columns(['tenant_id', ...columns])
      .execute();
  /** For columns that are mostly empty: an empty one takes no place in the index. */
  const sparseIndex = (name: string, on: string, columns: readonly string[], filled: string): Promise<void> =>
    db.schema
      .createIndex(name)
      .on(on)
      .columns(['tenant_id', ...columns])
      .where(sql.ref(filled), 'is not', null)
      .execute();

  await table('tenant', { v: 'integer', epoch: 'text' }, []);

  await table(
    'entity',
    {
      kind: 'text',
      id: 'text',
      v: 'integer',
      removed: 'integer',
      parent_id: 'text?',
      reference_id: 'text?',
      body: 'text?',
    },
    ['kind', 'id'],
  );
  await index('entity_by_v', 'entity', ['v', 'kind', 'id']);
  await sparseIndex('entity_by_parent', 'entity', ['kind', 'parent_id', 'id'], 'parent_id');
  await sparseIndex('entity_by_reference', 'entity', ['kind', 'reference_id', 'id'], 'reference_id');

  await table(
    'sale',
    {
      id: 'text',
      v: 'integer',
      customer_id: 'text',
      occurred_at: 'integer',
      business_date: 'text',
      type: 'text',
      channel: 'text',
      location_id: 'text',
      currency: 'text',
      number: 'text',
      external_id: 'text?',
      parent_id: 'text?',
      import_id: 'text?',
      total_minor: 'integer',
      gross_minor: 'integer',
      return_minor: 'integer',
      units_sold_milli: 'integer',
      units_returned_milli: 'integer',
      tax_minor: 'integer',
      body: 'text',
    },
    ['id'],
  );
  await index('sale_by_v', 'sale', ['v', 'id']);
  await index('sale_by_customer', 'sale', ['customer_id', 'occurred_at', 'id']);
  await index('sale_by_number', 'sale', ['number']);
  await sparseIndex('sale_by_external_id', 'sale', ['external_id'], 'external_id');
  await sparseIndex('sale_by_parent', 'sale', ['parent_id', 'occurred_at', 'id'], 'parent_id');

  await table(
    'sale_line',
    {
      sale_id: 'text',
      n: 'integer',
      product_id: 'text?',
      category_id: 'text?',
      sku: 'text',
      quantity_milli: 'integer',
      total_minor: 'integer',
      tax_minor: 'integer',
      cost_minor: 'integer?',
    },
    ['sale_id', 'n'],
    true,
  );

  await table(
    'customer_metrics',
    { customer_id: 'text', v: 'integer', last_purchase_at: 'integer?', body: 'text' },
    ['customer_id'],
  );
  await table('customer_value', { customer_id: 'text', currency: 'text', net_minor: 'integer' }, [
    'customer_id',
    'currency',
  ]);
  await table(
    'customer_index',
    {
      customer_id: 'text',
      root_id: 'text',
      sort_key: 'text',
      search_text: 'text',
      type: 'text',
      status: 'text',
      tags: 'text',
      created_at: 'integer',
    },
    ['customer_id'],
  );
  await index('customer_index_by_name', 'customer_index', ['sort_key', 'customer_id']);
  await index('customer_index_by_root', 'customer_index', ['root_id']);

  await table(
    'device_log',
    { device_id: 'text', incarnation: 'text', last_seq: 'integer', last_chain_hash: 'text' },
    ['device_id', 'incarnation'],
  );
  await table(
    'mutation_outcome',
    {
      device_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      mutation_id: 'text',
      hash: 'text',
      outcome: 'text',
      code: 'text?',
      v: 'integer',
    },
    ['device_id', 'incarnation', 'seq'],
  );
  await index('mutation_outcome_by_v', 'mutation_outcome', ['device_id', 'v', 'mutation_id']);
  await index('mutation_outcome_by_mutation', 'mutation_outcome', ['mutation_id']);
  await table(
    'push_attempt',
    { device_id: 'text', incarnation: 'text', seq: 'integer', tries: 'integer', first_at: 'integer' },
    ['device_id', 'incarnation', 'seq'],
  );
  await table(
    'quarantine',
    {
      device_id: 'text',
      incarnation: 'text',
      seq: 'integer',
      mutation_id: 'text',
      code: 'text',
      received_at: 'integer',
      payload: 'text',
    },
    ['device_id', 'incarnation', 'seq'],
  );

  await table(
    'session',
    { token_hash: 'text', device_id: 'text', created_at: 'integer', revoked_at: 'integer?' },
    ['token_hash'],
  );
  await table(
    'api_key',
    { token_hash: 'text', key_id: 'text', scopes: 'text', created_at: 'integer', revoked_at: 'integer?' },
    ['token_hash'],
  );
  await table(
    'enrol_code',
    {
      code_hash: 'text',
      location_id: 'text',
      created_at: 'integer',
      expires_at: 'integer',
      used_at: 'integer?',
    },
    ['code_hash'],
  );
  // A code is typed by hand and too short to carry its tenant: the one look-up that does not begin with one.
  await db.schema.createIndex('enrol_code_by_hash').on('enrol_code').column('code_hash').execute();
  await table('staff_login', { email: 'text', staff_id: 'text', password_hash: 'text' }, ['email']);

  for (const statement of traits.feedGuards()) await sql.raw(statement).execute(db);
}
