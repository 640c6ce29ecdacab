/** Queue files for tests. */
import { gzipSync } from 'node:zlib';
import { type QueueFileHeader, queueFileHead, queueFilePurpose } from '../../domain/sync/queue-file.ts';

const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('hex');

/** A queue file, sealed as a browser does, with what browsers have. */
export async function sealed(
  publicKey: string,
  described: Pick<QueueFileHeader, 'tenantId' | 'deviceId' | 'count'>,
  content: unknown,
): Promise<Buffer> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await subtle.importKey('raw', Buffer.from(publicKey, 'hex'), curve, false, []);
  const ours = await subtle.generateKey(curve, false, ['deriveBits']);
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256);
  const salt = await subtle.exportKey('raw', ours.publicKey);
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(queueFilePurpose);
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, material, aes, false, [
    'encrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head = queueFileHead({
    format: 'regulars-queue',
    version: 1,
    ...described,
    savedAt: 0,
    sealedBy: 'tenant',
    key: hex(salt),
    iv: hex(iv),
  });
  const bytes = gzipSync(JSON.stringify(content));
  const body = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, bytes);
  return Buffer.concat([head, Buffer.from(body)]);
}
