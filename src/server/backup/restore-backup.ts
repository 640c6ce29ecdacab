/** Putting a backup in the place of the data. What was there is kept beside it, and every shop begins a new epoch (rule X1). */
import { existsSync, renameSync } from 'node:fs';
import { newId } from '../../domain/values/ids.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../storage/engine.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { databaseFile, openConfiguredEngine } from '../storage/open-configured.ts';
import { openStorage } from '../storage/sql-storage.ts';
import { putPairsBack } from '../tls/kept-pairs.ts';
import { BackupRefused } from './backup-key.ts';
import { fillFromBackup } from './fill-from-backup.ts';
import { joinKeepsakes, readKeepsakes } from './keepsakes.ts';
import { tryBackup } from './try-backup.ts';
import { forgetWiped } from './wiped-erasures.ts';

export interface RestoreWish {
  readonly file: string;
  readonly key: Uint8Array;
  readonly now: number;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface Restored {
  readonly madeAt: number;
  readonly shops: number;
  readonly sales: number;
  /** Where the data that was there before lies now. */
  readonly before: string | null;
  /** Where certificates lie now that were there and that no tablet of the shop trusts. */
  readonly certificatesBefore: string | null;
}

/** @throws FolderInUse while a server runs on the folder; BackupRefused where the backup or the place will not do */
export async function restoreBackup(config: Config, wish: RestoreWish): Promise<Restored> {
  const { file, key, now, randomBytes } = wish;
  // To its end, before anything is touched.
  await tryBackup(file, key);
  const lock = config.databaseUrl ? null : lockFolder(config.dataFolder);
  try {
    const before = config.databaseUrl ? null : putAside(databaseFile(config.dataFolder), now);
    const engine = openConfiguredEngine(config, 'command');
    const { head, contents } = await fillEmpty(engine, config.dataFolder, wish).catch(
      async (error: unknown) => {
        await engine.close();
        throw error;
      },
    );
    const storage = await openStorage(engine);
    try {
      joinKeepsakes(config.dataFolder, head.keepsakes);
      const { certificates } = head;
      const certificatesBefore = certificates ? putPairsBack(config.dataFolder, certificates, now) : null;
      const { highWater } = readKeepsakes(config.dataFolder);
      for (const { tenantId } of await storage.positions()) {
        const epoch = newId(now, randomBytes);
        await storage.beginEpoch(tenantId, { epoch, above: highWater[tenantId]?.v ?? 0, now });
      }
      const { tenant = 0, sale = 0 } = contents.counts;
      return { madeAt: head.madeAt, shops: tenant, sales: sale, before, certificatesBefore };
    } finally {
      await storage.close();
    }
  } finally {
    lock?.release();
  }
}

async function fillEmpty(engine: Engine, dataFolder: string, { file, key }: RestoreWish) {
  const tables = await engine.db.introspection.getTables();
  if (tables.length > 0) {
    throw new BackupRefused(
      'The database of DATABASE_URL is not empty. Make a new one and name it there; then restore again.',
    );
  }
  // Before anything is filled in: a restore that ends halfway leaves nothing said of files that hold erased people again.
  forgetWiped(dataFolder);
  return fillFromBackup(engine, file, key);
}

/** Renames the database that is there; its journal belongs to it. */
function putAside(file: string, now: number): string | null {
  if (!existsSync(file)) return null;
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  const aside = file.replace(/\.sqlite$/, `-before-${stamp}Z.sqlite`);
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  return aside;
}
