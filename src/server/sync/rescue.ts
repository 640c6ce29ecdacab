/** After a restore devices bring back what the server lacks (rule X2): rows that it once fed, whoever made them. */

import { ownerOf } from '../../domain/metrics/owner.ts';
import { countAgain, writeSales } from '../../domain/metrics/write-sales.ts';
import { type EntityKind, type EntityRow, entities } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Attention } from '../../domain/model/records.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { erasedAmong } from '../../domain/mutations/erase-customer.ts';
import {
  type EpochResponse,
  type FeedRow,
  type Outcome,
  outcomeSchema,
  type RescueRequest,
  type RescueResponse,
} from '../../domain/sync/protocol.ts';
import { keepQueueKey, newQueueKey, type QueueKey, showQueueKey } from '../auth/queue-key.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { type Recovery, rescuedHash, type TenantWriter } from '../storage/storage.ts';
import type { PushingDevice } from './push.ts';
import { bearsMac } from './row-mac.ts';

/** @param since the epoch that the device knows: what it holds above `restoredV` was lost since */
export function epochSince(
  { storage }: Dependencies,
  { tenantId }: PushingDevice,
  since: string,
): Promise<EpochResponse> {
  return storage.read(tenantId, async (reader) => {
    const [{ epoch }, found] = [await reader.position(), await reader.recovery()];
    return { epoch, restoredV: lostAbove(found, since) };
  });
}

/** A device may have slept through several restores: from the one that ended its epoch on, the lowest counts; if that is forgotten, all. */
function lostAbove(found: Recovery | null, since: string): number {
  const ended = [...(found?.ended ?? [])].reverse();
  const first = ended.findIndex((one) => one.epoch === since);
  return Math.min(...ended.slice(Math.max(first, 0)).map((one) => one.restoredV), Number.MAX_SAFE_INTEGER);
}

const isKind = (table: string): table is EntityKind => Object.hasOwn(entities, table);

export async function rescue(
  { storage, clock, keepsakes }: Dependencies,
  { tenantId, deviceId }: PushingDevice,
  { epoch, rows, done }: RescueRequest,
): Promise<RescueResponse> {
  const marked = rows.filter((row) => bearsMac(keepsakes.signingKey, tenantId, row));
  // Made before the transaction, which waits for the database alone.
  const queueKey = marked.some(({ table }) => table === 'tenant') ? await newQueueKey() : null;
  return storage.write(tenantId, async (writer) => {
    const found = await writer.rescue.recovery();
    if ((await writer.position()).epoch !== epoch || !found) throw new RequestRefused('wrong_epoch');
    const authentic = await withoutErased(writer, marked);
    const takenRows = await takeRows(writer, authentic, found.restoredV);
    if (queueKey) await openableQueueKey(writer, tenantId, queueKey);
    const taken =
      takenRows +
      (await takeSales(writer, authentic)) +
      (await takeOutcomes(writer, authentic, { deviceId, epoch }));
    if (done) await reportOf(writer, found, deviceId, clock());
    return { taken, refused: rows.length - marked.length };
  });
}

/** The row of a shop may name a key for queue files that went with the server's data: then it is to name one that opens them. */
export async function openableQueueKey(writer: TenantWriter, tenantId: string, key: QueueKey): Promise<void> {
  await keepQueueKey(writer, key);
  await showQueueKey(writer, tenantId);
}

/** Whom a row says something of; documents stay as they were, anonymous, and so does what may have happened. */
function peopleOf({ table, id, row }: FeedRow): string[] {
  if (table === 'customer') return [id];
  if (table === 'sale' || typeof row !== 'object' || row === null) return [];
  if (table === 'attention') {
    const { isFact, subjectIds } = row as Attention;
    return isFact ? [] : subjectIds;
  }
  const owner = table === 'saleText' ? (row as EntityRow<'saleText'>).sale.customerId : null;
  const customerId = 'customerId' in row ? row.customerId : owner;
  return typeof customerId === 'string' ? [customerId] : [];
}

/** Those rows that are of nobody who was erased since: that is not undone by a restore. */
async function withoutErased(writer: TenantWriter, rows: readonly FeedRow[]): Promise<FeedRow[]> {
  const people = new Set(rows.flatMap(peopleOf));
  const erased = await erasedAmong(writer, [...people]);
  return rows.filter((row) => !peopleOf(row).some((id) => erased.has(id)));
}

