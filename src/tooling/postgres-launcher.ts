import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { findPostgres, type PostgresPrograms } from './find-postgres.ts';

const run = promisify(execFile);

/** A PostgreSQL server that lives as long as this process at most, and leaves nothing behind. */
export type ThrowAwayPostgres = { url: string; stop(): Promise<void> };

/** PostgreSQL refuses to run as root, so root lends it this user. */
type Identity = { uid: number; gid: number };

// The shell outlives this process by a moment, whatever way this one ends: its input ends with us, and
// then it stops the server and removes the folder. No crash of a test run leaves a server behind.
const guard = `
folder=$1; shift
{ "$@"; echo "the server has stopped"; } 2>&1 &
read -r nothing
kill -INT "$(head -n 1 "$folder/data/postmaster.pid")"
wait
rm -rf "$folder"
`;

/** Starts PostgreSQL on a socket in a temporary folder, without network, password or fsync. */
export async function startPostgres(): Promise<ThrowAwayPostgres> {
  const found = findPostgres();
  if (!found) {
    throw new Error(
      'No PostgreSQL found for the tests: run npm install with optional packages, or install postgresql.',
    );
  }
  const identity = process.getuid?.() === 0 ? nobody() : undefined;
  const folder = await mkdtemp(join(openFolder(), 'regulars-postgres-'));
  try {
    const programs = identity ? await lend(found, folder, identity) : found;
    const data = join(folder, 'data');
    const initdb = [
      '-D',
      data,
      '-U',
      'regulars',
      '--auth=trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ];
    await run(programs.initdb, initdb, { cwd: folder, ...identity });
    const server = spawn(
      'sh',
      ['-c', guard, 'sh', folder, programs.postgres, ...serverOptions(folder, data)],
      {
        cwd: folder,
        stdio: ['pipe', 'pipe', 'ignore'],
        detached: true,
        ...identity,
      },
    );
    await ready(server);
    return {
      url: `postgres://regulars@localhost/postgres?host=${encodeURIComponent(folder)}`,
      stop: () => stop(server),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function serverOptions(folder: string, data: string): string[] {
  const settings = [
    'listen_addresses=',
    'shared_buffers=64MB',
    'max_connections=100',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    // Tests provoke errors on purpose: only the server's own messages are of interest here.
    'log_min_messages=log',
  ];
  return ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])];
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('The output of PostgreSQL cannot be read.');
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    if (line.includes('ready to accept connections')) {
      server.stdout.resume();
      return;
    }
    if (line.includes('the server has stopped')) break;
  }
  server.stdin?.end();
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = once(server, 'exit');
  server.stdin?.end();
  await gone;
}

function nobody(): Identity {
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

/** Gives the folder to the other user, with a copy of the programs where that user cannot reach them. */
async function lend(programs: PostgresPrograms, folder: string, to: Identity): Promise<PostgresPrograms> {
  const installed = dirname(dirname(programs.postgres));
  const reachable = isOpen(installed);
  const copy = join(folder, 'installed');
  if (!reachable) await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  await run('chown', ['-R', `${to.uid}:${to.gid}`, folder]);
  if (reachable) return programs;
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function openFolder(): string {
  return isOpen(tmpdir()) ? tmpdir() : '/var/tmp';
}

/** Whether every user may enter the folder: it and all its parents say so. */
function isOpen(folder: string): boolean {
  const enterable = (statSync(folder).mode & 0o001) !== 0;
  const parent = dirname(folder);
  return enterable && (parent === folder || isOpen(parent));
}
