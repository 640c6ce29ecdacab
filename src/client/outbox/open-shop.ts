/** Setting up a shop on this device: a local one that needs no server, or the shop of a server that it joins (rules X4, X7). */
import type { Refusal } from '../../domain/errors.ts';
import type { MutationArgs } from '../../domain/mutations/registry.ts';
import type { ConnectResponse, EnrolResponse } from '../../domain/sync/protocol.ts';
import { browserKeyFiles } from '../platform/key-files.ts';
import type { Seams } from '../platform/seams.ts';
import { createDrain } from '../replica/drain.ts';
import { closeDeviceData, type DeviceData, deleteDeviceData, openDeviceData } from './device-data.ts';
import type { LogIdentity } from './fact-copy.ts';
import { type DatabaseSeam, LogDatabase, type LogState, logStateOf } from './log-database.ts';
import { nextSeries } from './new-incarnation.ts';
import { currentTenant, setCurrentTenant } from './shop-registry.ts';
import { createWriter } from './writer.ts';

/** What a person says about a new shop; names come in the language of the app. */
export interface NewShop {
  readonly shopName: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locationName: string;
  readonly ownerName: string;
  readonly deviceName: string;
  readonly nature: 'local' | 'demo';
}

export type OpenedShop =
  | { readonly ok: true; readonly data: DeviceData }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** The first part of the receipt numbers of a shop without a server. */
const localReceiptCode = 'A1';

type Identity = Pick<
  LogState,
  'tenantId' | 'shopName' | 'nature' | 'deviceId' | 'actorId' | 'receiptCode' | 'epoch' | 'estimatedOffsetMs'
>;

/** Makes the log of a shop and opens its databases; false where this device holds a log of that shop already. */
async function makeLog(identity: Identity, seams: Seams, seam: DatabaseSeam, series = 'A'): Promise<boolean> {
  const log = new LogDatabase(identity.tenantId, seam);
  try {
    return await log.transaction('rw', log.state, async () => {
      if (await log.state.get('log')) return false;
      await log.state.add({
        key: 'log',
        ...identity,
        incarnation: seams.newId(),
        nextSeq: 1,
        lastChain: '',
        series,
        nextReceipt: 1,
        acknowledgedSeq: 0,
        retainedSeq: 0,
      });
      return true;
    });
  } finally {
    log.close();
  }
}

function firstRows(shop: NewShop, identity: Identity, seams: Seams): MutationArgs<'openShop'> {
  const { tenantId, deviceId, actorId, receiptCode } = identity;
  const at = seams.clock.now();
  const locationId = seams.newId();
  return {
    tenant: { id: tenantId, name: shop.shopName, createdAt: at },
    setting: {
      id: tenantId,
      shopName: shop.shopName,
      taxNumber: null,
      currency: shop.currency,
      timeZone: shop.timeZone,
      cutOffHour: 0,
      taxMode: 'included',
      cashRoundingMinor: 1,
      receiptHead: '',
      receiptFoot: '',
      refundApprovalAboveMinor: null,
      discountApprovalAboveMilli: null,
      mode: 'retail',
      updatedAt: at,
    },
    location: { id: locationId, name: shop.locationName, externalId: null, active: true },
    owner: { id: actorId, name: shop.ownerName, role: 'owner', locationIds: null, active: true },
    device: {
      id: deviceId,
      name: shop.deviceName,
      locationId,
      deviceClass: 'office',
      receiptCode,
      enrolledAt: at,
    },
  };
}

/** Opens a shop on this device alone. Its first entry is `openShop`, so that a server can be given the whole log later. */
export async function openLocalShop(
  shop: NewShop,
  seams: Seams,
  seam: DatabaseSeam = {},
): Promise<OpenedShop> {
  const identity: Identity = {
    tenantId: seams.newId(),
    shopName: shop.shopName,
    nature: shop.nature,
    deviceId: seams.newId(),
    actorId: seams.newId(),
    receiptCode: localReceiptCode,
    epoch: '',
    estimatedOffsetMs: 0,
  };
  await makeLog(identity, seams, seam);
  const data = await openDeviceData(identity.tenantId, seams.newId, seam);
  const drain = createDrain(data, seams.report);
  const opened = await createWriter(data, seams, drain).save('openShop', firstRows(shop, identity, seams));
  if (!opened.saved) {
    closeDeviceData(data);
    await deleteDeviceData(identity.tenantId, seam);
    return { ok: false, refusals: opened.refusals };
  }
  await drain();
  await setCurrentTenant(identity.tenantId, seam);
  return { ok: true, data };
}