/** What says of a document whose figures it belongs to, when it happened, or that it counts for nothing. */
const rowsAboutDocuments: readonly string[] = ['saleClock', 'saleLink', 'saleVoid'];

/** Takes rows other than documents; figures of documents that are here and that they are about are counted again. */
export async function takeRows(
  writer: TenantWriter,
  rows: readonly FeedRow[],
  restoredV: number,
): Promise<number> {
  const about = rows.flatMap(({ table, row }) =>
    rowsAboutDocuments.includes(table) && row !== null ? [(row as { sale: SaleRef }).sale] : [],
  );
  const before = await ownersOf(writer, about);
  const taken = await takeEntities(writer, rows, restoredV);
  if (taken > 0) await countAgain(writer, [...before, ...(await ownersOf(writer, about))]);
  return taken;
}

async function ownersOf(writer: TenantWriter, refs: readonly SaleRef[]): Promise<string[]> {
  const sales = await Promise.all(refs.map((ref) => writer.sale(ref)));
  return Promise.all(sales.flatMap((sale) => (sale ? [ownerOf(writer, sale)] : [])));
}

/** A row is taken where there is none, or where the one that stands is older and nobody has changed it since the restore. */
async function takeEntities(
  writer: TenantWriter,
  rows: readonly FeedRow[],
  restoredV: number,
): Promise<number> {
  let taken = 0;
  for (const kind of new Set(rows.map(({ table }) => table).filter(isKind))) {
    const offered = rows.filter(({ table }) => table === kind);
    const standing = await writer.rescue.standing(
      kind,
      offered.map(({ id }) => id),
    );
    for (const { id, v, row } of offered) {
      const here = standing.get(id);
      const stands = here && (here.v <= restoredV ? here.v : (here.fedV ?? Number.POSITIVE_INFINITY));
      if (here?.v === v || (stands !== undefined && stands >= v)) continue;
      if (row === null) await writer.remove(kind, id);
      // It bears the server's mark, so it is what the server once stored.
      else await writer.put(kind, row as EntityRow<typeof kind>);
      await writer.rescue.note(kind, id, v);
      standing.set(id, { v: writer.v, fedV: v });
      taken += 1;
    }
  }
  return taken;
}

async function takeSales(writer: TenantWriter, rows: readonly FeedRow[]): Promise<number> {
  const sales = rows.flatMap(({ table, row }) => (table === 'sale' ? [row as Sale] : []));
  return (await writeSales(writer, sales, 'many')).length;
}

/** Under which outcomes are kept that came back by their mark; the hash of their entry is learnt when that comes again. */
const rescuedLog = (epoch: string): string => `rescued-${epoch}`;

/**
 * What became of the device's own changes: what is known to be done is not run again when the device sends it again. A change that was
 * put aside is: what it held went with the server.
 */
async function takeOutcomes(
  writer: TenantWriter,
  rows: readonly FeedRow[],
  { deviceId, epoch }: { readonly deviceId: string; readonly epoch: string },
): Promise<number> {
  const offered = rows.flatMap(({ table, row }) => (table === 'outcome' ? [outcomeSchema.parse(row)] : []));
  const settled = offered.filter(({ outcome }) => outcome !== 'quarantined');
  const stored = await writer.log.firstOutcomes(settled.map(({ mutationId }) => mutationId));
  const known = new Set(stored.map(({ mutationId }) => mutationId));
  const lacking: Outcome[] = settled.filter(
    ({ mutationId }) => !known.has(mutationId) && known.add(mutationId),
  );
  if (lacking.length === 0) return 0;
  const log = rescuedLog(epoch);
  const { seq } = await writer.log.head(deviceId, log);
  for (const [index, outcome] of lacking.entries())
    writer.log.addOutcome(deviceId, log, {
      ...outcome,
      seq: seq + 1 + index,
      v: writer.v,
      hash: rescuedHash,
    });
  await writer.log.setHead(deviceId, log, { seq: seq + lacking.length, chainHash: '' });
  return lacking.length;
}

/** Notes that a device has offered all it had; when all have, the shop is whole again. */
async function reportOf(writer: TenantWriter, found: Recovery, deviceId: string, now: number): Promise<void> {
  await writer.rescue.report(found.epoch, deviceId, now);
  const reported = new Set([...found.reported, deviceId]);
  const devices = (await writer.all('device')).filter((device) => device.revokedAt === undefined);
  if (devices.every((device) => reported.has(device.id))) await writer.rescue.end(now);
}
