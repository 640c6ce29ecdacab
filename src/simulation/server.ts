/** The server of a run: real routes and real storage over a SQLite file, which can be killed at any transaction and comes back. */
import { copyFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { EnrolResponse } from '../domain/sync/protocol.ts';
import { newId } from '../domain/values/ids.ts';
import { sessionLivesMs } from '../server/auth/session-cookie.ts';
import { buildServer } from '../server/build-server.ts';
import type { App, Dependencies } from '../server/dependencies.ts';
import { serverLog } from '../server/log.ts';
import type { Engine } from '../server/storage/engine.ts';
import { openStorage } from '../server/storage/sql-storage.ts';
import { openSqlite } from '../server/storage/sqlite.ts';
import type { Storage } from '../server/storage/storage.ts';
import { noUnendedPushes } from '../server/sync/unended-pushes.ts';
import type { Faults } from './faults.ts';
import { withLateCommits } from './late-commits.ts';
import { isPlanted } from './plants.ts';
import type { Chance } from './random.ts';
import type { Template } from './template.ts';
import { type World, world } from './world.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The session that the answer gives to the browser; null where it gives none. */
  readonly cookie: string | null;
}

const sqliteBusy = 5;
const sqliteFull = 13;

/** As SQLite's own errors look to the storage. */
function sqliteError(errcode: number): Error {
  return Object.assign(new Error(`a fault of the simulation: SQLite ${errcode}`), { errcode });
}

/** The server that the routes of this process serve at the moment. */
let current: Server | null = null;

function currentStorage(): Storage {
  if (!current?.storage) throw new Error('the server is down');
  return current.storage;
}

/** Routes are built once per process; whose data they serve changes with every run and every restart. */
const anyStorage: Storage = {
  read: (tenantId, work) => currentStorage().read(tenantId, work),
  write: (tenantId, work) => currentStorage().write(tenantId, work),
  createTenant: (tenantId, epoch) => currentStorage().createTenant(tenantId, epoch),
  positions: () => currentStorage().positions(),
  beginEpoch: (tenantId, next) => currentStorage().beginEpoch(tenantId, next),
  get credentials() {
    return currentStorage().credentials;
  },
  contacts: (tenantId) => currentStorage().contacts(tenantId),
  noteContacts: (tenantId, contacts) => currentStorage().noteContacts(tenantId, contacts),
  onCommit: (tenantId, listener) => currentStorage().onCommit(tenantId, listener),
  ping: () => currentStorage().ping(),
  close: async () => {},
};

let routes: Promise<App> | null = null;

function app(): Promise<App> {
  const dependencies: Dependencies = {
    storage: anyStorage,
    clock: () => world().now,
    randomBytes: (count) => current?.bytes(count) ?? new Uint8Array(count),
    keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
    unendedPushes: noUnendedPushes,
  };
  routes ??= buildServer(dependencies, {
    log: serverLog('silent'),
    appFolder: null,
    trustProxy: false,
    tls: null,
    keptAssets: null,
    publicOrigin: null,
    strictTransport: false,
    isUnlimited: true,
  }).then(async (built) => {
    await built.ready();
    return built;
  });
  return routes;
}

export class Server {
  storage: Storage | null = null;
  readonly #file: string;
  readonly #faults: Faults;
  readonly #chance: Chance;
  readonly #world: World;
  #app: App | null = null;
  /** The shop whose position is followed. */
  #tenantId = '';
  /** Raised with every death, so that nothing of a dead process is heard. */
  #life = 0;
  /** The last position that was committed. */
  lastV = 0;
  /** Where the backup lies, once one was made. */
  #backup: string | null = null;
  /** A connection that only looks at what is committed. */
  #onlooker: DatabaseSync | null = null;
  onCommit: (v: number) => void = () => {};

  constructor(the: World, faults: Faults, file: string) {
    this.#world = the;
    this.#faults = faults;
    this.#file = file;
    this.#chance = the.chance('server');
  }

  bytes(count: number): Uint8Array {
    return this.#chance.bytes(count);
  }

  /** Starts on a copy of a database file. */
  async start({ file, tenantId }: Template): Promise<void> {
    copyFileSync(file, this.#file);
    this.#app = await app();
    this.#tenantId = tenantId;
    await this.#open();
    this.lastV = (await this.require().read(tenantId, (reader) => reader.position())).v;
  }

  require(): Storage {
    if (!this.storage) throw new Error('the server is down');
    return this.storage;
  }

  async #open(): Promise<void> {
    const engine = this.#withFaults(openSqlite({ path: this.#file, patience: 'server' }));
    const storage = await openStorage(engine);
    this.storage = isPlanted('sequence-cursor')
      ? withLateCommits(storage, this.#world, this.#faults)
      : storage;
    current = this;
  }

  get isUp(): boolean {
    return this.storage !== null;
  }

  kill(why: string, before: () => Promise<void> = () => Promise.resolve()): void {
    const { storage } = this;
    if (!storage) return;
    this.#world.note(`server killed ${why}`);
    this.storage = null;
    this.#life += 1;
    const closed = storage.close();
    this.#world.after(this.#world.outside, this.#chance.between(200, 20_000), () => {
      void closed.then(before).then(() => this.#open());
    });
  }

