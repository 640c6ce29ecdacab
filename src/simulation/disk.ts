/**
 * The disk of a device: an IndexedDB double that can lose what a real one can lose. What a strict transaction committed stays; of
 * the relaxed ones a power cut takes the last few back. A killed tab leaves its open transactions undone.
 */
import { IDBFactory, IDBOpenDBRequest, IDBTransaction } from 'fake-indexeddb';
import { keysOnDisk } from '../client/keys/testing/keys-on-disk.ts';
import type { KeyFiles } from '../client/platform/key-files.ts';
import { type Owner, world } from './world.ts';

/** The parts of the double that lie behind its public face. */
interface RawRecord {
  readonly key: unknown;
  readonly value: unknown;
}
interface RawIndex {
  readonly name: string;
  readonly keyPath: unknown;
  readonly multiEntry: boolean;
  readonly unique: boolean;
  initialized: boolean;
}
interface RawStore {
  readonly name: string;
  readonly keyPath: unknown;
  readonly autoIncrement: boolean;
  readonly keyGenerator: { num: number } | null;
  readonly records: { values(): Iterable<RawRecord> };
  readonly rawIndexes: Map<string, RawIndex>;
  storeRecord(record: RawRecord, noOverwrite: boolean): unknown;
}
interface RawDatabase {
  readonly name: string;
  readonly version: number;
  readonly rawObjectStores: Map<string, RawStore>;
  transactions: RawTransaction[];
  connections: RawConnection[];
  processTransactions(): void;
}
interface RawConnection {
  _closed: boolean;
  _closePending: boolean;
  transaction: () => never;
  readonly _rawDatabase: RawDatabase;
}
interface RawRequest {
  readyState: string;
  listeners: unknown[];
  onsuccess: unknown;
  onerror: unknown;
}
interface RawTransaction {
  _state: string;
  _started: boolean;
  _requests: { request: RawRequest }[];
  _rollbackLog: (() => void)[];
  readonly mode: IDBTransactionMode;
  readonly durability: IDBTransactionDurability;
  readonly db: RawConnection;
  readonly error: unknown;
  listeners: unknown[];
  onabort: unknown;
  oncomplete: unknown;
  onerror: unknown;
  _start(): void;
  _abort(name: string | null): void;
}
type Constructor<T> = new (...args: never[]) => T;

/** What may befall a transaction that is about to commit. */
export type CommitFate = 'commits' | 'QuotaExceededError' | 'UnknownError' | 'dies before' | 'dies after';

export interface DiskUser extends Owner {
  /** Decides what becomes of a transaction that writes. */
  readonly fateOfCommit: (database: string) => CommitFate;
  /** Whether a database cannot be opened this time. */
  readonly failsToOpen: () => boolean;
  /** Ends this tab at once. */
  readonly kill: (why: string) => void;
}

interface Committed {
  readonly database: string;
  readonly rollback: readonly (() => void)[];
}

/** More than this a browser writes to the disk by itself. */
const unflushedAtMost = 24;

const userOf = new WeakMap<RawConnection, DiskUser>();
const diskOf = new WeakMap<RawDatabase, Disk>();

export class Disk {
  readonly factory: IDBFactory;
  /** Relaxed transactions that a power cut would take back, oldest first. */
  #unflushed: Committed[] = [];
  /** What lies there outside of IndexedDB, by path. No power cut takes of it. */
  readonly files = new Map<string, string>();
  /** The files of keys, by path. */
  readonly keys = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly keyFiles: KeyFiles = keysOnDisk(this.keys);
  /** Raised with everything that changes what lies there. */
  revision = 0;

  constructor(factory = new IDBFactory()) {
    this.factory = factory;
  }

