import type { ChildProcess } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, killServer, runServer } from './testing/server-program.ts';

const timeout = 30_000;

describe('the server as a program', () => {
  let folder: string;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-main-'));
  });
  afterEach(async () => {
    for (const program of running) await killServer(program);
    running.clear();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (environment: NodeJS.ProcessEnv = {}, words: readonly string[] = []): ChildProcess =>
    runServer({ REGULARS_DATA_DIR: folder, ...environment }, { words });

  /** Starts a server and answers its address once it is there. */
  const start = async (): Promise<{ program: ChildProcess; address: string }> => {
    const program = run();
    running.add(program);
    return { program, address: await addressOf(program) };
  };

  /** Runs a server that is expected to end by itself. */
  const ending = async (
    environment: NodeJS.ProcessEnv = {},
    words: readonly string[] = [],
  ): Promise<{ code: unknown; err: string }> => {
    const program = run(environment, words);
    const said: string[] = [];
    program.stderr?.on('data', (piece) => said.push(String(piece)));
    const [code] = await once(program, 'close');
    return { code, err: said.join('') };
  };

  test('answers, and ends in good order when asked to', { timeout }, async () => {
    const { program, address } = await start();
    expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'ok' });
    program.kill('SIGTERM');
    const [code] = await once(program, 'exit');
    running.delete(program);
    expect(code).toBe(0);
  });

  test('a second one on the same data is refused; after a kill the folder is free', { timeout }, async () => {
    const { program } = await start();
    const second = await ending();
    expect(second.code).toBe(1);
    expect(second.err).toBe(
      `Another server is using the data folder ${folder}. Stop it, or set REGULARS_DATA_DIR to another folder.\n`,
    );
    program.kill('SIGKILL');
    await once(program, 'exit');
    running.delete(program);
    const { address } = await start();
    expect((await fetch(`${address}/ready`)).status).toBe(200);
  });

  test('a port that is taken and a wrong variable are said in one sentence', { timeout }, async () => {
    const { address } = await start();
    const taken = await ending({ PORT: new URL(address).port, REGULARS_DATA_DIR: join(folder, 'other') });
    expect(taken).toEqual({
      code: 1,
      err: 'The port is taken by another program. Stop it, or set PORT to another number.\n',
    });
    const wrong = await ending({ PORT: 'web' });
    expect(wrong).toEqual({ code: 1, err: 'The variable PORT must be a number from 0 to 65535.\n' });
  });

  test('with --lan it says where tablets begin and how they know its authority', { timeout }, async () => {
    const program = run({ PUBLIC_ORIGIN: 'https://shop.local:8443' }, ['--lan']);
    running.add(program);
    if (!program.stdout) throw new Error('no output');
    const said: string[] = [];
    for await (const line of createInterface({ input: program.stdout })) {
      said.push(line);
      if (line.startsWith('  ') && said.at(-2)?.startsWith('  ')) break;
    }
    const { fingerprint256 } = new X509Certificate(await readFile(join(folder, 'tls/authority.crt')));
    expect(said[0]).toBe('Regulars is at https://shop.local:8443');
    expect(said[1]).toMatch(/^Tablets begin at /);
    expect(said.slice(-2).map((line) => line.trim())).toEqual([
      fingerprint256.slice(0, 47),
      fingerprint256.slice(48),
    ]);
  });

  test('a switch that it does not know, and switches that do not fit, are said', { timeout }, async () => {
    const unknown = await ending({}, ['--lna']);
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining("Unknown option '--lna'")]);
    expect(unknown.err).toContain('See npm start -- --help.');
    const unreachable = await ending({ HOST: 'localhost' }, ['--lan']);
    expect(unreachable.err).toMatch(/^The variable HOST is localhost, which no tablet can reach/);
  });
});