  /** Keeps what is committed now. */
  backUp(): void {
    this.#backup = `${this.#file}.backup`;
    rmSync(this.#backup, { force: true });
    this.#look().exec(`vacuum into '${this.#backup}'`);
    this.#world.note(`the server was backed up at ${this.lastV}`);
  }

  /** Ends the server; it comes back with what was backed up, and with a new epoch (rule X1). */
  restore(onRestored: () => void): void {
    const noted = this.#chance.happens(0.5) ? this.lastV : 0;
    this.kill('to be restored', async () => {
      if (!this.#backup) throw new Error('there is no backup');
      this.#removeFiles();
      copyFileSync(this.#backup, this.#file);
      await this.#beginEpochs(noted);
      onRestored();
    });
  }

  async #beginEpochs(noted: number): Promise<void> {
    const { now } = this.#world;
    const storage = await openStorage(openSqlite({ path: this.#file, patience: 'command' }));
    for (const { tenantId } of await storage.positions()) {
      const epoch = newId(now, (count) => this.#chance.bytes(count));
      await storage.beginEpoch(tenantId, { epoch, above: noted, now });
    }
    this.lastV = (await storage.read(this.#tenantId, (reader) => reader.position())).v;
    await storage.close();
    this.#world.note(`the server was restored and goes on above ${this.lastV}`);
  }

  #removeFiles(): void {
    this.#onlooker?.close();
    this.#onlooker = null;
    for (const ending of ['', '-wal', '-shm']) rmSync(`${this.#file}${ending}`, { force: true });
  }

  /** Answers a request, or null where the server died or was not there. */
  async answer(
    method: 'GET' | 'POST',
    url: string,
    cookie: string,
    payload: string | null,
  ): Promise<Reply | null> {
    const life = this.#life;
    if (!this.storage || !this.#app) return null;
    const headers = { cookie, ...(payload !== null && { 'content-type': 'application/json' }) };
    this.#world.asked += 1;
    const response = await this.#app
      .inject({ method, url, headers, ...(payload !== null && { payload }) })
      .finally(() => {
        this.#world.asked -= 1;
      });
    if (life !== this.#life) return null;
    const [given] = response.cookies;
    const sent = given ? `${given.name}=${given.value}` : null;
    return { status: response.statusCode, body: response.body, cookie: sent };
  }

  /** The session that the device has now ends then. Only before anybody asks. */
  endSession({ deviceId }: Pick<EnrolResponse, 'deviceId'>, at: number): void {
    const writing = new DatabaseSync(this.#file);
    writing
      .prepare('update session set created_at = ? where device_id = ?')
      .run(at - sessionLivesMs, deviceId);
    writing.close();
  }

  /** The last entry of a log whose outcome is on the disk. */
  committedSeq(incarnation: string): number {
    const question = 'select max(seq) as seq from mutation_outcome where incarnation = ?';
    return Number(this.#look().prepare(question).get(incarnation)?.seq ?? 0);
  }

  /** The ids of all mutations that have an outcome on the disk. */
  committedMutations(): Set<string> {
    const found = this.#look().prepare('select distinct mutation_id as id from mutation_outcome').all();
    return new Set(found.map(({ id }) => String(id)));
  }

  #look(): DatabaseSync {
    this.#onlooker ??= new DatabaseSync(this.#file, { readOnly: true });
    return this.#onlooker;
  }

  async stop(): Promise<void> {
    const { storage } = this;
    this.storage = null;
    this.#life += 1;
    await storage?.close();
    if (current === this) current = null;
    this.#removeFiles();
    if (this.#backup) rmSync(this.#backup, { force: true });
  }

  #withFaults(engine: Engine): Engine {
    let announced = this.lastV;
    return {
      ...engine,
      announce: async (_db, tenantId, v) => {
        if (tenantId === this.#tenantId) announced = v;
      },
      snapshot: (work) => {
        if (this.#faults.strikes('databaseBusy', 0.01)) throw sqliteError(sqliteBusy);
        return engine.snapshot(work);
      },
      transaction: async (work) => {
        if (this.#faults.strikes('serverKilledBefore', 0.01)) this.kill('before a transaction');
        if (this.#faults.strikes('databaseBusy', 0.02)) throw sqliteError(sqliteBusy);
        const value = await engine.transaction(async (db) => {
          const done = await work(db);
          if (this.#faults.strikes('databaseFull', 0.01)) throw sqliteError(sqliteFull);
          if (this.#faults.strikes('serverKilledInside', 0.02)) {
            this.kill('before a commit');
            throw sqliteError(sqliteBusy);
          }
          return done;
        });
        if (announced > this.lastV) {
          this.lastV = announced;
          this.onCommit(announced);
        }
        if (this.#faults.strikes('serverKilledAfter', 0.03)) this.kill('after a commit');
        return value;
      },
    };
  }
}
