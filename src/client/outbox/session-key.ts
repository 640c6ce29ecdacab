/** The key with which this device renews its session (DESIGN §9): its script can use it and not read it. */
import type { DevicePublicKey } from '../sync/transport.ts';
import type { LogDatabase } from './log-database.ts';

export interface StoredSessionKey {
  readonly name: 'session';
  readonly key: CryptoKey;
  readonly publicKey: DevicePublicKey;
  /** Whether the server has been told of it; null = the server has another one and keeps to that. */
  readonly isKnown: boolean | null;
  /** When the session was last renewed with it, epoch ms. */
  readonly renewedAt: number;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** The key of this device; made the first time. */
export async function sessionKey(log: LogDatabase, now: number): Promise<StoredSessionKey> {
  const kept = await keptKey(log);
  if (kept) return kept;
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  const made: StoredSessionKey = {
    name: 'session',
    key: privateKey,
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    isKnown: false,
    renewedAt: now,
  };
  // Another tab may have made one meanwhile: the first counts.
  return log.transaction('rw', log.keys, async () => {
    const first = await keptKey(log);
    if (!first) await log.keys.add(made);
    return first ?? made;
  });
}

async function keptKey(log: LogDatabase): Promise<StoredSessionKey | undefined> {
  const kept = await log.keys.get('session');
  return kept?.name === 'session' ? kept : undefined;
}

/** Notes what became of the key. */
export function noteSessionKey(
  log: LogDatabase,
  changes: Partial<Pick<StoredSessionKey, 'isKnown' | 'renewedAt'>>,
): Promise<void> {
  return log.transaction('rw', log.keys, async () => {
    const kept = await keptKey(log);
    if (kept) await log.keys.put({ ...kept, ...changes });
  });
}

/** The 64 bytes r and s in base64url. */
export async function signedWith({ key }: StoredSessionKey, text: string): Promise<string> {
  const hashed = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(hashed, key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