/**
 * Removes what is left of a shop where leaving or joining it was ended half-way: its log holds nothing and no shop is in use that
 * could need it. Else the tablet could never join that shop again.
 */
async function removeRemains(tenantId: string, seam: DatabaseSeam): Promise<void> {
  if ((await currentTenant(seam)) === tenantId) return;
  const log = new LogDatabase(tenantId, seam);
  const unsent = await log.entries.count().finally(() => log.close());
  if (unsent > 0) return;
  await (seam.keyFiles ?? browserKeyFiles).remove(tenantId);
  await deleteDeviceData(tenantId, seam);
}

/** Takes the device's place in a server's shop: a fresh log and a replica that the feed will fill. */
export async function adoptEnrolment(
  response: EnrolResponse,
  seams: Seams,
  seam: DatabaseSeam = {},
): Promise<OpenedShop> {
  const { tenantId, shopName, deviceId, actorId, receiptCode, epoch, serverTime } = response;
  await removeRemains(tenantId, seam);
  const made = await makeLog(
    {
      tenantId,
      shopName,
      nature: 'connected',
      deviceId,
      actorId,
      receiptCode,
      epoch,
      estimatedOffsetMs: serverTime - seams.clock.now(),
    },
    seams,
    seam,
  );
  if (!made) return { ok: false, refusals: [{ code: 'shop_exists' }] };
  const data = await openDeviceData(tenantId, seams.newId, seam);
  await setCurrentTenant(tenantId, seam);
  return { ok: true, data };
}

/**
 * From now on this shop has a server (rule X7): its whole log is to be sent, in order. The replica follows when it is opened next.
 */
export function connectLog(
  log: LogDatabase,
  { epoch, serverTime, queueKey }: ConnectResponse,
  now: number,
): Promise<void> {
  return log.transaction('rw', log.state, async () => {
    const state = await logStateOf(log);
    const estimatedOffsetMs = serverTime - now;
    await log.state.put({ ...state, nature: 'connected', epoch, estimatedOffsetMs, queueKey });
  });
}

/** Sees to it that no tab can save any more, unless something is unsent; answers how much. */
function closeLog(log: LogDatabase): Promise<number> {
  return log.transaction('rw', log.state, log.entries, async () => {
    const state = await logStateOf(log);
    const pending = state.nature === 'connected' ? await log.entries.count() : 0;
    if (pending === 0) await log.state.put({ ...state, leaving: true });
    return pending;
  });
}

/**
 * Makes the log of a shop anew after the databases of this device were lost (rule W8), under a new incarnation and receipt series.
 * The replica begins empty and is filled by the feed.
 */
export async function reopenLostShop(
  { series, ...identity }: LogIdentity,
  seams: Seams,
  seam: DatabaseSeam = {},
): Promise<void> {
  await makeLog({ ...identity, nature: 'connected' }, seams, seam, nextSeries(series));
  await setCurrentTenant(identity.tenantId, seam);
}

/**
 * Removes the shop from this device. Refused while a server has not confirmed everything; says how much is left.
 *
 * @param removeFiles overwrites its keys: first of all, so that wherever this is ended nothing can be read of what a disk still holds
 */
export async function leaveShop(
  data: DeviceData,
  removeFiles: () => Promise<void>,
  seam: DatabaseSeam = {},
): Promise<{ readonly ok: true } | { readonly ok: false; readonly pending: number }> {
  const pending = await closeLog(data.log);
  if (pending > 0) return { ok: false, pending };
  // Not before nobody can open the shop any more: new keys would take the place of those.
  await setCurrentTenant(null, seam);
  try {
    await removeFiles();
  } finally {
    closeDeviceData(data);
    await deleteDeviceData(data.tenantId, seam);
  }
  return { ok: true };
}
