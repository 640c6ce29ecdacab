/** Stands in for the browser's keys of devices: those sign in another thread, whose time no seed decides. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { DevicePublicKey } from '../client/sync/transport.ts';

/** An ECDSA key on P-256 as a disk keeps it. */
export interface KeyAtOnce extends DevicePublicKey {
  /** The private half. */
  readonly d: string;
}

export function newKey(): KeyAtOnce {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

export function publicPart({ kty, crv, x, y }: KeyAtOnce): DevicePublicKey {
  return { kty, crv, x, y };
}

/** What the app asks of `crypto.subtle` for the session of a device. */
export const keysAtOnce = {
  async generateKey() {
    const key = newKey();
    return { privateKey: key, publicKey: key };
  },
  exportKey: async (_format: 'jwk', key: KeyAtOnce) => publicPart(key),
  sign: async (_algorithm: unknown, key: KeyAtOnce, data: Uint8Array) =>
    sign('sha256', data, { key: { ...key }, format: 'jwk', dsaEncoding: 'ieee-p1363' }),
};
