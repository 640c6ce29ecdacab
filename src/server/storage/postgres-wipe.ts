/**
 * Taking what is deleted out of the files of PostgreSQL: a row that was changed or removed stays in its table until that is written
 * anew, values stand in the statistics of columns, and the write-ahead log keeps both until its files are written over.
 */
import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** Tables in which personal values stand. */
const tablesOfPeople = [
  'entity',
  'customer_index',
  'quarantine',
] as const satisfies readonly (keyof Database)[];

/** So much is written to the log at once, of no meaning: it takes the place of what was there. */
const fillerBytes = 4 * 1024 * 1024;
/** More than any server keeps of its log by default (`max_wal_size`), twice. */
const mostFillers = 512;

/** Writes the tables anew from what holds. Each is locked while that goes on. */
export async function rewriteTables(db: Kysely<Database>): Promise<void> {
  for (const table of tablesOfPeople) await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(db);
  await sql`vacuum full pg_statistic`.execute(db);
}

/**
 * Writes over all files of the write-ahead log that were there: a file that is no longer needed is kept under the name of a later one,
 * with its bytes, until the log has come that far.
 *
 * @returns whether no earlier file is left, which a replica or a setting may hold back
 */
export async function overwriteLog(db: Kysely<Database>): Promise<boolean> {
  const holding = await currentFile(db);
  await fillUntil(db, (current) => current > holding);
  // From here on nothing before is needed, and the tables as they were are let go of.
  await sql`checkpoint`.execute(db);
  const [last] = (await logFiles(db)).slice(-1);
  if (last !== undefined) await fillUntil(db, (current) => current > last);
  await sql`checkpoint`.execute(db);
  const [first] = await logFiles(db);
  return first !== undefined && first > holding;
}

async function fillUntil(db: Kysely<Database>, isFar: (current: string) => boolean): Promise<void> {
  for (let filler = 0; filler < mostFillers && !isFar(await currentFile(db)); filler += 1)
    await sql`select pg_logical_emit_message(false, 'regulars', repeat('0', ${sql.lit(fillerBytes)}))`.execute(
      db,
    );
}

/** Names of files of the log follow one another in their order as texts. */
async function currentFile(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select pg_walfile_name(pg_current_wal_insert_lsn()) as name`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL did not say where its log stands.');
  return row.name;
}

async function logFiles(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' order by name collate "C"`.execute(db);
  return rows.map(({ name }) => name);
}
