import type { Migration } from 'kysely/migration';
import type { EngineTraits } from '../engine.ts';

/** A code knows who used it, so that a request whose answer was lost can be sent again. */
export function codeUsers({ textType }: EngineTraits): Migration {
  return {
    up: (db) => db.schema.alterTable('enrol_code').addColumn('used_by', textType).execute(),
  };
}
