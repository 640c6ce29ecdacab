/** Opening a queue file that was sealed to the shop (rule A6). */
import { createDecipheriv, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  type QueueContent,
  type QueueFileHeader,
  queueContentSchema,
  queueFilePurpose,
} from '../../domain/sync/queue-file.ts';
import type { FileParts } from '../../domain/sync/sealed-file.ts';
import { privateKeyOf } from '../auth/queue-key.ts';

const unzip = promisify(gunzip);
/** What a device could not send for years. */
const largestContent = 1024 * 1024 * 1024;
const tagLength = 16;

/** What it holds; null where it was sealed to another key or altered. */
export async function openQueueFile(
  { header, head, sealed }: FileParts<QueueFileHeader>,
  privateKey: string,
): Promise<QueueContent | null> {
  try {
    const point = Buffer.from(header.key, 'hex');
    const publicKey = createPublicKey({
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
      format: 'jwk',
    });
    const shared = diffieHellman({ privateKey: privateKeyOf(privateKey), publicKey });
    const key = Buffer.from(hkdfSync('sha256', shared, point, queueFilePurpose, 32));
    const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.iv, 'hex'), {
      authTagLength: tagLength,
    });
    cipher.setAAD(head);
    cipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
    const packed = Buffer.concat([cipher.update(sealed.subarray(0, -tagLength)), cipher.final()]);
    const text = await unzip(packed, { maxOutputLength: largestContent });
    return queueContentSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}