  /** The databases as a tab opens them. */
  for(user: DiskUser): globalThis.IDBFactory {
    const { factory } = this;
    return {
      open: (name: string, version?: number) => {
        // Nothing ever answers a tab that has ended.
        if (!user.isAlive) return new IDBOpenDBRequest();
        if (user.failsToOpen()) return failedOpening();
        const request = factory.open(name, version);
        const claim = () => {
          const connection = request.result as unknown as RawConnection;
          userOf.set(connection, user);
          diskOf.set(connection._rawDatabase, this);
        };
        request.addEventListener('upgradeneeded', claim);
        request.addEventListener('success', claim);
        return request;
      },
      deleteDatabase: (name: string) => factory.deleteDatabase(name),
      databases: () => factory.databases(),
      cmp: (first: unknown, second: unknown) => factory.cmp(first, second),
    } as globalThis.IDBFactory;
  }

  /** Whether a transaction has written something that it has not committed. */
  get isInWriting(): boolean {
    return this.#databases().some(({ transactions }) =>
      transactions.some(({ _state, _rollbackLog }) => _state !== 'finished' && _rollbackLog.length > 0),
    );
  }

  /** The records of a store as they lie there now, also those that are not committed. */
  read(database: string, store: string): unknown[] {
    const records = this.#raw(database)?.rawObjectStores.get(store)?.records.values() ?? [];
    return Array.from(records, ({ value }) => value);
  }

  committed(transaction: RawTransaction): void {
    this.revision += 1;
    const database = transaction.db._rawDatabase.name;
    // What is written through takes along what the same database had written before.
    if (transaction.durability === 'strict')
      this.#unflushed = this.#unflushed.filter((earlier) => earlier.database !== database);
    if (transaction.durability === 'strict' || transaction._rollbackLog.length === 0) return;
    this.#unflushed.push({ database, rollback: transaction._rollbackLog });
    if (this.#unflushed.length > unflushedAtMost) this.#unflushed.shift();
  }

  /** All that is committed has come to the disk. */
  flush(): void {
    this.#unflushed = [];
  }

  get unflushed(): number {
    return this.#unflushed.length;
  }

  /** Takes the last relaxed transactions back; nothing may be open. */
  loseLast(count: number): void {
    this.revision += 1;
    for (const { rollback } of this.#unflushed.splice(-count).reverse()) {
      for (const undo of rollback.toReversed()) undo();
    }
    this.flush();
  }

  /** Undoes what the tab has not committed and closes its connections; nothing of it is heard in the tab. */
  drop(user: DiskUser): void {
    this.revision += 1;
    for (const raw of this.#databases()) {
      const isOfUser = (connection: RawConnection) => userOf.get(connection) === user;
      for (const transaction of raw.transactions.filter(({ db }) => isOfUser(db))) {
        silence(transaction);
        if (transaction._state === 'finished') continue;
        for (const undo of transaction._rollbackLog.toReversed()) undo();
        transaction._state = 'finished';
      }
      raw.transactions = raw.transactions.filter(({ db }) => !isOfUser(db));
      for (const connection of raw.connections.filter(isOfUser)) {
        connection._closePending = true;
        connection._closed = true;
        connection.transaction = neverAgain;
      }
      raw.connections = raw.connections.filter((connection) => !isOfUser(connection));
      // Those who waited behind it go on.
      for (const _waiting of raw.transactions) inWorld(() => raw.processTransactions());
    }
  }

  /** Removes a database; nothing may be open. */
  remove(database: string): void {
    this.revision += 1;
    this.#databasesByName().delete(database);
    this.#unflushed = this.#unflushed.filter((committed) => committed.database !== database);
  }

  /** Removes all databases; nothing may be open. */
  clear(): void {
    for (const { name } of this.#databases()) this.remove(name);
  }

  /** The whole disk once more, as a profile that was copied. */
  copy(): Disk {
    const copy = new Disk();
    for (const raw of this.#databases()) copy.#databasesByName().set(raw.name, copyDatabase(raw));
    for (const [path, text] of this.files) copy.files.set(path, text);
    for (const [path, bytes] of this.keys) copy.keys.set(path, bytes.slice());
    return copy;
  }

  #databasesByName(): Map<string, RawDatabase> {
    return (this.factory as unknown as { _databases: Map<string, RawDatabase> })._databases;
  }

  #databases(): RawDatabase[] {
    return [...this.#databasesByName().values()];
  }

  #raw(database: string): RawDatabase | undefined {
    return this.#databasesByName().get(database);
  }
}

