/** Epochs (rule X1): a database that went back to an earlier state begins a new one. */
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { type NextEpoch, UnknownTenant } from './storage.ts';

/** No shop makes so many transactions in one epoch, so no position of a former epoch is ever given out again. */
const gapBetweenEpochs = 1_000_000_000;

export async function beginEpoch(
  db: Kysely<Database>,
  tenantId: string,
  { epoch, above, now }: NextEpoch,
): Promise<void> {
  const before = await db
    .selectFrom('tenant')
    .select(['v', 'epoch'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (!before) throw new UnknownTenant(tenantId);
  await db
    .updateTable('tenant')
    .set({ v: Math.max(before.v, above) + gapBetweenEpochs, epoch })
    .where('tenant_id', '=', tenantId)
    .execute();
  await db
    .insertInto('restoration')
    .values({
      tenant_id: tenantId,
      epoch,
      ended_epoch: before.epoch,
      restored_v: before.v,
      restored_at: now,
      recovered_at: 0,
    })
    .execute();
}
