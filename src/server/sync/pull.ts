/** Pull (rules F1, F2): one page of the feed from one snapshot. */
import * as z from 'zod';
import {
  backupsProtocol,
  type FeedCursor,
  type PullResponse,
  rowsPerPull,
} from '../../domain/sync/protocol.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import type { PushingDevice } from './push.ts';
import { refuseTooOld } from './refuse-too-old.ts';
import { scopeFor, shownRows } from './shown-rows.ts';

const cursorPart = z
  .string()
  .max(100)
  .regex(/^[\w-]*$/)
  .default('');

/** The cursor in the address: epoch, v, table and id (rule F1). */
export const pullQuerySchema = z.strictObject({
  epoch: z.string().max(100),
  v: z.coerce.number().int().min(0),
  table: cursorPart,
  id: cursorPart,
  limit: z.coerce.number().int().min(1).max(rowsPerPull).default(rowsPerPull),
  /** Builds of the first version do not say theirs. */
  protocol: z.coerce.number().int().min(0).default(1),
});
export type PullQuery = z.infer<typeof pullQuerySchema>;

export async function pull(
  { storage, clock, keepsakes, oldestBackupAt }: Dependencies,
  device: PushingDevice,
  query: PullQuery,
): Promise<PullResponse> {
  // Its entries are taken all the same (rule X5).
  refuseTooOld(query.protocol);
  const after: FeedCursor = { v: query.v, table: query.table, id: query.id };
  const { tenantId, deviceId } = device;
  const { protocol } = query;
  const { page, shown } = await storage.read(tenantId, async (reader) => {
    const { epoch } = await reader.position();
    if (epoch !== query.epoch) throw new RequestRefused('wrong_epoch');
    const scope = await scopeFor(reader, device, protocol);
    const page = await reader.changes(after, query.limit, deviceId, scope);
    const { signingKey } = keepsakes;
    return { page, shown: await shownRows(reader, scope, page.rows, { protocol, signingKey, tenantId }) };
  });
  const { epoch, next, completeV, more } = page;
  const oldest = oldestBackupAt?.() ?? null;
  return {
    epoch,
    serverTime: clock(),
    ...shown,
    next,
    completeV,
    more,
    ...(query.protocol >= backupsProtocol && oldest !== null && { oldestBackupAt: oldest }),
  };
}
