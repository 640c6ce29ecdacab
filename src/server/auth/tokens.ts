/** Opaque tokens: random, stored as a hash. Their text carries the tenant, so that a look-up begins with it (rule D2). */
import { createHash } from 'node:crypto';
import { idBytes, idFromBytes } from '../../domain/values/ids.ts';

const secretBytes = 32;
const tenantBytes = 16;

/** `rk` for API keys of integrations, `rs` for sessions of devices. */
export type TokenKind = 'rk' | 'rs';

export interface NewToken {
  /** Shown once, never stored. */
  readonly token: string;
  readonly hash: string;
}

export function newToken(
  kind: TokenKind,
  tenantId: string,
  randomBytes: (count: number) => Uint8Array,
): NewToken {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const token = `${kind}.${text(idBytes(tenantId))}.${text(randomBytes(secretBytes))}`;
  return { token, hash: hashOf(token) };
}

/** Tenant and hash of a token, or undefined for a text that is none. */
export function readToken(kind: TokenKind, token: string): { tenantId: string; hash: string } | undefined {
  const [start, tenant, secret, ...rest] = token.split('.');
  if (start !== kind || tenant === undefined || secret === undefined || rest.length > 0) return undefined;
  const bytes = Buffer.from(tenant, 'base64url');
  if (bytes.length !== tenantBytes || Buffer.from(secret, 'base64url').length !== secretBytes)
    return undefined;
  return { tenantId: idFromBytes(bytes), hash: hashOf(token) };
}

/** A token has 256 random bits, so a fast hash is enough. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
