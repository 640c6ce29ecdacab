/** Operators' commands beside the product's own server. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AppServer } from './app-server.ts';

const run = promisify(execFile);

async function answerOf<T>(server: AppServer, script: string, words: readonly string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [script, ...words], {
    cwd: server.root,
    env: server.environment,
  });
  return JSON.parse(stdout) as T;
}

/** Makes a shop and fills it with made-up customers and sales; answers its id and how many documents it has. */
export async function filledShop(
  server: AppServer,
  size: number,
): Promise<{ tenantId: string; documents: number }> {
  const named = ['--name', 'Bench', '--currency', 'GBP', '--time-zone', 'Europe/London'];
  const cli = 'src/server/cli/main.ts';
  const { tenantId } = await answerOf<{ tenantId: string }>(server, cli, ['create-tenant', ...named]);
  const filling = ['--tenant', tenantId, '--size', String(size)];
  const added = await answerOf<{ sales: number; returns: number }>(
    server,
    'src/tooling/fill-shop.ts',
    filling,
  );
  return { tenantId, documents: added.sales + added.returns };
}

export async function enrolCode(server: AppServer, tenantId: string): Promise<string> {
  const words = ['enrol-code', '--tenant', tenantId];
  return (await answerOf<{ code: string }>(server, 'src/server/cli/main.ts', words)).code;
}
