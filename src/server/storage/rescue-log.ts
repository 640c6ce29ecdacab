/** What a restored shop remembers of the devices that bring back what it lost (rule X2). */
import type { Kysely } from 'kysely';
import { chunked } from './chunks.ts';
import type { Database } from './schema.ts';
import type { Recovery, RescueWriter, Standing } from './storage.ts';

/** The last restoration and how far the recovery from it is; null where there never was one. */
export async function recoveryOf(db: Kysely<Database>, tenantId: string): Promise<Recovery | null> {
  const all = await db
    .selectFrom('restoration')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('restored_v', 'desc')
    .execute();
  const [last] = all;
  if (!last) return null;
  const reports = await db
    .selectFrom('rescue_report')
    .select('device_id')
    .where('tenant_id', '=', tenantId)
    .where('epoch', '=', last.epoch)
    .execute();
  return {
    epoch: last.epoch,
    restoredAt: last.restored_at,
    recoveredAt: last.recovered_at,
    restoredV: last.restored_v,
    ended: all.map((one) => ({ epoch: one.ended_epoch, restoredV: one.restored_v })),
    reported: reports.map((report) => report.device_id),
  };
}

export class SqlRescue implements RescueWriter {
  readonly #db: Kysely<Database>;
  readonly #tenantId: string;
  readonly #v: number;
  #wrote = false;

  constructor(db: Kysely<Database>, tenantId: string, v: number) {
    this.#db = db;
    this.#tenantId = tenantId;
    this.#v = v;
  }

  get wrote(): boolean {
    return this.#wrote;
  }

  recovery(): Promise<Recovery | null> {
    return recoveryOf(this.#db, this.#tenantId);
  }

  async standing(kind: string, ids: readonly string[]): Promise<Map<string, Standing>> {
    const found = new Map<string, Standing>();
    for (const part of chunked(ids)) {
      const rows = await this.#db
        .selectFrom('entity')
        .leftJoin('rescued_row', (join) =>
          join
            .onRef('rescued_row.tenant_id', '=', 'entity.tenant_id')
            .onRef('rescued_row.kind', '=', 'entity.kind')
            .onRef('rescued_row.id', '=', 'entity.id')
            .onRef('rescued_row.v', '=', 'entity.v'),
        )
        .select(['entity.id', 'entity.v', 'rescued_row.fed_v'])
        .where('entity.tenant_id', '=', this.#tenantId)
        .where('entity.kind', '=', kind)
        .where('entity.id', 'in', part)
        .execute();
      for (const row of rows) found.set(row.id, { v: row.v, fedV: row.fed_v });
    }
    return found;
  }

  async note(kind: string, id: string, fedV: number): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('rescued_row')
      .values({ tenant_id: this.#tenantId, kind, id, fed_v: fedV, v: this.#v })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'kind', 'id'])
          .doUpdateSet((eb) => ({ fed_v: eb.ref('excluded.fed_v'), v: eb.ref('excluded.v') })),
      )
      .execute();
  }

  async report(epoch: string, deviceId: string, now: number): Promise<void> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('rescue_report')
      .values({ tenant_id: this.#tenantId, epoch, device_id: deviceId, reported_at: now })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'epoch', 'device_id']).doNothing())
      .executeTakeFirst();
    this.#noteWritten(numInsertedOrUpdatedRows);
  }

  async end(now: number): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable('restoration')
      .set({ recovered_at: now })
      .where('tenant_id', '=', this.#tenantId)
      .where('recovered_at', '=', 0)
      .executeTakeFirst();
    this.#noteWritten(numUpdatedRows);
  }

  /** A device that says again what is known takes no position. */
  #noteWritten(rows: bigint | undefined): void {
    if (rows !== undefined && rows > 0n) this.#wrote = true;
  }
}
