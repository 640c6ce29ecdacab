/** The two databases for tests: each call gives an empty one of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Engine } from '../engine.ts';
import { openPostgres } from '../postgres.ts';
import { openStorage } from '../sql-storage.ts';
import { openSqlite } from '../sqlite.ts';
import type { Storage } from '../storage.ts';

export interface TestDatabase {
  readonly storage: Storage;
  /** A second connection to the same data, as another process would have. */
  again(): Promise<Storage>;
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly onStatement?: (sql: string) => void;
}

export const databases: readonly {
  readonly name: string;
  open(options?: TestDatabaseOptions): Promise<TestDatabase>;
}[] = [
  { name: 'SQLite', open: openSqliteForTest },
  { name: 'PostgreSQL', open: openPostgresForTest },
];

/** The same without the storage over them, for tests that look behind it. */
export const engines: readonly {
  readonly name: string;
  open(): Promise<{ readonly engine: Engine; remove(): Promise<void> }>;
}[] = [
  {
    name: 'SQLite',
    open: async () => {
      const { path, remove } = await emptySqlite();
      return { engine: openSqlite({ path, patience: 'server' }), remove };
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const { url, drop } = await emptyPostgres();
      return { engine: openPostgres({ url }), remove: drop };
    },
  },
];

async function openSqliteForTest(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { path, remove } = await emptySqlite();
  return joined(() => openStorage(openSqlite({ path, patience: 'server', ...options })), remove);
}

async function emptySqlite(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-sqlite-'));
  return {
    path: join(folder, 'regulars.sqlite'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function openPostgresForTest(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { url, drop } = await emptyPostgres();
  return joined(() => openStorage(openPostgres({ url, ...options })), drop);
}

/** A new database on the PostgreSQL server of the tests. */
export async function emptyPostgres(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: the tests of this project start a PostgreSQL.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await command(server, `create database ${name}`);
  return { url: url.href, drop: () => command(server, `drop database ${name} with (force)`) };
}

async function command(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function joined(connect: () => Promise<Storage>, remove: () => Promise<void>): Promise<TestDatabase> {
  const opened: Storage[] = [];
  const again = async (): Promise<Storage> => {
    const storage = await connect();
    opened.push(storage);
    return storage;
  };
  const storage = await again();
  return {
    storage,
    again,
    async close() {
      for (const one of opened) await one.close();
      await remove();
    },
  };
}
