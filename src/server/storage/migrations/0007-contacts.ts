import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EngineTraits } from '../engine.ts';

/** When each device was last heard of. */
export function contacts({ textType }: EngineTraits): Migration {
  return {
    up: (db) =>
      db.schema
        .createTable('device_contact')
        .addColumn('tenant_id', textType, (column) => column.notNull())
        .addColumn('device_id', textType, (column) => column.notNull())
        .addColumn('last_seen_at', sql`bigint`, (column) => column.notNull())
        .addPrimaryKeyConstraint('device_contact_key', ['tenant_id', 'device_id'] as never[])
        .execute(),
  };
}
