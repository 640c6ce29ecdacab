/** The embedded database: one file, one connection that writes, one that reads. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Engine, EngineOptions, EngineTraits, TransientReason } from './engine.ts';
import { statementLog } from './engine.ts';
import type { Database } from './schema.ts';
import { type SqliteConnectionOptions, sqliteDialect, sqliteErrorCode } from './sqlite-dialect.ts';
import { emptyWriteAheadLog, rewriteFile } from './sqlite-wipe.ts';

const watchEveryMs = 500;
const primaryCodes = { busy: 5, locked: 6, ioError: 10, full: 13 };

export interface SqliteOptions extends EngineOptions {
  readonly path: string;
  /** A server must not be held up for long by a command that writes beside it; a command may wait. */
  readonly patience: 'server' | 'command';
}

const patience = {
  server: { blockAtMostMs: 50, waitAtMostMs: 10_000 },
  command: { blockAtMostMs: 10_000, waitAtMostMs: 10_000 },
} as const;

export function openSqlite(options: SqliteOptions): Engine {
  mkdirSync(dirname(options.path), { recursive: true });
  const connect = (readOnly: boolean): Kysely<Database> => {
    const connection: SqliteConnectionOptions = {
      path: options.path,
      readOnly,
      ...patience[options.patience],
    };
    return new Kysely<Database>({ dialect: sqliteDialect(connection), ...statementLog(options) });
  };
  const writer = connect(false);
  const reader = connect(true);
  let watch: NodeJS.Timeout | undefined;

  return {
    db: writer,
    reads: reader,
    snapshot: (work) => reader.transaction().execute(work),
    transaction: (work) => writer.transaction().execute(work),
    transientReason,
    traits: sqliteTraits,
    // Other processes see a change by the version of the file; there is nothing to send.
    announce: () => Promise.resolve(),
    onForeignCommit(changed) {
      let known: number | undefined;
      const look = async (): Promise<void> => {
        const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(reader);
        const version = rows[0]?.data_version;
        // The first look counts as a change: something may have happened before it.
        if (version !== known) changed(null);
        known = version;
      };
      watch = setInterval(() => void look().catch(() => undefined), watchEveryMs);
      watch.unref();
    },
    async emptyLog() {
      await emptyWriteAheadLog(options.path, { ...patience.server, blockAtMostMs: 0 });
    },
    wipe: () => rewriteFile(options.path, patience[options.patience]),
    async close() {
      clearInterval(watch);
      await reader.destroy();
      await writer.destroy();
    },
  };
}

function transientReason(error: unknown): TransientReason | null {
  const code = sqliteErrorCode(error);
  if (code === undefined) return null;
  switch (code & 0xff) {
    case primaryCodes.full:
      return 'storage_full';
    case primaryCodes.busy:
    case primaryCodes.locked:
    case primaryCodes.ioError:
      return 'temporarily_unavailable';
    default:
      return null;
  }
}

const sqliteTraits: EngineTraits = {
  textType: sql`text`,
  keyedTable: sql`without rowid`,
  feedGuards() {
    const refuse = (name: string, event: string, table: string, condition: string): string =>
      `create trigger ${name} before ${event} on ${table} when ${condition}
       begin select raise(abort, 'rows of ${table} change only with a new v'); end`;
    const notOfNow = 'new.v is not (select v from tenant where tenant_id = new.tenant_id)';
    return [
      refuse('entity_insert_guard', 'insert', 'entity', notOfNow),
      refuse('entity_update_guard', 'update', 'entity', `${notOfNow} or new.v <= old.v`),
      refuse('entity_delete_guard', 'delete', 'entity', '1'),
      refuse('sale_insert_guard', 'insert', 'sale', notOfNow),
      refuse('sale_update_guard', 'update', 'sale', '1'),
      refuse('sale_delete_guard', 'delete', 'sale', '1'),
      refuse('mutation_outcome_insert_guard', 'insert', 'mutation_outcome', notOfNow),
      refuse('mutation_outcome_update_guard', 'update', 'mutation_outcome', '1'),
      refuse('mutation_outcome_delete_guard', 'delete', 'mutation_outcome', '1'),
    ];
  },
  async withoutGuards(db, work) {
    const { rows } = await sql<{ name: string; sql: string }>`
      select name, sql from sqlite_master where type = 'trigger'`.execute(db);
    for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
    await work();
    for (const trigger of rows) await sql.raw(trigger.sql).execute(db);
  },
};
