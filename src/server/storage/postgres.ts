/** PostgreSQL, through `pg`. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Engine, EngineOptions, EngineTraits, TransientReason } from './engine.ts';
import { statementLog } from './engine.ts';
import { overwriteLog, rewriteTables } from './postgres-wipe.ts';
import type { Database } from './schema.ts';

const channel = 'regulars_commit';
const int8 = 20;
const notPermitted = '42501';
/** A table stayed locked for longer than `lock_timeout`. */
const waitedTooLong = '55P03';
const connectionsPerPool = 10;
const reconnectAfterMs = 1000;
const waitForLockMs = 10_000;
const waitForConnectionMs = 10_000;
/** A process that vanished in the middle of a transaction must not hold its tenant's counter row for hours. */
const idleInTransactionMs = 60_000;

export interface PostgresOptions extends EngineOptions {
  readonly url: string;
}

/** Whole numbers come as text from `pg`, since they may exceed 2^53; ours never do (rule D8). */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
};

export function openPostgres(options: PostgresOptions): Engine {
  const settings = [
    'synchronous_commit=on',
    `lock_timeout=${waitForLockMs}`,
    `idle_in_transaction_session_timeout=${idleInTransactionMs}`,
  ];
  const connection: pg.ClientConfig = {
    connectionString: options.url,
    types,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    application_name: 'regulars',
    connectionTimeoutMillis: waitForConnectionMs,
    keepAlive: true,
  };
  const open = (): Kysely<Database> =>
    new Kysely<Database>({
      dialect: new PostgresDialect({ pool: openPool(connection) }),
      ...statementLog(options),
    });
  const db = open();
  // Whoever asks does not wait until all who write have done.
  const reads = open();
  const listening = new Listener(connection);

  return {
    db,
    reads,
    snapshot: (work) =>
      reads.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    transaction: (work) => db.transaction().setIsolationLevel('read committed').execute(work),
    transientReason,
    traits: postgresTraits,
    async announce(transaction, tenantId, v) {
      await sql`select pg_notify(${channel}, ${`${tenantId} ${v}`})`.execute(transaction);
    },
    onForeignCommit: (changed) => listening.start(changed),
    // A server of its own looks after its log; what is left in it is written over at night.
    emptyLog: () => Promise.resolve(),
    async wipe() {
      try {
        await rewriteTables(db);
        return (await overwriteLog(db)) ? 'wiped' : 'log_kept';
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null;
        if (code === waitedTooLong) return 'in_use';
        if (code === notPermitted) return 'not_permitted';
        throw error;
      }
    },
    async close() {
      await listening.stop();
      await reads.destroy();
      await db.destroy();
    },
  };
}

function openPool(connection: pg.ClientConfig): pg.Pool {
  const pool = new pg.Pool({ ...connection, max: connectionsPerPool });
  // A connection that breaks while nobody uses it is replaced by the pool.
  pool.on('error', () => undefined);
  // One that breaks in use says so to its query too; an error event that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Holds one connection that hears of commits, and makes a new one when it breaks. */
class Listener {
  readonly #connection: pg.ClientConfig;
  #client: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  start(changed: (tenantId: string | null) => void): void {
    void this.#connect(changed);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#again);
    await this.#client?.end();
  }

  async #connect(changed: (tenantId: string | null) => void): Promise<void> {
    const client = new pg.Client(this.#connection);
    this.#client = client;
    const retry = (): void => {
      if (this.#stopped || this.#client !== client) return;
      this.#client = undefined;
      this.#again = setTimeout(() => void this.#connect(changed), reconnectAfterMs);
      this.#again.unref();
    };
    client.on('error', retry);
    client.on('end', retry);
    client.on('notification', ({ payload }) => changed(payload?.split(' ')[0] ?? null));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      // What was missed while there was no connection.
      changed(null);
    } catch {
      retry();
    }
  }
}

const transientCodes = new Set([
  '25006', // a server that only reads, in the middle of a failover
  '25P03', // idle in transaction for too long
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available
  '57014', // cancelled
  '58030', // i/o error
]);
const lostConnection = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Connection exceptions, insufficient resources, intervention of an operator. */
const transientClasses = /^(?:08|53|57P)/;
/** What `pg` says without a code. */
const lostInWords =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|timeout expired/i;

function transientReason(error: unknown): TransientReason | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '53100') return 'storage_full';
  const transient =
    transientCodes.has(code) ||
    lostConnection.has(code) ||
    transientClasses.test(code) ||
    lostInWords.test(error.message);
  return transient ? 'temporarily_unavailable' : null;
}

const postgresTraits: EngineTraits = {
  textType: sql`text collate "C"`,
  keyedTable: null,
  feedGuards() {
    const refuse = (name: string, table: string, condition: string): string =>
      `create function ${name}() returns trigger language plpgsql as $$
       begin
         if ${condition} then raise exception 'rows of ${table} change only with a new v'; end if;
         return new;
       end $$`;
    const attach = (name: string, event: string, table: string): string =>
      `create trigger ${name}_${event} before ${event} on ${table} for each row execute function ${name}()`;
    const notOfNow = 'new.v is distinct from (select v from tenant where tenant_id = new.tenant_id)';
    return [
      refuse(
        'entity_guard',
        'entity',
        `tg_op = 'DELETE' or ${notOfNow} or (tg_op = 'UPDATE' and new.v <= old.v)`,
      ),
      ...['insert', 'update', 'delete'].map((event) => attach('entity_guard', event, 'entity')),
      refuse('sale_guard', 'sale', `tg_op <> 'INSERT' or ${notOfNow}`),
      ...['insert', 'update', 'delete'].map((event) => attach('sale_guard', event, 'sale')),
      refuse('mutation_outcome_guard', 'mutation_outcome', `tg_op <> 'INSERT' or ${notOfNow}`),
      ...['insert', 'update', 'delete'].map((event) =>
        attach('mutation_outcome_guard', event, 'mutation_outcome'),
      ),
    ];
  },
  async withoutGuards(db, work) {
    for (const table of guardedTables)
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
    await work();
    for (const table of guardedTables)
      await sql`alter table ${sql.table(table)} enable trigger user`.execute(db);
  },
};

const guardedTables = ['entity', 'sale', 'mutation_outcome'] as const;
