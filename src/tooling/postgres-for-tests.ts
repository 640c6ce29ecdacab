import { startPostgres } from './postgres-launcher.ts';

/** Gives the unit tests a PostgreSQL in `TEST_DATABASE_URL`, unless the caller has set one. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const postgres = await startPostgres();
  process.env.TEST_DATABASE_URL = postgres.url;
  return postgres.stop;
}
