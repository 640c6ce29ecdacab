/** Renewing the session of a device: it signs a challenge with the key that never leaves it (DESIGN §9). */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import type { KnownSession, SignIn, TenantWriter } from '../storage/storage.ts';
import { newToken } from './tokens.ts';

const challengeBytes = 32;

/** The public half of an ECDSA key on P-256. */
export interface DevicePublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** Notes the key of a device. It has one for life: another one is refused, since whoever brings it may have stolen the cookie. */
export async function addDeviceKey(
  { storage, clock }: Dependencies,
  tenantId: string,
  { deviceId }: KnownSession,
  { kty, crv, x, y }: DevicePublicKey,
): Promise<void> {
  const text = JSON.stringify({ kty, crv, x, y });
  if (!isOnCurve(text)) throw new RequestRefused([{ code: 'invalid_request', path: ['public_key'] }]);
  const known = await storage.credentials.deviceKey(tenantId, deviceId);
  if (known === text) return;
  if (known !== undefined) throw new RequestRefused([{ code: 'already_exists', path: ['public_key'] }]);
  await storage.write(tenantId, (writer) => writer.credentials.addDeviceKey(deviceId, text, clock()));
}

/** What the device has to sign next; one at a time. */
export async function newChallenge(
  { storage, randomBytes }: Dependencies,
  tenantId: string,
  { deviceId, tokenHash }: KnownSession,
): Promise<string> {
  const random = Buffer.from(randomBytes(challengeBytes)).toString('base64url');
  const challenge = `regulars-renew.${tenantId}.${deviceId}.${random}`;
  await storage.write(tenantId, (writer) => writer.credentials.setChallenge(tokenHash, challenge));
  return challenge;
}

export interface NewSession {
  readonly token: string;
  readonly createdAt: number;
}

/**
 * Gives the device a new session for a signed challenge. The old one holds until the new one is first used, so that a lost
 * answer locks nobody out.
 */
export async function renewSession(
  dependencies: Dependencies,
  tenantId: string,
  session: KnownSession,
  signature: string,
): Promise<NewSession> {
  const { deviceId, tokenHash, challenge } = session;
  const key = await dependencies.storage.credentials.deviceKey(tenantId, deviceId);
  if (challenge === null || key === undefined || !isSignedBy(key, challenge, signature))
    throw new RequestRefused('sign_in_failed');
  return followSession(dependencies, tenantId, session, async (writer) => {
    if (!(await writer.credentials.useChallenge(tokenHash, challenge)))
      throw new RequestRefused('sign_in_failed');
  });
}

/** The same for the word of a person who has just signed in: the way back for a device that cannot sign. */
export function renewForPerson(
  dependencies: Dependencies,
  tenantId: string,
  session: KnownSession,
  { staff, until }: SignIn,
): Promise<NewSession> {
  return followSession(dependencies, tenantId, session, (writer, hash) =>
    writer.credentials.setSignIn(hash, { staffId: staff.id, until }),
  );
}

async function followSession(
  { storage, clock, randomBytes }: Dependencies,
  tenantId: string,
  { deviceId, tokenHash }: KnownSession,
  within: (writer: TenantWriter, hash: string) => Promise<void>,
): Promise<NewSession> {
  const { token, hash } = newToken('rs', tenantId, randomBytes);
  const createdAt = clock();
  await storage.write(tenantId, async (writer) => {
    await writer.credentials.addSession({
      deviceId,
      tokenHash: hash,
      createdAt,
      revokedAt: null,
      previousHash: tokenHash,
    });
    await within(writer, hash);
  });
  return { token, createdAt };
}

function isOnCurve(key: string): boolean {
  try {
    publicKey(key);
    return true;
  } catch {
    return false;
  }
}

const publicKey = (key: string) => createPublicKey({ key: JSON.parse(key) as JsonWebKey, format: 'jwk' });

/** Whether a text was signed with the private half of a device's key. */
export function isSignedBy(key: string, challenge: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  return verify('sha256', Buffer.from(challenge), { key: publicKey(key), dsaEncoding: 'ieee-p1363' }, bytes);
}
