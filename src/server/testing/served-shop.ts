/** A shop whose server is a process of its own, on disk, which a test kills and starts again; the test looks past it into the data. */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dependencies } from '../dependencies.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import { createShop } from '../shops/create-shop.ts';
import { openConfiguredStorage } from '../storage/open-configured.ts';
import type { Storage } from '../storage/storage.ts';
import { emptyPostgres } from '../storage/testing/databases.ts';
import { noUnendedPushes } from '../sync/unended-pushes.ts';
import { addressOf, killServer, runServer, serverAt } from './server-program.ts';
import { type Answering, TestDevice } from './test-device.ts';

/** Where its data can lie. */
export const diskPlaces: readonly {
  readonly name: string;
  open(): Promise<{ readonly url: string | null; drop(): Promise<void> }>;
}[] = [
  { name: 'SQLite', open: async () => ({ url: null, drop: async () => {} }) },
  { name: 'PostgreSQL', open: emptyPostgres },
];

export class ServedShop {
  readonly tenantId: string;
  /** The data past the server, as a command opens it. */
  readonly storage: Storage;
  readonly #world: Dependencies;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #remove: () => Promise<void>;
  #program: ChildProcess | undefined;

  private constructor(
    tenantId: string,
    world: Dependencies,
    environment: NodeJS.ProcessEnv,
    remove: () => Promise<void>,
  ) {
    this.tenantId = tenantId;
    this.storage = world.storage;
    this.#world = world;
    this.#environment = environment;
    this.#remove = remove;
  }

  /** Makes a shop; its server is not started yet. */
  static async open(place: (typeof diskPlaces)[number]): Promise<ServedShop> {
    const folder = await mkdtemp(join(tmpdir(), 'regulars-served-'));
    const database = await place.open();
    const storage = await openConfiguredStorage({ databaseUrl: database.url, dataFolder: folder }, 'command');
    const world: Dependencies = {
      storage,
      clock: Date.now,
      randomBytes,
      keepsakes: { signingKey: '', erased: [] },
      unendedPushes: noUnendedPushes,
    };
    const made = await createShop(world, { name: 'Served', currency: 'GBP', timeZone: 'Europe/London' });
    if (!made.ok) throw new Error('the shop was refused');
    const environment = { REGULARS_DATA_DIR: folder, ...(database.url && { DATABASE_URL: database.url }) };
    return new ServedShop(made.shop.tenantId, world, environment, async () => {
      await storage.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** @param preload a module that the server loads before its own */
  async start(variables: NodeJS.ProcessEnv = {}, preload?: string): Promise<Answering> {
    this.#program = runServer(
      { ...this.#environment, ...variables },
      preload === undefined ? {} : { preload },
    );
    return serverAt(await addressOf(this.#program));
  }

  /** Ends the server where it stands. Answers when it is gone, also where it ended by itself. */
  async kill(): Promise<void> {
    if (this.#program) await killServer(this.#program);
  }

  async enrol(server: Answering, deviceName: string): Promise<TestDevice> {
    const { code } = await createEnrolCode(this.#world, this.tenantId);
    return TestDevice.enrol(server, code, deviceName);
  }

  /** What is stored and is not what the documents say. */
  async differences(): Promise<readonly unknown[]> {
    const { differences } = await this.storage.read(this.tenantId, (reader) => reader.verify());
    return differences;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.#remove();
  }
}
