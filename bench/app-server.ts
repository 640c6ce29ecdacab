/** The product's own server, which serves the built app. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import ensureBuilt from '../src/tooling/build-app.ts';

const port = 5283;
const root = resolve(import.meta.dirname, '..');
const tries = 100;
const tryEveryMs = 100;

export class AppServer {
  readonly address = `http://127.0.0.1:${port}`;
  /** Where its program lies. */
  readonly root = root;
  /** Of the server, and of commands beside it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly #process: ChildProcess;

  private constructor(environment: NodeJS.ProcessEnv) {
    this.environment = environment;
    this.#process = spawn(process.execPath, ['src/server/main.ts'], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Builds the app where that is needed and starts the server on an empty folder. */
  static async start(folder: string): Promise<AppServer> {
    await ensureBuilt();
    const { DATABASE_URL: _other, ...environment } = process.env;
    const server = new AppServer({
      ...environment,
      PORT: String(port),
      REGULARS_DATA_DIR: join(folder, 'server'),
      LOG_LEVEL: 'fatal',
    });
    await server.#untilReady();
    return server;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }

  async #untilReady(): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const answer = await fetch(`${this.address}/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((later) => setTimeout(later, tryEveryMs));
    }
    await this.stop();
    throw new Error('The server did not become ready.');
  }
}
