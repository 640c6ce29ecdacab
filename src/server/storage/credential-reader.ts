/** What tokens, codes and passwords stand for; only their hashes are stored. */
import type { Kysely } from 'kysely';
import { entityFromBody } from './rows.ts';
import type { Database } from './schema.ts';
import type { ApiKeySecret, CredentialReader, EnrolCode, KnownSession, StaffLogin } from './storage.ts';

/** Runs a question by itself on the connection for reading. */
export type Ask = <T>(question: (db: Kysely<Database>) => Promise<T>) => Promise<T>;

export class SqlCredentialReader implements CredentialReader {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async session(tenantId: string, tokenHash: string): Promise<KnownSession | undefined> {
    const row = await this.#ask((db) =>
      db
        .selectFrom('session')
        .leftJoin('entity as device', (join) =>
          join
            .onRef('device.tenant_id', '=', 'session.tenant_id')
            .on('device.kind', '=', 'device')
            .onRef('device.id', '=', 'session.device_id'),
        )
        .leftJoin('entity as staff', (join) =>
          join
            .onRef('staff.tenant_id', '=', 'session.tenant_id')
            .on('staff.kind', '=', 'staff')
            .onRef('staff.id', '=', 'session.verified_staff_id'),
        )
        .selectAll('session')
        .select(['device.body as device_body', 'staff.body as staff_body'])
        .where('session.tenant_id', '=', tenantId)
        .where('session.token_hash', '=', tokenHash)
        .executeTakeFirst(),
    );
    if (!row?.device_body) return undefined;
    return {
      deviceId: row.device_id,
      tokenHash: row.token_hash,
      createdAt: row.created_at,
      revokedAt: row.revoked_at,
      previousHash: row.previous_hash,
      challenge: row.challenge,
      device: entityFromBody('device', row.device_body),
      signIn:
        row.staff_body === null || row.verified_until === null
          ? null
          : { staff: entityFromBody('staff', row.staff_body), until: row.verified_until },
    };
  }

  async sessionCount(tenantId: string, deviceId: string): Promise<number> {
    return (await this.#ask((db) => sessionsOf(db, tenantId, deviceId))).length;
  }

  async deviceKey(tenantId: string, deviceId: string): Promise<string | undefined> {
    const row = await this.#ask((db) =>
      db
        .selectFrom('device_key')
        .select('public_key')
        .where('tenant_id', '=', tenantId)
        .where('device_id', '=', deviceId)
        .executeTakeFirst(),
    );
    return row?.public_key;
  }

  apiKey(tenantId: string, tokenHash: string): Promise<ApiKeySecret | undefined> {
    return this.#apiKeyWhere('token_hash', tenantId, tokenHash);
  }

  apiKeyById(tenantId: string, keyId: string): Promise<ApiKeySecret | undefined> {
    return this.#apiKeyWhere('key_id', tenantId, keyId);
  }

  async #apiKeyWhere(
    column: 'token_hash' | 'key_id',
    tenantId: string,
    value: string,
  ): Promise<ApiKeySecret | undefined> {
    const row = await this.#ask((db) =>
      db
        .selectFrom('api_key')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where(column, '=', value)
        .executeTakeFirst(),
    );
    return (
      row && {
        keyId: row.key_id,
        tokenHash: row.token_hash,
        scopes: row.scopes.split(' ').filter(Boolean),
        createdAt: row.created_at,
        revokedAt: row.revoked_at,
      }
    );
  }

  async enrolCode(codeHash: string): Promise<EnrolCode | undefined> {
    const row = await this.#ask((db) =>
      db.selectFrom('enrol_code').selectAll().where('code_hash', '=', codeHash).executeTakeFirst(),
    );
    return (
      row && {
        tenantId: row.tenant_id,
        codeHash: row.code_hash,
        locationId: row.location_id,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at,
      }
    );
  }

  async staffLogin(tenantId: string, email: string): Promise<StaffLogin | undefined> {
    const row = await this.#ask((db) =>
      db
        .selectFrom('staff_login')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('email', '=', email)
        .executeTakeFirst(),
    );
    return row && { staffId: row.staff_id, email: row.email, passwordHash: row.password_hash };
  }

  async staffEmails(tenantId: string): Promise<Map<string, string>> {
    const rows = await this.#ask((db) =>
      db.selectFrom('staff_login').select(['staff_id', 'email']).where('tenant_id', '=', tenantId).execute(),
    );
    return new Map(rows.map((row) => [row.staff_id, row.email]));
  }
}

/** Every session that a device has had. */
export function sessionsOf(
  db: Kysely<Database>,
  tenantId: string,
  deviceId: string,
): Promise<{ token_hash: string }[]> {
  return db
    .selectFrom('session')
    .select('token_hash')
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', deviceId)
    .execute();
}
