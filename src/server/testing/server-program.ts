/** The server as a process of its own, which a test can kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answering } from './test-device.ts';

const mainFile = join(import.meta.dirname, '../main.ts');

interface Call {
  /** A module that is loaded before the server. */
  readonly preload?: string;
  /** Switches of the server itself. */
  readonly words?: readonly string[];
}

export function runServer(environment: NodeJS.ProcessEnv, { preload, words = [] }: Call = {}): ChildProcess {
  const { DATABASE_URL: _none, ...inherited } = process.env;
  return spawn(process.execPath, [...(preload ? ['--import', preload] : []), mainFile, ...words], {
    env: { ...inherited, PORT: '0', LOG_LEVEL: 'silent', REGULARS_BACKUP_AT: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The address of a server, once it is there. */
export async function addressOf(program: ChildProcess): Promise<string> {
  if (!program.stdout || !program.stderr) throw new Error('The output of the server cannot be read.');
  let complaint = '';
  program.stderr.on('data', (piece) => {
    complaint += String(piece);
  });
  for await (const line of createInterface({ input: program.stdout })) {
    const address = /^Regulars is at (http:\S+)$/.exec(line)?.[1];
    if (!address) continue;
    program.stdout.resume();
    return address;
  }
  throw new Error(`The server did not start: ${complaint}`);
}

/** Ends a server as a power cut of its process would: no handler runs. */
export async function killServer(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  await gone;
}

/** Lets devices of a test talk to a server at an address. */
export function serverAt(address: string): Answering {
  return {
    async inject({ method, url, headers, payload }) {
      const body = payload === undefined ? null : JSON.stringify(payload);
      const answer = await fetch(`${address}${url}`, {
        ...(method && { method }),
        headers: {
          ...(headers as Record<string, string>),
          ...(body && { 'content-type': 'application/json' }),
        },
        body,
      });
      const text = await answer.text();
      return {
        statusCode: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: text,
        json: <T>() => JSON.parse(text) as T,
      };
    },
  };
}
