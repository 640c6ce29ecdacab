/**
 * The tokens for which integrations exchange their key (rule A4): signed, for a quarter of an hour, and in place of the key with each
 * request. They name the key and bear no rights of their own, so one ends as soon as its key is taken back.
 */
import { createHmac } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { idSchema } from '../../domain/model/primitives.ts';
import type { Dependencies } from '../dependencies.ts';

export const accessTokenLivesSeconds = 15 * 60;

const algorithm = 'HS256';
const type = 'at+jwt';

interface KeyName {
  readonly tenantId: string;
  readonly keyId: string;
}

const claimsSchema = z.object({ sub: idSchema, tenant: idSchema });

/** A key of its own, so that no signature made for another purpose passes for one of these. */
function signingKey({ keepsakes }: Dependencies): Uint8Array {
  return createHmac('sha256', Buffer.from(keepsakes.signingKey, 'hex')).update('access token').digest();
}

export function newAccessToken(dependencies: Dependencies, { tenantId, keyId }: KeyName): Promise<string> {
  const now = Math.floor(dependencies.clock() / 1000);
  return new SignJWT({ tenant: tenantId })
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setSubject(keyId)
    .setIssuedAt(now)
    .setExpirationTime(now + accessTokenLivesSeconds)
    .sign(signingKey(dependencies));
}

/** The key for which a token stands; undefined where it is none of this server or has ended. */
export async function readAccessToken(
  dependencies: Dependencies,
  token: string,
): Promise<KeyName | undefined> {
  try {
    const { payload } = await jwtVerify(token, signingKey(dependencies), {
      algorithms: [algorithm],
      typ: type,
      requiredClaims: ['exp'],
      currentDate: new Date(dependencies.clock()),
    });
    const claims = claimsSchema.safeParse(payload);
    return claims.success ? { tenantId: claims.data.tenant, keyId: claims.data.sub } : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
