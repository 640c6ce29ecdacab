/** What the two databases have to offer: the only place where they differ is behind this interface. */
import type { Kysely, KyselyConfig, RawBuilder } from 'kysely';
import type { Database } from './schema.ts';

export interface Engine {
  /** Runs questions on one snapshot. */
  snapshot<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  /** Runs changes in one transaction that is durable when this resolves (rule P4). */
  transaction<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  /** One statement by itself. */
  readonly db: Kysely<Database>;
  /** One question by itself: it waits for no transaction that writes. */
  readonly reads: Kysely<Database>;
  /** Why an error of the database is no verdict on the work, or null where it is one (rule P5). */
  transientReason(error: unknown): TransientReason | null;
  /** Tells other processes of a change; called inside its transaction. */
  announce(db: Kysely<Database>, tenantId: string, v: number): Promise<void>;
  /** Calls back when other processes may have changed a tenant, or any (null). */
  onForeignCommit(changed: (tenantId: string | null) => void): void;
  /** Empties the log of changes, where the files of the database have one that keeps what was deleted; waits for whoever reads. */
  emptyLog(): Promise<void>;
  /** Takes everything deleted out of the files of the database, which nobody else can change meanwhile. */
  wipe(): Promise<Wiped>;
  readonly traits: EngineTraits;
  close(): Promise<void>;
}

/**
 * `in_use`: nothing was done, since others worked in the database. `log_kept`: the tables hold nothing deleted, the log of changes still
 * does; `not_permitted`: so too, since the user of the database may not change that.
 */
export type Wiped = 'wiped' | 'in_use' | 'log_kept' | 'not_permitted';

export type TransientReason = 'temporarily_unavailable' | 'storage_full';

/** What migrations have to say differently. */
export interface EngineTraits {
  /** Text that is compared byte by byte. */
  readonly textType: RawBuilder<unknown>;
  /** Stands behind the definition of a table whose rows are small and always found by their key. */
  readonly keyedTable: RawBuilder<unknown> | null;
  /** Statements that make the database refuse a change by hand without a new v (rule F1). */
  feedGuards(): readonly string[];
  /** Puts back rows as they once were, which those statements forbid everybody else; part of the caller's transaction. */
  withoutGuards(db: Kysely<Database>, work: () => Promise<void>): Promise<void>;
}

/** What opens an engine. */
export interface EngineOptions {
  /** Sees the text of every statement sent. */
  readonly onStatement?: (sql: string) => void;
}

/** The part of Kysely's options that shows statements to whoever opened the engine. */
export function statementLog({ onStatement }: EngineOptions): Pick<KyselyConfig, 'log'> {
  return onStatement ? { log: ({ query }) => onStatement(query.sql) } : {};
}
