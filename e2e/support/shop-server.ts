/** A real server for a journey: its own folder or PostgreSQL database, its own port, stopped or killed by the test. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { watchMemory } from './stopwatch.ts';

const run = promisify(execFile);

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  probe.close();
  await once(probe, 'close');
  return port;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly peakMegabytes: number | undefined;
}

interface ImportOutcome {
  readonly added: Readonly<Record<'sales' | 'returns' | 'customers' | 'products', number>>;
  readonly peakMegabytes: number | undefined;
}

export interface NewShop {
  readonly tenantId: string;
  readonly locationId: string;
  readonly apiToken: string;
  /** With which the owner signs in. */
  readonly ownerEmail: string;
  readonly ownerPassword: string;
}

interface ServerPlace {
  /** Of the shops that are created. */
  readonly timeZone: string;
  /** The name under which the tablets of a network find it, by https (`--lan`). */
  readonly lanName?: string;
}

export class ShopServer {
  /** Where its data and its files for import lie. */
  readonly folder: string;
  readonly #port: number;
  readonly #place: ServerPlace;
  #process: ChildProcess | undefined;
  readonly #said: Buffer[] = [];

  private constructor(folder: string, port: number, place: ServerPlace) {
    this.folder = folder;
    this.#port = port;
    this.#place = place;
  }

