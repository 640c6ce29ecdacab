/** Sealing queue files (rule A6) with the browser's own cryptography. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type QueueFileHeader, queueFileHead, queueFilePurpose } from '../../domain/sync/queue-file.ts';
import { sealBehind } from '../platform/sealed-bytes.ts';

type Described = Pick<QueueFileHeader, 'tenantId' | 'deviceId' | 'savedAt' | 'count'>;

interface KeyOfFile {
  readonly key: CryptoKey;
  /** What whoever opens it has to know beside the secret. */
  readonly known: string;
}

const text = (value: string) => new TextEncoder().encode(value);

async function keyForTenant(publicKey: string): Promise<KeyOfFile> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const [theirs, ours] = await Promise.all([
    subtle.importKey('raw', hexToBytes(publicKey), curve, false, []),
    subtle.generateKey(curve, false, ['deriveBits']),
  ]);
  const [shared, raw] = await Promise.all([
    subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256),
    subtle.exportKey('raw', ours.publicKey),
  ]);
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: raw, info: text(queueFilePurpose) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  return { key, known: bytesToHex(new Uint8Array(raw)) };
}

/** The whole file. */
export async function sealFile(
  described: Described,
  content: Uint8Array<ArrayBuffer>,
  publicKey: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, known } = await keyForTenant(publicKey);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head = queueFileHead({
    format: 'regulars-queue',
    version: 1,
    ...described,
    sealedBy: 'tenant',
    key: known,
    iv: bytesToHex(iv),
  });
  return sealBehind(head, key, iv, content);
}
