/** The snapshot of a new device (rules N1–N5): pages of the shop's rows as they stand up to a position, then the feed goes on from it. */
import * as z from 'zod';
import {
  rowsPerPull,
  type SnapshotResponse,
  snapshotSlices,
  snapshotStart,
} from '../../domain/sync/protocol.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { idText } from '../routes/request-values.ts';
import type { PushingDevice } from './push.ts';
import { refuseTooOld } from './refuse-too-old.ts';
import { scopeFor, shownRows } from './shown-rows.ts';

export const snapshotQuerySchema = z.strictObject({
  epoch: z.string().max(100),
  /** The position noted with the first page; absent for that one. */
  v: z.coerce.number().int().min(0).optional(),
  slice: z.enum(snapshotSlices).default(snapshotStart.slice),
  after: z
    .string()
    .max(200)
    .regex(/^[\w -]*$/)
    .default(snapshotStart.after),
  /** Asks for the documents of this customer alone, before their turn (rule N2). */
  customer: idText.optional(),
  limit: z.coerce.number().int().min(1).max(rowsPerPull).default(rowsPerPull),
  /** Builds that do not say theirs know no marks. */
  protocol: z.coerce.number().int().min(0).default(1),
});
export type SnapshotQuery = z.infer<typeof snapshotQuerySchema>;

export async function snapshot(
  { storage, clock, keepsakes }: Dependencies,
  device: PushingDevice,
  { epoch, v, slice, after, customer, limit, protocol }: SnapshotQuery,
): Promise<SnapshotResponse> {
  refuseTooOld(protocol);
  const { tenantId } = device;
  return storage.read(tenantId, async (reader) => {
    const position = await reader.position();
    if (position.epoch !== epoch) throw new RequestRefused('wrong_epoch');
    const scope = await scopeFor(reader, device, protocol);
    const noted = v ?? position.v;
    const page = await reader.snapshot(noted, { slice, after }, limit, scope, customer);
    // Counting takes a look at every row: once is enough.
    const total = v === undefined ? await reader.snapshotSize(scope.locationIds) : 0;
    const marking = { protocol, signingKey: keepsakes.signingKey, tenantId };
    const shown = await shownRows(reader, scope, page.rows, marking);
    return { epoch, serverTime: clock(), v: noted, ...page, ...shown, total };
  });
}
