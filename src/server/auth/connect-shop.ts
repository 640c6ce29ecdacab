/** A shop that lived on one device so far comes to this server (rule X7): under its own id, with its whole log behind it. */
import { type ConnectRequest, type ConnectResponse, queueKeyProtocol } from '../../domain/sync/protocol.ts';
import { foldEmail } from '../../domain/values/email.ts';
import { newId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { type EnrolCode, type TenantWriter, UnknownTenant } from '../storage/storage.ts';
import { enrolCodeHash, enrolCodeLivesMs, newEnrolCode } from './enrol-codes.ts';
import { hashPassword } from './passwords.ts';
import { keepQueueKey, newQueueKey } from './queue-key.ts';
import { hashOf, newToken } from './tokens.ts';

/** Makes a code with which one shop may come; until then it lies in a tenant of its own that stays empty. */
export async function createConnectCode({
  storage,
  clock,
  randomBytes,
}: Dependencies): Promise<{ code: string; expiresAt: number }> {
  const now = clock();
  const waitingId = newId(now, randomBytes);
  const code = newEnrolCode(randomBytes);
  const expiresAt = now + enrolCodeLivesMs;
  await storage.createTenant(waitingId, newId(now, randomBytes));
  await storage.write(waitingId, (writer) =>
    writer.credentials.addEnrolCode({
      codeHash: enrolCodeHash(code),
      locationId: waitingId,
      createdAt: now,
      expiresAt,
      usedAt: null,
    }),
  );
  return { code, expiresAt };
}

/**
 * Makes the tenant, with the device, its session and with what the owner signs in; everything else comes with the device's log. Until
 * that has begun to come the same request may be sent again, since its answer may have been lost.
 */
export async function connectShop(
  dependencies: Dependencies,
  { protocol, code, tenantId, device, incarnation, lastSeq, owner }: ConnectRequest,
): Promise<{ response: ConnectResponse; token: string }> {
  const { storage, clock, randomBytes } = dependencies;
  const now = clock();
  const codeHash = enrolCodeHash(code);
  const known = await storage.credentials.enrolCode(codeHash);
  // A code for joining a shop is none for bringing one.
  if (!known || known.tenantId !== known.locationId) throw new RequestRefused('enrol_code_invalid');
  const isKnown = await isOpen(dependencies, tenantId);
  if (isKnown) throw new RequestRefused('shop_exists');
  const login = owner && {
    staffId: owner.staffId,
    email: foldEmail(owner.email),
    passwordHash: await hashPassword(owner.password),
  };
  await storage.write(known.tenantId, async (writer) => {
    if (!(await writer.credentials.spendEnrolCode(codeHash, tenantId, now)))
      throw new RequestRefused('enrol_code_invalid');
  });
  if (isKnown === null) await makeTenant(dependencies, tenantId);
  const { token, hash: tokenHash } = newToken('rs', tenantId, randomBytes);
  const newKey = await newQueueKey();
  const session = { deviceId: device.id, tokenHash, createdAt: now, revokedAt: null, previousHash: null };
  const { epoch, queueKey } = await storage.write(tenantId, async (writer) => {
    await refuseUnlessMaker(writer, tenantId, known, now);
    await writer.put('device', device);
    await writer.credentials.addSession(session);
    const event = { actorId: null, deviceId: null, strength: 'verified' } as const;
    const detail = localPart(incarnation, lastSeq);
    await noteAudit(writer, dependencies, {
      ...event,
      action: 'device_enrolled',
      subjectId: device.id,
      detail,
    });
    if (login) {
      if (!(await writer.credentials.setStaffLogin(login)))
        throw new RequestRefused([{ code: 'email_taken', path: ['owner', 'email'] }]);
      await noteAudit(writer, dependencies, { ...event, action: 'password_set', subjectId: login.staffId });
    }
    return { epoch: (await writer.position()).epoch, queueKey: await keepQueueKey(writer, newKey) };
  });
  const told = protocol >= queueKeyProtocol && { queueKey };
  return { response: { epoch, serverTime: now, ...told }, token };
}

/** The same request may have made it in the meantime. */
export async function makeTenant(dependencies: Dependencies, tenantId: string): Promise<void> {
  const { storage, clock, randomBytes } = dependencies;
  try {
    await storage.createTenant(tenantId, newId(clock(), randomBytes));
  } catch (error) {
    if ((await isOpen(dependencies, tenantId)) === null) throw error;
  }
}

/** Until the shop has come, the code that made its tenant may be used again, and no other one. */
async function refuseUnlessMaker(
  writer: TenantWriter,
  tenantId: string,
  { codeHash, expiresAt }: EnrolCode,
  now: number,
): Promise<void> {
  if (await writer.get('setting', tenantId)) throw new RequestRefused('shop_exists');
  const maker = hashOf(`made by ${codeHash}`);
  if (await writer.credentials.spendEnrolCode(maker, tenantId, now)) return;
  if ((await writer.all('device')).length > 0) throw new RequestRefused('shop_exists');
  const used = { codeHash: maker, locationId: tenantId, createdAt: now, expiresAt, usedAt: null };
  await writer.credentials.addEnrolCode(used);
  await writer.credentials.spendEnrolCode(maker, tenantId, now);
}

/** Null: no such tenant. */
export async function isOpen({ storage }: Dependencies, tenantId: string): Promise<boolean | null> {
  try {
    return await storage.read(tenantId, async (reader) => (await reader.settings()) !== undefined);
  } catch (error) {
    if (error instanceof UnknownTenant) return null;
    throw error;
  }
}

const localPart = (incarnation: string, lastSeq: number): string => `${incarnation} ${lastSeq}`;

/**
 * Whether an entry was written before its shop had a server: there the owner, at whose device it was written, counts as verified
 * (rule A1).
 */
export async function isOfLocalShop(
  writer: TenantWriter,
  {
    base,
    device,
    incarnation,
    seq,
  }: { base: { epoch: string }; device: string; incarnation: string; seq: number },
): Promise<boolean> {
  if (base.epoch !== '') return false;
  const entries = await writer.children('auditEntry', device);
  return entries.some(({ action, deviceId, detail }) => {
    if (action !== 'device_enrolled' || deviceId !== null || detail === undefined) return false;
    const [part, last] = detail.split(' ');
    return part === incarnation && seq <= Number(last);
  });
}
