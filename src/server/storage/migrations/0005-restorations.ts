import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineTraits } from '../engine.ts';

/** What a database remembers of having been restored, and what devices brought back since (rules X1, X2). */
export function restorations({ textType }: EngineTraits): Migration {
  return { up: (db) => createAll(db, textType) };
}

async function createAll(db: Kysely<unknown>, textType: EngineTraits['textType']): Promise<void> {
  const table = async (
    name: string,
    texts: readonly string[],
    numbers: readonly string[],
    key: readonly string[],
  ): Promise<void> => {
    let builder = db.schema.createTable(name).addColumn('tenant_id', textType, (column) => column.notNull());
    for (const text of texts) builder = builder.addColumn(text, textType, (column) => column.notNull());
    for (const number of numbers)
      builder = builder.addColumn(number, sql`bigint`, (column) => column.notNull());
    await builder.addPrimaryKeyConstraint(`${name}_key`, ['tenant_id', ...key] as never[]).execute();
  };
  await table(
    'restoration',
    ['epoch', 'ended_epoch'],
    ['restored_v', 'restored_at', 'recovered_at'],
    ['epoch'],
  );
  await table('rescue_report', ['epoch', 'device_id'], ['reported_at'], ['epoch', 'device_id']);
  await table('rescued_row', ['kind', 'id'], ['fed_v', 'v'], ['kind', 'id']);
}
