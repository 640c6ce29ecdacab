/**
 * The ids of everybody who was erased, kept beside the database for ever (rules E1, X2): whoever comes back with a backup is erased once
 * more before anybody is served.
 */
import { nameBasedId } from '../../domain/values/ids.ts';
import { applyOne } from '../mutations/apply-one.ts';
import type { Storage } from '../storage/storage.ts';
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
    const ids = erased.flatMap((line) =>
      line.startsWith(`${tenantId} `) ? [line.slice(tenantId.length + 1)] : [],
    );
    const rows = await storage.read(tenantId, (reader) => reader.getMany('customer', ids));
    const customerIds = ids.filter((_, index) => rows[index]?.erasedAt === undefined);
    if (customerIds.length === 0) continue;
    again += customerIds.length;
    const mutationId = nameBasedId('erased again', tenantId, ...customerIds);
    await storage.write(tenantId, (writer) =>
      applyOne(
        writer,
        'eraseCustomer',
        { id: mutationId, customerIds },
        { mutationId, actorId: null, deviceId: null, at: now },
      ),
    );
  }
  return again;
}
