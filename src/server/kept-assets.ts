/**
 * Pieces of earlier builds. A tab that was opened before an update loads its screens one by one, under names that are no more in
 * the newer build: the server keeps them for the time in which such a tab may still be open.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeDurably } from './durable-file.ts';

const keptForMs = 90 * 24 * 60 * 60_000;

/** Names of the pieces of the build that was served last, one a line. */
const currentFile = 'current-assets.txt';

/**
 * Takes copies of the pieces of today's build, and forgets those that were part of none for 90 days. The time of a
 * file is when it was last part of the build. Answers the folder with the copies, null where no app was built.
 */
export async function keepAssets(appFolder: string, dataFolder: string, now: number): Promise<string | null> {
  const built = join(appFolder, 'assets');
  if (!existsSync(built)) return null;
  // What serves files wants an absolute folder, and the data folder is relative unless somebody says otherwise.
  const kept = resolve(dataFolder, 'assets');
  await mkdir(kept, { recursive: true });
  const [current, known, last] = await Promise.all([
    readdir(built),
    readdir(kept),
    readFile(join(dataFolder, currentFile), 'utf8').catch(() => ''),
  ]);
  const there = new Set(known);
  for (const name of current) if (!there.has(name)) await copyWhole(join(built, name), join(kept, name));
  // What was served until now was current until now, however long ago the server was started.
  const served = last.split('\n').filter((name) => there.has(name));
  for (const name of new Set([...current, ...served])) await touch(join(kept, name), now);
  for (const name of await readdir(kept)) {
    const path = join(kept, name);
    if ((await stat(path)).mtimeMs < now - keptForMs) await rm(path);
  }
  writeDurably(dataFolder, currentFile, `${current.join('\n')}\n`);
  return kept;
}

/** A copy is there as a whole or not at all; what a power cut leaves half done grows old and is removed. */
async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.new`);
  await rename(`${to}.new`, to);
}

const touch = (path: string, now: number): Promise<void> => utimes(path, new Date(now), new Date(now));
