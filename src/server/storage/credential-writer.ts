/** Changing what tokens, codes and passwords stand for, in one transaction of a tenant. */
import type { Kysely } from 'kysely';
import { sessionsOf } from './credential-reader.ts';
import type { Database } from './schema.ts';
import type { ApiKeySecret, CredentialWriter, DeviceSession, EnrolCode, StaffLogin } from './storage.ts';

export class SqlCredentialWriter implements CredentialWriter {
  readonly #db: Kysely<Database>;
  readonly #tenantId: string;
  #wrote = false;

  constructor(db: Kysely<Database>, tenantId: string) {
    this.#db = db;
    this.#tenantId = tenantId;
  }

  get wrote(): boolean {
    return this.#wrote;
  }

  async addSession(session: DeviceSession): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('session')
      .values({
        tenant_id: this.#tenantId,
        token_hash: session.tokenHash,
        device_id: session.deviceId,
        created_at: session.createdAt,
        revoked_at: session.revokedAt,
        previous_hash: session.previousHash,
        challenge: null,
        verified_staff_id: null,
        verified_until: null,
      })
      .execute();
  }

  async sessionCount(deviceId: string): Promise<number> {
    return (await sessionsOf(this.#db, this.#tenantId, deviceId)).length;
  }

  async addApiKey(key: ApiKeySecret): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('api_key')
      .values({
        tenant_id: this.#tenantId,
        token_hash: key.tokenHash,
        key_id: key.keyId,
        scopes: key.scopes.join(' '),
        created_at: key.createdAt,
        revoked_at: key.revokedAt,
      })
      .execute();
  }

  async revokeApiKey(keyId: string, now: number): Promise<void> {
    this.#wrote = true;
    await this.#db
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('tenant_id', '=', this.#tenantId)
      .where('key_id', '=', keyId)
      .execute();
  }

  async addEnrolCode(code: Omit<EnrolCode, 'tenantId'>): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('enrol_code')
      .values({
        tenant_id: this.#tenantId,
        code_hash: code.codeHash,
        location_id: code.locationId,
        created_at: code.createdAt,
        expires_at: code.expiresAt,
        used_at: code.usedAt,
        used_by: null,
      })
      .execute();
  }

  async spendEnrolCode(codeHash: string, usedBy: string, now: number): Promise<boolean> {
    this.#wrote = true;
    const { numUpdatedRows } = await this.#db
      .updateTable('enrol_code')
      .set({ used_at: now, used_by: usedBy })
      .where('tenant_id', '=', this.#tenantId)
      .where('code_hash', '=', codeHash)
      .where((code) => code.or([code('used_at', 'is', null), code('used_by', '=', usedBy)]))
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  revokeSession(tokenHash: string, now: number): Promise<void> {
    return this.#changeSession(tokenHash, { revoked_at: now });
  }

  async revokeSessions(deviceId: string, now: number): Promise<void> {
    this.#wrote = true;
    await this.#db
      .updateTable('session')
      .set({ revoked_at: now })
      .where('tenant_id', '=', this.#tenantId)
      .where('device_id', '=', deviceId)
      .where('revoked_at', 'is', null)
      .execute();
  }

  forgetPrevious(tokenHash: string): Promise<void> {
    return this.#changeSession(tokenHash, { previous_hash: null });
  }

  setChallenge(tokenHash: string, challenge: string): Promise<void> {
    return this.#changeSession(tokenHash, { challenge });
  }

  async useChallenge(tokenHash: string, challenge: string): Promise<boolean> {
    this.#wrote = true;
    const { numUpdatedRows } = await this.#db
      .updateTable('session')
      .set({ challenge: null })
      .where('tenant_id', '=', this.#tenantId)
      .where('token_hash', '=', tokenHash)
      .where('challenge', '=', challenge)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  setSignIn(
    tokenHash: string,
    signIn: { readonly staffId: string; readonly until: number } | null,
  ): Promise<void> {
    return this.#changeSession(tokenHash, {
      verified_staff_id: signIn?.staffId ?? null,
      verified_until: signIn?.until ?? null,
    });
  }

  async #changeSession(
    tokenHash: string,
    change: Partial<Omit<Database['session'], 'tenant_id'>>,
  ): Promise<void> {
    this.#wrote = true;
    await this.#db
      .updateTable('session')
      .set(change)
      .where('tenant_id', '=', this.#tenantId)
      .where('token_hash', '=', tokenHash)
      .execute();
  }

  async endSignIns(staffId: string): Promise<void> {
    this.#wrote = true;
    await this.#db
      .updateTable('session')
      .set({ verified_staff_id: null, verified_until: null })
      .where('tenant_id', '=', this.#tenantId)
      .where('verified_staff_id', '=', staffId)
      .execute();
  }

  async hasDeviceKey(deviceId: string): Promise<boolean> {
    const key = await this.#db
      .selectFrom('device_key')
      .select('device_id')
      .where('tenant_id', '=', this.#tenantId)
      .where('device_id', '=', deviceId)
      .executeTakeFirst();
    return key !== undefined;
  }

  async addDeviceKey(deviceId: string, publicKey: string, now: number): Promise<void> {
    this.#wrote = true;
    await this.#db
      .insertInto('device_key')
      .values({ tenant_id: this.#tenantId, device_id: deviceId, public_key: publicKey, created_at: now })
      .execute();
  }

  async setStaffLogin({ staffId, email, passwordHash }: StaffLogin): Promise<boolean> {
    const bearer = await this.#db
      .selectFrom('staff_login')
      .select('staff_id')
      .where('tenant_id', '=', this.#tenantId)
      .where('email', '=', email)
      .executeTakeFirst();
    if (bearer && bearer.staff_id !== staffId) return false;
    await this.removeStaffLogin(staffId);
    await this.#db
      .insertInto('staff_login')
      .values({ tenant_id: this.#tenantId, email, staff_id: staffId, password_hash: passwordHash })
      .execute();
    return true;
  }

  async removeStaffLogin(staffId: string): Promise<void> {
    this.#wrote = true;
    await this.#db
      .deleteFrom('staff_login')
      .where('tenant_id', '=', this.#tenantId)
      .where('staff_id', '=', staffId)
      .execute();
  }
}
