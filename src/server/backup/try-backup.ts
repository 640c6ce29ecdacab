/** Trying a backup as a restore would use it: into an empty database that is thrown away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../storage/sql-storage.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { BackupRefused } from './backup-key.ts';
import type { Contents } from './contents.ts';
import { fillFromBackup } from './fill-from-backup.ts';

/** @param expected what was written, where that is known. Answers how many figures do not agree with the sales. */
export async function tryBackup(
  path: string,
  key: Uint8Array,
  expected?: Contents,
): Promise<{ differences: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-backup-'));
  try {
    const engine = openSqlite({ path: join(folder, 'trial.sqlite'), patience: 'command' });
    const { contents } = await fillFromBackup(engine, path, key).catch(async (error: unknown) => {
      await engine.close();
      throw error;
    });
    const storage = await openStorage(engine);
    try {
      if (expected && JSON.stringify(contents) !== JSON.stringify(expected)) {
        throw new BackupRefused('The backup does not read back as it was written; look after the disk.');
      }
      let differences = 0;
      for (const { tenantId } of await storage.positions()) {
        const found = await storage.read(tenantId, (reader) => reader.verify());
        differences += found.differences.length;
      }
      return { differences };
    } finally {
      await storage.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
