/**
 * A device that has its log and that the server does not know: it joined after the backup was made that was put back, or its whole shop is
 * gone from there (rule X2). A one-time code lets it join again as the same device, so that its log goes on.
 *
 *   a code for devices of its shop     the device gets its place again
 *   a code for connecting a shop       the shop is begun again too, where rows with this server's marks prove that it was here
 *
 * Everything else is given back as after any restore, since in either case another epoch has begun.
 */
import type { Device } from '../../domain/model/shop.ts';
import type { JoinAgainRequest, JoinAgainResponse } from '../../domain/sync/protocol.ts';
import { newId } from '../../domain/values/ids.ts';
import { eraseAgainIn } from '../backup/erasure-ledger.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import type { EnrolCode, TenantWriter } from '../storage/storage.ts';
import { openableQueueKey, takeRows } from '../sync/rescue.ts';
import { bearsMac } from '../sync/row-mac.ts';
import { beginSession, newSession } from './come-back.ts';
import { isOpen, makeTenant } from './connect-shop.ts';
import { enrolCodeHash } from './enrol-codes.ts';
import { giveQueueKey, newQueueKey, type QueueKey } from './queue-key.ts';
import { nextReceiptCode } from './receipt-code.ts';
import { hashOf } from './tokens.ts';

export interface JoinedAgain {
  readonly response: JoinAgainResponse;
  /** For the session cookie. */
  readonly token: string;
}

/** @throws RequestRefused where the code is of another shop, or where the server knows the key of the device */
export async function joinAgain(dependencies: Dependencies, request: JoinAgainRequest): Promise<JoinedAgain> {
  const { storage } = dependencies;
  const { tenantId, deviceId } = request;
  const code = await storage.credentials.enrolCode(enrolCodeHash(request.code));
  if (!code) throw new RequestRefused('enrol_code_invalid');
  const isOfShop = code.tenantId === tenantId;
  if (!isOfShop) await beginShopAgain(dependencies, code, request);
  const session = newSession(dependencies, request);
  const now = session.createdAt;
  const queueKey = await newQueueKey();

  const response = await storage.write(tenantId, async (writer): Promise<JoinAgainResponse> => {
    if (!isOfShop) {
      await takeShopBack(writer, code, request, queueKey, now);
      // Before any device gives back the people that it holds.
      await eraseAgainIn(writer, tenantId, dependencies.keepsakes.erased, now);
    } else if (!(await writer.credentials.spendEnrolCode(code.codeHash, deviceId, now)))
      throw new RequestRefused('enrol_code_invalid');
    // Whoever can sign with it comes back by it; nobody else becomes that device.
    if (await writer.credentials.hasDeviceKey(deviceId)) throw new RequestRefused('device_key_needed');
    const place = formerPlace(dependencies, request) ?? newPlace(code.locationId);
    const receiptCode = await placeOf(writer, request, place, now);
    await giveQueueKey(writer, tenantId, queueKey);
    // The code is the word of a person.
    await writer.credentials.revokeSessions(deviceId, now);
    await beginSession(writer, dependencies, session, null);
    return { receiptCode };
  });
  return { response, token: session.token };
}

