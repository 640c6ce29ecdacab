/**
 * A device that has its log and its key, and no session: the browser has lost the cookie, or the server was restored to before the
 * session was renewed. It proves that it is the device, or a person who may take devices in says so, and goes on as the same device.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { scopeNeeds, standingOf } from '../../domain/authority/permissions.ts';
import type { Staff } from '../../domain/model/shop.ts';
import type { Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { type DeviceSession, type SignIn, type TenantWriter, UnknownTenant } from '../storage/storage.ts';
import { passwordMatches } from './passwords.ts';
import { isSignedBy, type NewSession } from './renewal.ts';
import { type SignInWishes, signIn } from './sign-in.ts';
import { newToken } from './tokens.ts';

export interface Claim {
  readonly tenantId: string;
  readonly deviceId: string;
}

const challengeLivesMs = 2 * 60_000;
const challengeBytes = 32;

function sealOf({ keepsakes }: Dependencies, text: string, sessions: number): string {
  const key = Buffer.from(keepsakes.signingKey, 'hex');
  return createHmac('sha256', key).update(`come back\n${sessions}\n${text}`).digest('base64url');
}

/**
 * What the device has to sign. The server keeps nothing of it, for whoever asks is nobody yet; the seal is also one over how many
 * sessions the device has had, so that it breaks with the next one and nothing is of use twice.
 */
export async function challengeFor(
  dependencies: Dependencies,
  { tenantId, deviceId }: Claim,
): Promise<string> {
  const sessions = await dependencies.storage.credentials.sessionCount(tenantId, deviceId);
  const until = dependencies.clock() + challengeLivesMs;
  const random = Buffer.from(dependencies.randomBytes(challengeBytes)).toString('base64url');
  const text = `regulars-return.${tenantId}.${deviceId}.${until}.${random}`;
  return `${text}.${sealOf(dependencies, text, sessions)}`;
}

function isGood(
  dependencies: Dependencies,
  { tenantId, deviceId }: Claim,
  challenge: string,
  sessions: number,
): boolean {
  const end = challenge.lastIndexOf('.');
  const text = challenge.slice(0, end);
  const [seal, given] = [sealOf(dependencies, text, sessions), challenge.slice(end + 1)].map((part) =>
    Buffer.from(part),
  );
  if (!seal || !given || seal.length !== given.length || !timingSafeEqual(seal, given)) return false;
  const [, tenant, device, until] = text.split('.');
  return tenant === tenantId && device === deviceId && Number(until) > dependencies.clock();
}

/** A session for a signed challenge. An unknown shop, device or key is answered like a wrong signature. */
export async function comeBackByKey(
  dependencies: Dependencies,
  claim: Claim,
  { challenge, signature }: { readonly challenge: string; readonly signature: string },
): Promise<NewSession> {
  const { storage } = dependencies;
  const { tenantId, deviceId } = claim;
  const key = await storage.credentials.deviceKey(tenantId, deviceId);
  const sessions = await storage.credentials.sessionCount(tenantId, deviceId);
  const isFresh = isGood(dependencies, claim, challenge, sessions);
  if (key === undefined || !isFresh || !isSignedBy(key, challenge, signature))
    throw new RequestRefused('sign_in_failed');
  const session = newSession(dependencies, claim);
  await storage.write(tenantId, async (writer) => {
    // Another request may have brought the same in the meantime.
    if ((await writer.credentials.sessionCount(deviceId)) !== sessions)
      throw new RequestRefused('sign_in_failed');
    await beginSession(writer, dependencies, session, null);
  });
  return session;
}

/** The same for the password of somebody who may take devices in there, where the server knows no key of the device. */
export async function comeBackForPerson(
  dependencies: Dependencies,
  claim: Claim,
  wishes: SignInWishes,
): Promise<NewSession & { readonly known: SignIn }> {
  const { tenantId, deviceId } = claim;
  const device = await deviceOf(dependencies, claim);
  if (!device) {
    await passwordMatches(undefined, wishes.password);
    throw new RequestRefused('sign_in_failed');
  }
  const session = newSession(dependencies, claim);
  const known = await signIn(
    dependencies,
    tenantId,
    { ...session, device },
    wishes,
    async (writer, staff) => {
      const need = scopeNeeds['devices:write'];
      if (standingOf(need, staff, 'verified', device.locationId) !== 'allowed') return 'not_permitted';
      if (await writer.credentials.hasDeviceKey(deviceId)) return 'device_key_needed';
      await beginSession(writer, dependencies, session, staff);
      return null;
    },
  );
  return { ...session, known };
}

async function deviceOf({ storage }: Dependencies, { tenantId, deviceId }: Claim) {
  try {
    return await storage.read(tenantId, (reader) => reader.get('device', deviceId));
  } catch (error) {
    if (error instanceof UnknownTenant) return undefined;
    throw error;
  }
}

type ReturnSession = NewSession & Pick<DeviceSession, 'deviceId' | 'tokenHash'>;

export function newSession(
  { clock, randomBytes }: Dependencies,
  { tenantId, deviceId }: Claim,
): ReturnSession {
  const { token, hash } = newToken('rs', tenantId, randomBytes);
  return { token, tokenHash: hash, deviceId, createdAt: clock() };
}

/**
 * By the word of a person this is the one session of the device from now on. By the key the others stay: what holds the key is the device,
 * and two copies of one profile would put each other out for ever; without the key none of them is renewed.
 */
export async function beginSession(
  writer: TenantWriter,
  dependencies: Dependencies,
  { deviceId, tokenHash, createdAt }: ReturnSession,
  staff: Staff | null,
): Promise<void> {
  if (!(await writer.get('device', deviceId))) throw new RequestRefused('sign_in_failed');
  if (staff) await writer.credentials.revokeSessions(deviceId, createdAt);
  await writer.credentials.addSession({
    deviceId,
    tokenHash,
    createdAt,
    revokedAt: null,
    previousHash: null,
  });
  await noteAudit(writer, dependencies, {
    action: 'device_returned',
    actorId: staff?.id ?? null,
    deviceId,
    strength: staff ? 'verified' : 'asserted',
    subjectId: deviceId,
  });
}
