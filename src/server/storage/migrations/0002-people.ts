import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineTraits } from '../engine.ts';

/** Sessions know who signed in on them and what they take the place of; devices have keys. */
export function people({ textType }: EngineTraits): Migration {
  return { up: (db) => change(db, textType) };
}

async function change(db: Kysely<unknown>, textType: EngineTraits['textType']): Promise<void> {
  await db.schema.alterTable('session').addColumn('previous_hash', textType).execute();
  await db.schema.alterTable('session').addColumn('challenge', textType).execute();
  await db.schema.alterTable('session').addColumn('verified_staff_id', textType).execute();
  await db.schema.alterTable('session').addColumn('verified_until', sql`bigint`).execute();
  await db.schema
    .createTable('device_key')
    .addColumn('tenant_id', textType, (column) => column.notNull())
    .addColumn('device_id', textType, (column) => column.notNull())
    .addColumn('public_key', textType, (column) => column.notNull())
    .addColumn('created_at', sql`bigint`, (column) => column.notNull())
    .addPrimaryKeyConstraint('device_key_key', ['tenant_id', 'device_id'] as never[])
    .execute();
}
