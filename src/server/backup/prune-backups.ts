import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupName } from './make-backup.ts';

/** Never fewer than so many are left, however old they are. */
const keptAtLeast = 3;

/** When the oldest backup in a folder was made; null where there is none. */
export function oldestBackupAt(folder: string): number | null {
  const made = existsSync(folder)
    ? readdirSync(folder).flatMap((name) => backupName.exec(name)?.[1] ?? [])
    : [];
  const [oldest] = made.sort();
  if (oldest === undefined) return null;
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)$/.exec(oldest) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Removes backups that are older than so many days; answers how many. */
export function pruneBackups(folder: string, keepDays: number, now: number): number {
  const oldest = new Date(now - keepDays * 86_400_000).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  const names = readdirSync(folder)
    .filter((name) => backupName.test(name))
    .sort();
  const old = names.slice(0, -keptAtLeast).filter((name) => (backupName.exec(name)?.[1] ?? '') < oldest);
  for (const name of old) rmSync(join(folder, name));
  return old.length;
}
