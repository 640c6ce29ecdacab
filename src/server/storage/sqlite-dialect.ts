/** Kysely over Node's own SQLite. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

const busy = 5;
const pauseMs = 20;
/** Prepared statements kept per connection; inserts of many rows differ in length, so there are many texts. */
const statementsKept = 256;

export interface SqliteConnectionOptions {
  readonly path: string;
  readonly readOnly: boolean;
  /** How long a statement may hold up the whole process while another process writes. */
  readonly blockAtMostMs: number;
  /** How long the beginning of a transaction may be tried again from a timer. */
  readonly waitAtMostMs: number;
}

/** One connection to a database file. Transactions that write take the write lock at once. */
export function sqliteDialect(options: SqliteConnectionOptions): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new SqliteDriver(options),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** The extended result code of an error of SQLite, or undefined for any other error. */
export function sqliteErrorCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

class Adapter extends SqliteAdapter {
  // SQLite rolls tables back like rows; so a migration happens as a whole or not at all.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #options: SqliteConnectionOptions;
  #connection: SqliteConnection | undefined;

  constructor(options: SqliteConnectionOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {
    this.#connection = new SqliteConnection(this.#options);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#opened();
  }

  async beginTransaction(): Promise<void> {
    const connection = this.#opened();
    if (this.#options.readOnly) {
      connection.run('begin');
      return;
    }
    const giveUpAt = performance.now() + this.#options.waitAtMostMs;
    for (;;) {
      try {
        connection.run('begin immediate');
        return;
      } catch (error) {
        const code = sqliteErrorCode(error);
        if (code === undefined || (code & 0xff) !== busy || performance.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  async commitTransaction(): Promise<void> {
    this.#opened().run('commit');
  }

  async rollbackTransaction(): Promise<void> {
    const connection = this.#opened();
    // A full disk makes SQLite roll back by itself.
    if (connection.inTransaction) connection.run('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #opened(): SqliteConnection {
    if (!this.#connection) throw new Error('The database is closed.');
    return this.#connection;
  }
}

/** A statement, and whether it answers rows: asking that of it each time costs as much as a small question. */
interface Prepared {
  readonly statement: StatementSync;
  readonly answersRows: boolean;
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();

  constructor(options: SqliteConnectionOptions) {
    this.#database = new DatabaseSync(options.path, {
      readOnly: options.readOnly,
      timeout: options.blockAtMostMs,
    });
    if (!options.readOnly)
      this.#database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on');
    this.#database.exec('pragma cache_size = -65536; pragma temp_store = memory');
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return this.run<R>(sql, parameters);
  }

  run<R>(text: string, parameters: readonly unknown[] = []): QueryResult<R> {
    const { statement, answersRows } = this.#prepared(text);
    const values = parameters as readonly SQLInputValue[];
    if (answersRows) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome asks for a yield in a generator; this connection hands rows out in pages that the caller asks for instead.
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows are read page by page here, not as a stream.');
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepared(text: string): Prepared {
    const known = this.#statements.get(text);
    if (known) {
      // Moves it to the end, so that the first is the one used longest ago.
      this.#statements.delete(text);
      this.#statements.set(text, known);
      return known;
    }
    const statement = this.#database.prepare(text);
    const prepared = { statement, answersRows: statement.columns().length > 0 };
    this.#statements.set(text, prepared);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > statementsKept && oldest !== undefined) this.#statements.delete(oldest);
    return prepared;
  }
}