/** As Chromium answers where its files are damaged or held by another process. */
function failedOpening(): IDBOpenDBRequest {
  const request = new IDBOpenDBRequest();
  const error = new DOMException('Internal error opening backing store', 'UnknownError');
  setImmediate(() => {
    Object.assign(request, { readyState: 'done', error });
    const event = { type: 'error', target: request, preventDefault: () => {}, stopPropagation: () => {} };
    request.onerror?.(event as never);
  });
  return request;
}

/** The double asks for its next step as the world outside, whoever's step it is. */
function inWorld(work: () => void): void {
  const before = world().current;
  world().current = world().outside;
  work();
  world().current = before;
}

/** What a tab that has ended still tries, in the promises of its last step. */
function neverAgain(): never {
  throw new DOMException('this tab has ended', 'AbortError');
}

function silence(transaction: RawTransaction): void {
  const silent = { listeners: [], onabort: null, oncomplete: null, onerror: null };
  Object.assign(transaction, silent);
  for (const { request } of transaction._requests) {
    Object.assign(request, { readyState: 'done', listeners: [], onsuccess: null, onerror: null });
  }
}

function copyDatabase(raw: RawDatabase): RawDatabase {
  const make = <T>(like: object, ...args: unknown[]): T =>
    new (like.constructor as Constructor<T>)(...(args as never[]));
  const copy = make<RawDatabase>(raw, raw.name, raw.version);
  for (const store of raw.rawObjectStores.values()) {
    const into = make<RawStore>(store, copy, store.name, store.keyPath, store.autoIncrement);
    if (into.keyGenerator && store.keyGenerator) into.keyGenerator.num = store.keyGenerator.num;
    for (const index of store.rawIndexes.values()) {
      const { name, keyPath, multiEntry, unique } = index;
      const again = make<RawIndex>(index, into, name, keyPath, multiEntry, unique);
      again.initialized = true;
      into.rawIndexes.set(name, again);
    }
    for (const { key, value } of store.records.values())
      into.storeRecord(structuredClone({ key, value }), false);
    copy.rawObjectStores.set(store.name, into);
  }
  return copy;
}

const systemClone = globalThis.structuredClone;

/** What `structuredClone` does, some ten times as fast for plain data. */
function cloneOf<T>(value: T): T {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
  if (Array.isArray(value)) return value.map(cloneOf) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return systemClone(value);
  const clone: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) clone[name] = cloneOf(part);
  return clone as T;
}

/** Puts the faults of a disk into the double. Once per process. */
export function takeOverDisks(): void {
  globalThis.structuredClone = cloneOf;
  const prototype = IDBTransaction.prototype as unknown as RawTransaction;
  const start = prototype._start;
  prototype._start = function (this: RawTransaction) {
    const user = userOf.get(this.db);
    if (!user) {
      start.call(this);
      return;
    }
    if (!user.isAlive) return;
    world().current = user;
    const isLast =
      this._state !== 'finished' && this._requests.every(({ request }) => request.readyState === 'done');
    const writes = isLast && this.mode === 'readwrite' && this._rollbackLog.length > 0;
    if (!writes) {
      start.call(this);
      return;
    }
    const fate = user.fateOfCommit(this.db._rawDatabase.name);
    if (fate === 'dies before') user.kill('before a commit');
    else if (fate === 'QuotaExceededError' || fate === 'UnknownError') this._abort(fate);
    else {
      if (fate === 'dies after') silence(this);
      start.call(this);
      if (!this.error) diskOf.get(this.db._rawDatabase)?.committed(this);
      if (fate === 'dies after') user.kill('after a commit');
    }
  };
}
