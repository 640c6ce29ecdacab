/** Brings the tables of a database up to date, or as far as a backup of an earlier version needs. */
import { sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import type { Engine, EngineTraits } from './engine.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { people } from './migrations/0002-people.ts';
import { queueKeys } from './migrations/0003-queue-keys.ts';
import { newestSales } from './migrations/0004-newest-sales.ts';
import { restorations } from './migrations/0005-restorations.ts';
import { codeUsers } from './migrations/0006-code-users.ts';
import { contacts } from './migrations/0007-contacts.ts';

const migrations: Readonly<Record<string, (traits: EngineTraits) => Migration>> = {
  '0001-first-tables': firstTables,
  '0002-people': people,
  '0003-queue-keys': queueKeys,
  '0004-newest-sales': () => newestSales,
  '0005-restorations': restorations,
  '0006-code-users': codeUsers,
  '0007-contacts': contacts,
};

/** The names of all migrations, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** The database was brought up to date by a newer program, whose tables this one does not know. */
export class DatabaseIsNewer extends Error {}

/** What people are told of it. */
export const newerDatabase =
  'The data was written by a newer Regulars than this one. Install that version again; nothing was changed.';

/** What a database has seen, in no particular order. */
async function executedMigrations({ db }: Engine): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows.map(({ name }) => name);
}

/** @param upTo the last migration to run; all of them without it */
export async function migrate(engine: Engine, upTo?: string): Promise<void> {
  const unknown = (await executedMigrations(engine)).filter((name) => !migrationNames.includes(name));
  if (unknown.length > 0) throw new DatabaseIsNewer(unknown.toSorted().join(', '));
  const made = Object.entries(migrations).map(([name, make]) => [name, make(engine.traits)]);
  const migrator = new Migrator({
    db: engine.db,
    provider: { getMigrations: async () => Object.fromEntries(made) },
  });
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error) throw error;
}
