/** The pair of keys by which devices seal queue files that only this server opens (rule A6). */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
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
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  return { publicKey: pointOf(pair.publicKey), privateKey: privateKey.toString('hex') };
}

function pointOf(publicKey: KeyObject): string {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return point.toString('hex');
}

/** Gives the shop a key where it has none; the feed brings the public part to its devices. */
export async function giveQueueKey(writer: TenantWriter, tenantId: string, key: QueueKey): Promise<void> {
  const tenant = await writer.get('tenant', tenantId);
  if (!tenant || tenant.queueKey !== undefined) return;
  await writer.put('tenant', { ...tenant, queueKey: await keepQueueKey(writer, key) });
}

/** Keeps a key for the shop unless it has one, which may be before the shop itself has come; answers the public part of the one it has. */
export async function keepQueueKey(writer: TenantWriter, key: QueueKey): Promise<string> {
  const kept = await writer.queueKey();
  if (kept !== undefined) return pointOf(createPublicKey(privateKeyOf(kept)));
  await writer.addQueueKey(key.privateKey);
  return key.publicKey;
}

/** Once the shop has come by the log of a device, its row says the key that was kept for it. */
export async function showQueueKey(writer: TenantWriter, tenantId: string): Promise<void> {
  const [tenant, kept] = [await writer.get('tenant', tenantId), await writer.queueKey()];
  if (!tenant || kept === undefined) return;
  const queueKey = pointOf(createPublicKey(privateKeyOf(kept)));
  if (tenant.queueKey !== queueKey) await writer.put('tenant', { ...tenant, queueKey });
}

export function privateKeyOf(hex: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'pkcs8' });
}
