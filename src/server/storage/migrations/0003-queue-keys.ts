import type { Migration } from 'kysely/migration';
import type { EngineTraits } from '../engine.ts';

/** Each shop has a key that opens its queue files. */
export function queueKeys({ textType }: EngineTraits): Migration {
  return {
    up: (db) =>
      db.schema
        .createTable('queue_key')
        .addColumn('tenant_id', textType, (column) => column.notNull())
        .addColumn('private_key', textType, (column) => column.notNull())
        .addPrimaryKeyConstraint('queue_key_key', ['tenant_id'] as never[])
        .execute(),
  };
}
