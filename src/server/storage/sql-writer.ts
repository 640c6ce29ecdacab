/** One transaction of a tenant, as the rest of the server sees it. */
import type { Kysely } from 'kysely';
import type { EntityKind } from '../../domain/model/entities.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { chunked } from './chunks.ts';
import { SqlCredentialWriter } from './credential-writer.ts';
import { SqlDeviceLog } from './device-log.ts';
import { PendingRows } from './pending-rows.ts';
import { SqlRescue } from './rescue-log.ts';
import type { Database } from './schema.ts';
import { sendPending, storedSaleIds } from './send-pending.ts';
import { SqlReader } from './sql-reader.ts';
import { SqlStore } from './sql-store.ts';
import type { AddedSale, Foreseen, Position, TenantWriter } from './storage.ts';

export class SqlWriter extends SqlStore implements TenantWriter {
  readonly v: number;
  readonly log: SqlDeviceLog;
  readonly credentials: SqlCredentialWriter;
  readonly rescue: SqlRescue;
  readonly #db: Kysely<Database>;
  readonly #tenantId: string;
  readonly #position: Position;
  readonly #reader: SqlReader;
  readonly #pending: PendingRows;
  /** Which stored documents bear the numbers that were asked for ahead. */
  readonly #foreseenNumbers = new Map<string, Set<string>>();
  #salesBefore = 0;

  constructor(db: Kysely<Database>, tenantId: string, position: Position) {
    const pending = new PendingRows();
    const reader = new SqlReader(db, tenantId, position);
    super(reader, pending, tenantId, position.v, (ids) => storedSaleIds(db, tenantId, ids));
    this.v = position.v;
    this.log = new SqlDeviceLog(db, tenantId);
    this.credentials = new SqlCredentialWriter(db, tenantId);
    this.rescue = new SqlRescue(db, tenantId, position.v);
    this.#db = db;
    this.#tenantId = tenantId;
    this.#position = position;
    this.#reader = reader;
    this.#pending = pending;
  }

  async position(): Promise<Position> {
    return this.#position;
  }

  async attempt<T>(work: () => Promise<T>, keep: (result: T) => boolean): Promise<T> {
    const mark = this.#pending.log.mark;
    this.#salesBefore = this.#pending.sales.size;
    try {
      const result = await work();
      if (!keep(result)) this.#pending.log.undoTo(mark);
      return result;
    } catch (error) {
      this.#pending.log.undoTo(mark);
      throw error;
    }
  }

  addedSales(): readonly AddedSale[] {
    const added = [...this.#pending.sales.values()].slice(this.#salesBefore);
    return added.map(({ columns }) => ({
      id: columns.id,
      type: columns.type as Sale['type'],
      channel: columns.channel as Sale['channel'],
      number: columns.number,
      importId: columns.import_id,
    }));
  }

  written(kind: EntityKind | 'sale'): number {
    return kind === 'sale' ? this.#pending.sales.size : this.#pending.entities(kind).size;
  }

  async isNumberTaken(number: string, exceptSaleId: string): Promise<boolean> {
    for (const { columns } of this.#pending.sales.values()) {
      if (columns.number === number && columns.id !== exceptSaleId) return true;
    }
    const foreseen = this.#foreseenNumbers.get(number);
    if (foreseen) return [...foreseen].some((id) => id !== exceptSaleId);
    const row = await this.#db
      .selectFrom('sale')
      .select('id')
      .where('tenant_id', '=', this.#tenantId)
      .where('number', '=', number)
      .where('id', '<>', exceptSaleId)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  override async foresee(foreseen: Foreseen): Promise<void> {
    await super.foresee(foreseen);
    for (const part of chunked(foreseen.numbers)) {
      const rows = await this.#db
        .selectFrom('sale')
        .select(['number', 'id'])
        .where('tenant_id', '=', this.#tenantId)
        .where('number', 'in', part)
        .execute();
      for (const number of part) this.#foreseenNumbers.set(number, new Set());
      for (const { number, id } of rows) this.#foreseenNumbers.get(number)?.add(id);
    }
  }

  queueKey(): Promise<string | undefined> {
    return this.#reader.queueKey();
  }

  async addQueueKey(privateKey: string): Promise<void> {
    await this.#db
      .insertInto('queue_key')
      .values({ tenant_id: this.#tenantId, private_key: privateKey })
      .execute();
  }

  /** Sends everything; answers whether this transaction wrote anything. */
  async send(): Promise<boolean> {
    const wroteRows = await sendPending(this.#db, this.#tenantId, this.v, this.#pending, this);
    const wroteLog = await this.log.send();
    return wroteRows || wroteLog || this.credentials.wrote || this.rescue.wrote;
  }
}
