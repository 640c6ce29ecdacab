/** Brings the tables of a database up to date, or as far as a backup of an earlier version needs. */
import { type Migration, Migrator } from 'kysely/migration';
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

/** @param upTo the last migration to run; all of them without it */
export async function migrate(engine: Engine, upTo?: string): Promise<void> {
  const made = Object.entries(migrations).map(([name, make]) => [name, make(engine.traits)]);
  const migrator = new Migrator({
    db: engine.db,
    provider: { getMigrations: async () => Object.fromEntries(made) },
  });
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error) throw error;
}
