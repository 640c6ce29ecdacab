/** One server per data folder. The lock is the operating system's, so it ends with the process however that ends. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteErrorCode } from './sqlite-dialect.ts';

const busy = 5;

export interface FolderLock {
  release(): void;
}

/** Another server is at work on the folder. */
export class FolderInUse extends Error {}

/** Commands do not take this lock: they work beside a server. */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const file = new DatabaseSync(join(folder, 'server.lock'), { timeout: 0 });
  try {
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    if (((sqliteErrorCode(error) ?? 0) & 0xff) === busy) throw new FolderInUse(folder);
    throw error;
  }
  return { release: () => file.close() };
}