/** Makes the tenant of a shop that is gone, in an epoch of its own, so that its devices give back all they have. */
async function beginShopAgain(
  dependencies: Dependencies,
  { tenantId: waitingId, locationId, codeHash }: EnrolCode,
  { tenantId, deviceId, rows }: JoinAgainRequest,
): Promise<void> {
  const { storage, clock, randomBytes, keepsakes } = dependencies;
  // A code for joining a shop is none for bringing one.
  if (waitingId !== locationId) throw new RequestRefused('enrol_code_invalid');
  const standing = await isOpen(dependencies, tenantId);
  if (standing) {
    const mark = await storage.credentials.enrolCode(markOf(codeHash));
    if (mark?.tenantId !== tenantId) throw new RequestRefused('enrol_code_invalid');
    return;
  }
  const needed = [`tenant ${tenantId}`, `setting ${tenantId}`, `device ${deviceId}`];
  const proven = rows.filter((row) => row.row !== null && bearsMac(keepsakes.signingKey, tenantId, row));
  const names = new Set(proven.map(({ table, id }) => `${table} ${id}`));
  // Nothing else: what was erased since is looked for where everything is given back.
  if (rows.length !== needed.length || !needed.every((name) => names.has(name)))
    throw new RequestRefused('shop_unproven');
  await storage.write(waitingId, async (writer) => {
    if (!(await writer.credentials.spendEnrolCode(codeHash, tenantId, clock())))
      throw new RequestRefused('enrol_code_invalid');
  });
  if (standing === null) await makeTenant(dependencies, tenantId);
  if ((await storage.read(tenantId, (reader) => reader.recovery())) === null)
    await storage.beginEpoch(tenantId, { epoch: newId(clock(), randomBytes), above: 0, now: clock() });
}

/** Under which a shop keeps by what code it was begun again. */
const markOf = (codeHash: string): string => hashOf(`brought back by ${codeHash}`);

/** Takes the rows that prove the shop. The same device may send the same code again, since an answer may be lost. */
async function takeShopBack(
  writer: TenantWriter,
  { codeHash, expiresAt }: EnrolCode,
  { tenantId, deviceId, rows }: JoinAgainRequest,
  queueKey: QueueKey,
  now: number,
): Promise<void> {
  const used = markOf(codeHash);
  if (await writer.credentials.spendEnrolCode(used, deviceId, now)) return;
  if (await writer.get('setting', tenantId)) throw new RequestRefused('enrol_code_invalid');
  const mark = { codeHash: used, locationId: tenantId, createdAt: now, expiresAt, usedAt: null };
  await writer.credentials.addEnrolCode(mark);
  await writer.credentials.spendEnrolCode(used, deviceId, now);
  await takeRows(writer, rows, 0);
  await openableQueueKey(writer, tenantId, queueKey);
}

/** What a device may see and where it stands. */
type Place = Pick<Device, 'locationId' | 'deviceClass' | 'scope'>;

const newPlace = (locationId: string): Place => ({ locationId, deviceClass: 'counter' });

/** The place of a device as the server last told it: its limits hold on, also where its row is not given back (rule F6). */
function formerPlace(
  { keepsakes }: Dependencies,
  { tenantId, deviceId, rows }: JoinAgainRequest,
): Place | null {
  const own = rows.find(({ table, id, row }) => table === 'device' && id === deviceId && row !== null);
  if (!own || !bearsMac(keepsakes.signingKey, tenantId, own)) return null;
  // It bears the server's mark, so it is what the server once stored.
  const { locationId, deviceClass, scope } = own.row as Device;
  return { locationId, deviceClass, ...(scope && { scope }) };
}

/** The row of the device, made where there is none; answers the code with which its receipt numbers begin. */
async function placeOf(
  writer: TenantWriter,
  { deviceId, deviceName, receiptCode }: JoinAgainRequest,
  place: Place,
  now: number,
): Promise<string> {
  const devices = await writer.all('device');
  const taken = new Set(devices.filter(({ id }) => id !== deviceId).map((device) => device.receiptCode));
  const known = devices.find(({ id }) => id === deviceId);
  const wanted = known?.receiptCode ?? receiptCode;
  const free = taken.has(wanted) ? nextReceiptCode(taken) : wanted;
  if (known?.receiptCode === free) return free;
  const made = { id: deviceId, name: deviceName.trim() || free, ...place, enrolledAt: now };
  await writer.put('device', { ...(known ?? made), receiptCode: free });
  // Its former row takes the place of this one when somebody gives it back.
  if (!known && free === receiptCode) await writer.rescue.note('device', deviceId, 0);
  return free;
}
