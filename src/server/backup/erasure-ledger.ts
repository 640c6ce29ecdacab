/**
 * The ids of everybody who was erased, kept beside the database for ever (rules E1, X2): whoever comes back with a backup is erased once
 * more before anybody is served.
 */
import type { StoreReader } from '../../domain/store.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import { applyOne } from '../mutations/apply-one.ts';
import type { Storage, TenantWriter } from '../storage/storage.ts';
import { readKeepsakes, writeErased } from './keepsakes.ts';

const lineOf = (tenantId: string, customerId: string): string => `${tenantId} ${customerId}`;

/** Notes all who were erased in the database; nobody is ever taken out. */
export async function noteErased(storage: Storage, folder: string): Promise<void> {
  const known = new Set(readKeepsakes(folder).erased);
  const before = known.size;
  for (const { tenantId } of await storage.positions()) {
    const erasures = await storage.read(tenantId, (reader) => reader.all('erasure'));
    for (const { customerIds } of erasures) for (const id of customerIds) known.add(lineOf(tenantId, id));
  }
  if (known.size > before) writeErased(folder, known);
}

/** Erases those again whom the database holds although they were erased; answers how many. */
export async function eraseAgain(storage: Storage, folder: string, now: number): Promise<number> {
  const { erased } = readKeepsakes(folder);
  let again = 0;
  for (const { tenantId } of await storage.positions()) {
    const lacking = await storage.read(tenantId, (reader) => stillToErase(reader, tenantId, erased));
    if (lacking.length === 0) continue;
    again += lacking.length;
    await storage.write(tenantId, (writer) => eraseAgainIn(writer, tenantId, erased, now));
  }
  return again;
}

/**
 * The same in one shop, also of people whom it does not hold: what comes late finds that they were erased.
 *
 * @param erased lines of a shop and a customer
 */
export async function eraseAgainIn(
  writer: TenantWriter,
  tenantId: string,
  erased: readonly string[],
  now: number,
): Promise<void> {
  const customerIds = await stillToErase(writer, tenantId, erased);
  if (customerIds.length === 0) return;
  const mutationId = nameBasedId('erased again', tenantId, ...customerIds);
  const context = { mutationId, actorId: null, deviceId: null, at: now };
  await applyOne(writer, 'eraseCustomer', { id: mutationId, customerIds }, context, now);
}

async function stillToErase(
  reader: StoreReader,
  tenantId: string,
  erased: readonly string[],
): Promise<string[]> {
  const ids = erased.flatMap((line) =>
    line.startsWith(`${tenantId} `) ? [line.slice(tenantId.length + 1)] : [],
  );
  const rows = await reader.getMany('customer', ids);
  return ids.filter((_, index) => rows[index]?.erasedAt === undefined);
}
