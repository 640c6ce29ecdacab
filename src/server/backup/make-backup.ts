/** Making a backup: one snapshot of the database and what is kept beside it, in one encrypted file, checked after writing. */
import { mkdirSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../storage/engine.ts';
import { migrationNames } from '../storage/migrate.ts';
import { readPortable, type TablePage } from '../storage/portable.ts';
import type { KeptPairs } from '../tls/kept-pairs.ts';
import { type BackupHead, type Contents, ContentsSum } from './contents.ts';
import type { Keepsakes } from './keepsakes.ts';
import { writeSealed } from './sealed-file.ts';
import { tryBackup } from './try-backup.ts';

export interface BackupWish {
  readonly folder: string;
  /** Empty: all shops. */
  readonly tenantIds: readonly string[];
  readonly key: Uint8Array;
  readonly keepsakes: Keepsakes;
  /** What tablets trust, where the server makes that itself. */
  readonly certificates: KeptPairs | null;
  readonly now: number;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface MadeBackup {
  readonly file: string;
  readonly bytes: number;
  readonly shops: number;
  readonly sales: number;
  /** Figures that do not agree with the sales: they did not in the database either. */
  readonly differences: number;
}

export const backupName = /^regulars-(\d{8}T\d{6})Z\.backup$/;

/** @throws BackupRefused where what was written does not read back as it was */
export async function makeBackup(engine: Engine, wish: BackupWish): Promise<MadeBackup> {
  const { folder, tenantIds, key, keepsakes, certificates, now, randomBytes } = wish;
  mkdirSync(folder, { recursive: true });
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  const file = join(folder, `regulars-${stamp}Z.backup`);
  const unfinished = `${file}.unfinished`;
  const head: BackupHead = {
    format: 1,
    madeAt: now,
    migrations: [...migrationNames],
    keepsakes,
    ...(certificates && { certificates }),
  };
  const sum = new ContentsSum();
  await rm(unfinished, { force: true });
  try {
    await writeSealed(unfinished, key, randomBytes(12), linesOf(engine, tenantIds, head, sum));
    const written: Contents = sum.contents();
    const tried = await tryBackup(unfinished, key, written);
    await rename(unfinished, file);
    const { size } = await stat(file);
    const { tenant = 0, sale = 0 } = written.counts;
    return { file, bytes: size, shops: tenant, sales: sale, differences: tried.differences };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* linesOf(
  engine: Engine,
  tenantIds: readonly string[],
  head: BackupHead,
  sum: ContentsSum,
): AsyncGenerator<string> {
  yield JSON.stringify(head);
  for await (const page of pagesOf(engine, tenantIds)) yield sum.add(page);
  yield JSON.stringify(sum.contents());
}

/** The pages of a snapshot, one at a time: the next is read when this one is on its way. */
async function* pagesOf(engine: Engine, tenantIds: readonly string[]): AsyncGenerator<TablePage> {
  let hand: (page: TablePage | null) => void = () => {};
  let goOn: () => void = () => {};
  let next = new Promise<TablePage | null>((resolve) => {
    hand = resolve;
  });
  const reading = readPortable(engine, tenantIds, (page) => {
    const taken = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    hand(page);
    return taken;
  });
  reading.then(
    () => hand(null),
    () => hand(null),
  );
  for (;;) {
    const page = await next;
    if (page === null) break;
    next = new Promise((resolve) => {
      hand = resolve;
    });
    yield page;
    goOn();
  }
  await reading;
}
