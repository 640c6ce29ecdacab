/** A PostgreSQL for one test alone, whose files can be searched: into that of all tests others write a great deal. */
import pg from 'pg';
import { startPostgres } from '../../../tooling/postgres-launcher.ts';

export interface OwnPostgres {
  /** An empty database that belongs to a user without further rights, as `createuser` makes it. */
  readonly url: string;
  /** Where it has its files. */
  readonly files: string;
  /** Lets it gather what it knows of its columns. */
  analyze(): Promise<void>;
  /** Gives the user roles of the system. */
  grant(roles: string): Promise<void>;
  stop(): Promise<void>;
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const { url: asSystem, stop } = await startPostgres();
  const url = new URL(asSystem);
  url.username = 'shopkeeper';
  url.pathname = '/shop';
  await ask(asSystem, 'create role shopkeeper login');
  await ask(asSystem, 'create database shop owner shopkeeper');
  const [row] = await ask(asSystem, 'show data_directory');
  return {
    url: url.href,
    files: row?.data_directory ?? '',
    analyze: async () => void (await ask(url.href, 'analyze')),
    grant: async (roles) => void (await ask(asSystem, `grant ${roles} to shopkeeper`)),
    stop,
  };
}

async function ask(url: string, question: string): Promise<Record<string, string>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, string>>(question);
    return rows;
  } finally {
    await client.end();
  }
}