  /** Starts a server on an empty folder. */
  static async begin(place: ServerPlace): Promise<ShopServer> {
    const folder = await mkdtemp(join(tmpdir(), 'regulars-journey-'));
    const server = new ShopServer(folder, await freePort(), place);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** All that it has logged. */
  get said(): string {
    return Buffer.concat(this.#said).toString();
  }

  get #environment(): NodeJS.ProcessEnv {
    const { DATABASE_URL: _ignored, ...environment } = process.env;
    const { lanName } = this.#place;
    return {
      ...environment,
      PORT: String(this.#port),
      REGULARS_DATA_DIR: this.folder,
      LOG_LEVEL: 'warn',
      // A journey runs many commands; each would translate the whole program anew.
      NODE_COMPILE_CACHE: '.cache/node',
      ...(lanName !== undefined && { PUBLIC_ORIGIN: `https://${lanName}:${this.#port}` }),
    };
  }

  /**
   * @param root where the program lies; a copy of it may consist of links
   * @param switches as an operator adds them to the command
   */
  async start(root = '.', ...switches: string[]): Promise<void> {
    const asItStands = ['--preserve-symlinks', '--preserve-symlinks-main'];
    const words = [...switches, ...(this.#place.lanName === undefined ? [] : ['--lan'])];
    const started = spawn(process.execPath, [...asItStands, join(root, 'src/server/main.ts'), ...words], {
      env: this.#environment,
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    this.#process = started;
    for (const [said, shown] of [
      [started.stdout, process.stdout],
      [started.stderr, process.stderr],
    ] as const) {
      said.on('data', (piece: Buffer) => this.#said.push(piece));
      said.pipe(shown, { end: false });
    }
    // On a machine with much else to do this takes its time.
    for (let tries = 0; tries < 600 && !hasEnded(started); tries += 1) {
      const ready = await fetch(`${this.url}/ready`).catch(() => null);
      if (ready?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The server did not become ready.');
  }

  /** Ends the server: politely, or as a power cut would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || hasEnded(running)) return;
    running.kill(signal);
    await once(running, 'exit');
  }

  /** Stops it for good and removes its data. */
  async end(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Starts a second server in the same folder, which has to fail; answers how. */
  tryToStartAnother(variables: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return this.#run('src/server/main.ts', [], { PORT: '0', ...variables });
  }

  /** Runs an operator's command beside the server; answers what it prints, also where it ends with an error. */
  command(...words: string[]): Promise<CommandResult> {
    return this.#run('src/server/cli/main.ts', words, {});
  }

  async #run(
    script: string,
    words: string[],
    variables: NodeJS.ProcessEnv,
    timeout = 600_000,
  ): Promise<CommandResult> {
    const running = run(process.execPath, [script, ...words], {
      env: { ...this.#environment, ...variables },
      maxBuffer: 64 * 1024 * 1024,
      timeout,
    });
    const peak = watchMemory(running.child.pid ?? 0);
    try {
      const { stdout, stderr } = await running;
      return { code: 0, out: stdout, err: stderr, peakMegabytes: await peak.end() };
    } catch (error) {
      const failed = error as { code?: number; stdout?: string; stderr?: string };
      const { code = 1, stdout = '', stderr = '' } = failed;
      return { code, out: stdout, err: stderr, peakMegabytes: await peak.end() };
    }
  }

  async createShop(
    name: string,
    { currency, timeZone }: { currency: string; timeZone: string } = {
      currency: 'GBP',
      timeZone: this.#place.timeZone,
    },
  ): Promise<NewShop> {
    const { out, err } = await this.command(
      'create-tenant',
      '--name',
      name,
      '--currency',
      currency,
      '--time-zone',
      timeZone,
    );
    if (!out) throw new Error(err);
    return JSON.parse(out) as NewShop;
  }

  /** Imports a file into a shop by the command, which must take every row; answers what was new. */
  async importFile(shop: NewShop, format: string, file: string): Promise<ImportOutcome> {
    const words = ['--tenant', shop.tenantId, '--format', format, '--file', file];
    const { code, out, err, peakMegabytes } = await this.command('import', ...words);
    if (code !== 0 || err.includes(', row ')) throw new Error(err);
    const { added } = JSON.parse(out) as Pick<ImportOutcome, 'added'>;
    return { added, peakMegabytes };
  }

  /** The same for the text of a file. */
  async importText(shop: NewShop, format: string, text: string): Promise<ImportOutcome> {
    const file = join(this.folder, 'sales.csv');
    await writeFile(file, text);
    return this.importFile(shop, format, file);
  }

  /** Fills a shop with made-up customers and sales; 1 is 100,000 customers and 1,000,000 sales. */
  async fill(shop: NewShop, size: number): Promise<{ customers: number; documents: number }> {
    const words = ['--tenant', shop.tenantId, '--size', String(size)];
    const { code, out, err } = await this.#run(
      'src/tooling/fill-shop.ts',
      words,
      {},
      120_000 + size * 7_200_000,
    );
    if (code !== 0) throw new Error(err);
    const { customers, sales, returns } = JSON.parse(out) as ImportOutcome['added'];
    return { customers, documents: sales + returns };
  }

  /** The most memory that its process has taken, in megabytes. */
  async peakMemory(): Promise<number | undefined> {
    return watchMemory(this.#process?.pid ?? 0).end();
  }

  get #databaseFile(): string {
    return join(this.folder, 'regulars.sqlite');
  }

  /** Rows of the database as they lie there, past the server. */
  ask<Row>(question: string): Row[] {
    const database = new DatabaseSync(this.#databaseFile, { readOnly: true });
    try {
      return database.prepare(question).all() as Row[];
    } finally {
      database.close();
    }
  }

  /** The same, one row after the other. */
  *each<Row>(question: string): Generator<Row> {
    const database = new DatabaseSync(this.#databaseFile, { readOnly: true });
    try {
      yield* database.prepare(question).iterate() as Iterable<Row>;
    } finally {
      database.close();
    }
  }

  /** Changes the database behind the back of the server. */
  changeByHand(statement: string, ...values: string[]): void {
    const database = new DatabaseSync(this.#databaseFile, { timeout: 5_000 });
    try {
      if (database.prepare(statement).run(...values).changes === 0) throw new Error('Nothing was changed.');
    } finally {
      database.close();
    }
  }

  async enrolCode(tenantId: string): Promise<string> {
    const { out } = await this.command('enrol-code', '--tenant', tenantId);
    return (JSON.parse(out) as { code: string }).code;
  }

  /** Asks the REST API as an integration. */
  get<T>(shop: NewShop, path: string): Promise<T> {
    return this.#rest(shop, path, {});
  }

  post<T>(shop: NewShop, path: string, body: unknown): Promise<T> {
    return this.#rest(shop, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #rest<T>(shop: NewShop, path: string, { headers, ...request }: RequestInit): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      ...request,
      headers: { ...headers, authorization: `Bearer ${shop.apiToken}` },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
