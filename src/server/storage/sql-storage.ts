/** The server's storage over either database. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import { SqlCredentialReader } from './credential-reader.ts';
import { writeContacts } from './device-contacts.ts';
import type { Engine, TransientReason } from './engine.ts';
import { migrate } from './migrate.ts';
import { beginEpoch } from './restorations.ts';
import type { Database } from './schema.ts';
import { takeCounter } from './send-pending.ts';
import { SqlReader } from './sql-reader.ts';
import { SqlWriter } from './sql-writer.ts';
import {
  type NextEpoch,
  type Position,
  type Storage,
  TemporarilyUnavailable,
  type TenantPosition,
  type TenantReader,
  type TenantWriter,
  UnknownTenant,
} from './storage.ts';
import { Turns } from './turns.ts';

/** Brings the tables of a database up to date and answers its storage. */
export async function openStorage(engine: Engine): Promise<Storage> {
  try {
    await migrate(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return new SqlStorage(engine);
}

/** Ends a transaction that turned out to have nothing to write. */
class NothingWritten extends Error {}

type Listener = (v: number) => void;

class SqlStorage implements Storage {
  readonly credentials: SqlCredentialReader;
  readonly #engine: Engine;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** The last v that the listeners of a tenant were told. */
  readonly #told = new Map<string, number>();
  /** Writers of one tenant wait here: each of them would wait for the tenant's counter with a connection in its hands. */
  readonly #turns = new Turns();
  /** The transaction that the running work belongs to. */
  readonly #writing = new AsyncLocalStorage<{ isOpen: boolean }>();
  #listensAbroad = false;
  #emptying: Promise<void> = Promise.resolve();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.credentials = new SqlCredentialReader((question) => this.#named(() => question(engine.reads)));
  }

  read<T>(tenantId: string, work: (reader: TenantReader) => Promise<T>): Promise<T> {
    return this.#named(() =>
      this.#engine.snapshot(async (db) => {
        const position = await db
          .selectFrom('tenant')
          .select(['v', 'epoch'])
          .where('tenant_id', '=', tenantId)
          .executeTakeFirst();
        if (!position) throw new UnknownTenant(tenantId);
        return work(new SqlReader(db, tenantId, position));
      }),
    );
  }

  async write<T>(tenantId: string, work: (writer: TenantWriter) => Promise<T>): Promise<T> {
    if (this.#writing.getStore()?.isOpen)
      throw new Error('a transaction within another would wait for it for ever: give its writer on instead');
    const transaction = { isOpen: true };
    let answer: { readonly value: T } | undefined;
    let hasErased = false;
    try {
      const v = await this.#writing.run(transaction, () =>
        this.#named(() =>
          this.#inTurn(tenantId, async (db) => {
            const position = await takeCounter(db, tenantId);
            if (!position) throw new UnknownTenant(tenantId);
            const writer = new SqlWriter(db, tenantId, position);
            answer = { value: await work(writer) };
            if (!(await writer.send())) throw new NothingWritten();
            hasErased = writer.written('erasure') > 0;
            await this.#engine.announce(db, tenantId, position.v);
            return position.v;
          }),
        ),
      );
      this.#tell(tenantId, v);
      if (hasErased) this.#emptyLog();
    } catch (error) {
      if (!(error instanceof NothingWritten)) throw error;
    } finally {
      transaction.isOpen = false;
    }
    if (!answer) throw new Error('a transaction ended without an answer');
    return answer.value;
  }

  #inTurn<T>(tenantId: string, work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
    return this.#turns.take(tenantId, () => this.#engine.transaction(work));
  }

  async createTenant(tenantId: string, epoch: string): Promise<void> {
    await this.#named(() =>
      this.#engine.transaction(async (db) => {
        await db.insertInto('tenant').values({ tenant_id: tenantId, v: 0, epoch }).execute();
      }),
    );
  }

  async contacts(tenantId: string): Promise<Map<string, number>> {
    const rows = await this.#named(() =>
      this.#engine.reads
        .selectFrom('device_contact')
        .select(['device_id', 'last_seen_at'])
        .where('tenant_id', '=', tenantId)
        .execute(),
    );
    return new Map(rows.map((row) => [row.device_id, row.last_seen_at]));
  }

  async noteContacts(tenantId: string, contacts: ReadonlyMap<string, number>): Promise<void> {
    await this.#named(() => this.#engine.transaction((db) => writeContacts(db, tenantId, contacts)));
  }

  async positions(): Promise<TenantPosition[]> {
    const rows = await this.#named(() =>
      this.#engine.reads.selectFrom('tenant').select(['tenant_id', 'epoch', 'v']).execute(),
    );
    return rows.map(({ tenant_id: tenantId, epoch, v }) => ({ tenantId, epoch, v }));
  }

  async beginEpoch(tenantId: string, next: NextEpoch): Promise<void> {
    await this.#named(() => this.#engine.transaction((db) => beginEpoch(db, tenantId, next)));
  }

  onCommit(tenantId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(tenantId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(tenantId, listeners);
    if (!this.#listensAbroad) {
      this.#listensAbroad = true;
      this.#engine.onForeignCommit((changed) => void this.#lookAround(changed));
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(tenantId) !== listeners) return;
      this.#listeners.delete(tenantId);
      this.#told.delete(tenantId);
    };
  }

  async ping(): Promise<void> {
    await this.#engine.snapshot((db) =>
      db.selectFrom('tenant').select('v').where('tenant_id', '=', '').executeTakeFirst(),
    );
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#emptying;
    await this.#engine.close();
  }

  /** Tells those who listen how far the tenants have come, when another process may have written. */
  async #lookAround(changed: string | null): Promise<void> {
    const tenants = changed === null ? [...this.#listeners.keys()] : [changed];
    for (const tenantId of tenants) {
      if (!this.#listeners.has(tenantId)) continue;
      try {
        const { v } = await this.read<Position>(tenantId, (reader) => reader.position());
        this.#tell(tenantId, v);
      } catch {
        // The next change asks again, and devices ask by themselves each minute (rule F5).
      }
    }
  }

  /** Nobody waits for it: whoever reads may hold it up, and each night it is done once more. */
  #emptyLog(): void {
    this.#emptying = this.#emptying.then(() => this.#engine.emptyLog()).catch(() => undefined);
  }

  #tell(tenantId: string, v: number): void {
    const listeners = this.#listeners.get(tenantId);
    if (!listeners || v <= (this.#told.get(tenantId) ?? 0)) return;
    this.#told.set(tenantId, v);
    for (const listener of listeners) listener(v);
  }

  /** Names the failures after which trying again may help. */
  async #named<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const reason = this.#transientReason(error);
      if (reason === null) throw error;
      throw new TemporarilyUnavailable(reason, error);
    }
  }

  /** The work may have wrapped an error of the database into one of its own. */
  #transientReason(error: unknown): TransientReason | null {
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      const reason = this.#engine.transientReason(cause);
      if (reason !== null) return reason;
    }
    return null;
  }
}
