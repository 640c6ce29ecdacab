import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'dist');
/** Holds the hash of the sources that the build was made of; a build by other means removes it. */
const stamp = join(built, '.sources');
const vite = join(root, 'node_modules/vite/bin/vite.js');

const sources = [
  'index.html',
  'lingui.config.ts',
  'package-lock.json',
  'public',
  'src/client',
  'src/domain',
  'src/tooling/app-plugins.ts',
  'src/tooling/precompress.ts',
  'vite.config.ts',
];

/** Builds the app into `dist/`, if it is missing there or was built from other sources than today's. */
export default async function ensureBuilt(): Promise<void> {
  const wanted = await hashOfSources();
  if (wanted === (await readFile(stamp, 'utf8').catch(() => undefined))) return;
  if (!existsSync(vite)) {
    throw new Error('The app is not built, and the tools to build it are missing: run npm install first.');
  }
  console.log('Building the app.');
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Error('The app could not be built; the reason stands above.');
  await writeFile(stamp, wanted);
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesOf(join(root, source))) {
      hash
        .update(`${file}\0`)
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) await ensureBuilt();
