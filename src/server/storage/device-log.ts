/** How far the logs of devices were read, in one transaction. */
import type { Kysely } from 'kysely';
import { chunked } from './chunks.ts';
import { outcomeOf } from './feed.ts';
import { personalCodec } from './personal-codec.ts';
import type { Database } from './schema.ts';
import { insertAll } from './send-pending.ts';
import type { DeviceLogWriter, LogHead, QuarantinedEntry, StoredOutcome } from './storage.ts';

export class SqlDeviceLog implements DeviceLogWriter {
  readonly #db: Kysely<Database>;
  readonly #tenantId: string;
  readonly #outcomes: Database['mutation_outcome'][] = [];
  readonly #quarantined: Database['quarantine'][] = [];
  #wrote = false;

  constructor(db: Kysely<Database>, tenantId: string) {
    this.#db = db;
    this.#tenantId = tenantId;
  }

  async head(deviceId: string, incarnation: string): Promise<LogHead> {
    const row = await this.#db
      .selectFrom('device_log')
      .select(['last_seq', 'last_chain_hash'])
      .where('tenant_id', '=', this.#tenantId)
      .where('device_id', '=', deviceId)
      .where('incarnation', '=', incarnation)
      .executeTakeFirst();
    return { seq: row?.last_seq ?? 0, chainHash: row?.last_chain_hash ?? '' };
  }

  async setHead(deviceId: string, incarnation: string, head: LogHead): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('device_log')
      .values({
        tenant_id: this.#tenantId,
        device_id: deviceId,
        incarnation,
        last_seq: head.seq,
        last_chain_hash: head.chainHash,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'device_id', 'incarnation']).doUpdateSet((eb) => ({
          last_seq: eb.ref('excluded.last_seq'),
          last_chain_hash: eb.ref('excluded.last_chain_hash'),
        })),
      )
      .execute();
  }

  async outcomes(deviceId: string, incarnation: string, seqs: readonly number[]): Promise<StoredOutcome[]> {
    if (seqs.length === 0) return [];
    const rows = await this.#db
      .selectFrom('mutation_outcome')
      .selectAll()
      .where('tenant_id', '=', this.#tenantId)
      .where('device_id', '=', deviceId)
      .where('incarnation', '=', incarnation)
      .where('seq', 'in', seqs)
      .execute();
    return rows.map((row) => ({ ...outcomeOf(row), hash: row.hash }));
  }

  async firstOutcomes(mutationIds: readonly string[]): Promise<StoredOutcome[]> {
    const found = new Map<string, StoredOutcome>();
    for (const part of chunked(mutationIds)) {
      const rows = await this.#db
        .selectFrom('mutation_outcome')
        .selectAll()
        .where('tenant_id', '=', this.#tenantId)
        .where('mutation_id', 'in', part)
        .orderBy('v')
        .execute();
      for (const row of rows) {
        if (!found.has(row.mutation_id)) found.set(row.mutation_id, { ...outcomeOf(row), hash: row.hash });
      }
    }
    return [...found.values()];
  }

  addOutcome(deviceId: string, incarnation: string, outcome: StoredOutcome): void {
    this.#outcomes.push({
      tenant_id: this.#tenantId,
      device_id: deviceId,
      incarnation,
      seq: outcome.seq,
      mutation_id: outcome.mutationId,
      hash: outcome.hash,
      outcome: outcome.outcome,
      code: outcome.code,
      v: outcome.v,
    });
  }

  quarantine(entry: QuarantinedEntry): void {
    this.#quarantined.push({
      tenant_id: this.#tenantId,
      device_id: entry.deviceId,
      incarnation: entry.incarnation,
      seq: entry.seq,
      mutation_id: entry.mutationId,
      code: entry.code,
      received_at: entry.receivedAt,
      payload: personalCodec.seal(entry.payload),
    });
  }

  async quarantined(mutationId: string): Promise<QuarantinedEntry | undefined> {
    const noted = this.#quarantined.findLast((row) => row.mutation_id === mutationId);
    const row =
      noted ??
      (await this.#db
        .selectFrom('quarantine')
        .selectAll()
        .where('tenant_id', '=', this.#tenantId)
        .where('mutation_id', '=', mutationId)
        .orderBy('received_at', 'desc')
        .limit(1)
        .executeTakeFirst());
    return (
      row && {
        mutationId,
        deviceId: row.device_id,
        incarnation: row.incarnation,
        seq: row.seq,
        code: row.code,
        receivedAt: row.received_at,
        payload: personalCodec.open(row.payload),
      }
    );
  }

  async changeQuarantined(
    naming: readonly string[],
    change: (payload: string) => string | null,
  ): Promise<void> {
    const changed = (sealed: string): string | null => {
      const payload = personalCodec.open(sealed);
      const next = naming.some((id) => payload.includes(id)) ? change(payload) : null;
      return next && personalCodec.seal(next);
    };
    for (const row of this.#quarantined) row.payload = changed(row.payload) ?? row.payload;
    const stored = await this.#db
      .selectFrom('quarantine')
      .selectAll()
      .where('tenant_id', '=', this.#tenantId)
      .execute();
    for (const row of stored) {
      const payload = changed(row.payload);
      if (payload === null) continue;
      this.#wrote = true;
      await this.#db
        .updateTable('quarantine')
        .set({ payload })
        .where('tenant_id', '=', this.#tenantId)
        .where('device_id', '=', row.device_id)
        .where('incarnation', '=', row.incarnation)
        .where('seq', '=', row.seq)
        .execute();
    }
  }

  async release(mutationId: string): Promise<void> {
    this.#wrote = true;
    const kept = this.#quarantined.filter((row) => row.mutation_id !== mutationId);
    this.#quarantined.splice(0, this.#quarantined.length, ...kept);
    await this.#db
      .deleteFrom('quarantine')
      .where('tenant_id', '=', this.#tenantId)
      .where('mutation_id', '=', mutationId)
      .execute();
  }

  async countFailure(deviceId: string, incarnation: string, seq: number, now: number): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('push_attempt')
      .values({ tenant_id: this.#tenantId, device_id: deviceId, incarnation, seq, tries: 1, first_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'device_id', 'incarnation', 'seq'])
          .doUpdateSet((eb) => ({ tries: eb('push_attempt.tries', '+', 1) })),
      )
      .execute();
  }

  async forgetFailure(deviceId: string, incarnation: string, seq: number): Promise<void> {
    await this.#db
      .deleteFrom('push_attempt')
      .where('tenant_id', '=', this.#tenantId)
      .where('device_id', '=', deviceId)
      .where('incarnation', '=', incarnation)
      .where('seq', '=', seq)
      .execute();
  }

  /** Sends what was noted; answers whether this transaction wrote anything. */
  async send(): Promise<boolean> {
    await insertAll(this.#db, 'mutation_outcome', this.#outcomes);
    await insertAll(this.#db, 'quarantine', this.#quarantined);
    return this.#wrote || this.#outcomes.length + this.#quarantined.length > 0;
  }
}
