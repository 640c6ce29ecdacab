import type { Kysely } from 'kysely';
import { chunked } from './chunks.ts';
import type { Database } from './schema.ts';

const columns = 3;

/** Notes when devices were last heard of; where another process has heard of one later, that stays. */
export async function writeContacts(
  db: Kysely<Database>,
  tenantId: string,
  contacts: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...contacts].map(([device_id, last_seen_at]) => ({
    tenant_id: tenantId,
    device_id,
    last_seen_at,
  }));
  for (const part of chunked(rows, columns)) {
    await db
      .insertInto('device_contact')
      .values(part)
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'device_id'])
          .doUpdateSet((eb) => ({ last_seen_at: eb.ref('excluded.last_seen_at') }))
          .whereRef('device_contact.last_seen_at', '<', 'excluded.last_seen_at'),
      )
      .execute();
  }
}
