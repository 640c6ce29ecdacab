/**
 * A device that has its log and its key, and no session: the browser has lost the cookie, or the server was restored to before the
 * session was renewed. It proves that it is the device, or a person who works there says so, and goes on as the same device.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { type SignIn, UnknownTenant } from '../storage/storage.ts';
import { isSignedBy, type NewSession } from './renewal.ts';
import { type SignInWishes, signIn } from './sign-in.ts';
import { newToken } from './tokens.ts';

export interface Claim {
  readonly tenantId: string;
  readonly deviceId: string;
}

const challengeLivesMs = 2 * 60_000;
const challengeBytes = 32;

function sealOf({ keepsakes }: Dependencies, text: string): string {
  const key = Buffer.from(keepsakes.signingKey, 'hex');
  return createHmac('sha256', key).update(`come back\n${text}`).digest('base64url');
}

/** What the device has to sign. The server keeps nothing of it: whoever asks is nobody yet. */
export function challengeFor(dependencies: Dependencies, { tenantId, deviceId }: Claim): string {
  const until = dependencies.clock() + challengeLivesMs;
  const random = Buffer.from(dependencies.randomBytes(challengeBytes)).toString('base64url');
  const text = `regulars-return.${tenantId}.${deviceId}.${until}.${random}`;
  return `${text}.${sealOf(dependencies, text)}`;
}

function isGood(dependencies: Dependencies, { tenantId, deviceId }: Claim, challenge: string): boolean {
  const end = challenge.lastIndexOf('.');
  const text = challenge.slice(0, end);
  const [seal, given] = [sealOf(dependencies, text), challenge.slice(end + 1)].map((part) =>
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
  const key = await dependencies.storage.credentials.deviceKey(claim.tenantId, claim.deviceId);
  if (key === undefined || !isGood(dependencies, claim, challenge) || !isSignedBy(key, challenge, signature))
    throw new RequestRefused('sign_in_failed');
  return sessionFor(dependencies, claim, null);
}

/** The same for the password of somebody who works there, where the server knows no key of the device, or another one. */
export async function comeBackForPerson(
  dependencies: Dependencies,
  claim: Claim,
  wishes: SignInWishes,
): Promise<NewSession & { readonly known: SignIn }> {
  const { tenantId, deviceId } = claim;
  const device = await deviceOf(dependencies, claim);
  if (!device) throw new RequestRefused('sign_in_failed');
  const known = await signIn(dependencies, tenantId, { deviceId, device, tokenHash: '' }, wishes);
  return { ...(await sessionFor(dependencies, claim, known)), known };
}

async function deviceOf({ storage }: Dependencies, { tenantId, deviceId }: Claim) {
  try {
    return await storage.read(tenantId, (reader) => reader.get('device', deviceId));
  } catch (error) {
    if (error instanceof UnknownTenant) return undefined;
    throw error;
  }
}

async function sessionFor(
  { storage, clock, randomBytes }: Dependencies,
  { tenantId, deviceId }: Claim,
  known: SignIn | null,
): Promise<NewSession> {
  const { token, hash } = newToken('rs', tenantId, randomBytes);
  const createdAt = clock();
  const session = { deviceId, tokenHash: hash, createdAt, revokedAt: null, previousHash: null };
  await storage.write(tenantId, async (writer) => {
    if (!(await writer.get('device', deviceId))) throw new RequestRefused('sign_in_failed');
    await writer.credentials.addSession(session);
    if (known) await writer.credentials.setSignIn(hash, { staffId: known.staff.id, until: known.until });
  });
  return { token, createdAt };
}
