/** The pair of keys by which devices seal queue files that only this server opens (rule A6). */
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { TenantWriter } from '../storage/storage.ts';

export interface QueueKey {
  /** The uncompressed point. */
  readonly publicKey: string;
  readonly privateKey: string;
}

const generate = promisify(generateKeyPair);

export async function newQueueKey(): Promise<QueueKey> {
  const pair = await generate('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  return { publicKey: point.toString('hex'), privateKey: privateKey.toString('hex') };
}

/** Gives the shop a key where it has none; the feed brings the public part to its devices. */
export async function giveQueueKey(writer: TenantWriter, tenantId: string, key: QueueKey): Promise<void> {
  const tenant = await writer.get('tenant', tenantId);
  if (!tenant || tenant.queueKey !== undefined) return;
  await writer.addQueueKey(key.privateKey);
  await writer.put('tenant', { ...tenant, queueKey: key.publicKey });
}

export function privateKeyOf(hex: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'pkcs8' });
}
