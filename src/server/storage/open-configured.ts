/** Opens the database that the environment names. */
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { openPostgres } from './postgres.ts';
import { openStorage } from './sql-storage.ts';
import { openSqlite } from './sqlite.ts';
import type { Storage } from './storage.ts';

interface Place {
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
}

export function openConfiguredStorage(config: Place, patience: 'server' | 'command'): Promise<Storage> {
  return openStorage(openConfiguredEngine(config, patience));
}

export function openConfiguredEngine(config: Place, patience: 'server' | 'command'): Engine {
  return config.databaseUrl
    ? openPostgres({ url: config.databaseUrl })
    : openSqlite({ path: databaseFile(config.dataFolder), patience });
}

/** The file of the embedded database. */
export const databaseFile = (dataFolder: string): string => join(dataFolder, 'regulars.sqlite');
