/** What this device has not sent, as a sealed file (rule A6). */
import type { QueueContent } from '../../domain/sync/queue-file.ts';
import type { SavedQueue } from '../app/services.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { unpackEntry } from '../outbox/stored-args.ts';
import { gzip } from '../platform/gzip.ts';
import { sealFile } from './seal.ts';

/**
 * All entries that the feed has not shown, in their order. Nothing leaves the log by it: what is handed in twice is taken once.
 */
export async function saveQueue(
  { log, replica }: DeviceData,
  now: number,
): Promise<SavedQueue | 'key_missing'> {
  const { tenantId, deviceId, incarnation, receiptCode, queueKey } = await logStateOf(log);
  const tenant = await replica.rows.get(['tenant', tenantId]);
  const publicKey = (tenant && replica.codec.openRow('tenant', tenant)?.queueKey) ?? queueKey;
  if (publicKey === undefined) return 'key_missing';
  const stored = await log.entries.orderBy('seq').toArray();
  const entries = await Promise.all(stored.map((entry) => unpackEntry(log, entry)));
  const content: QueueContent = { device: deviceId, incarnation, entries };
  const described = { tenantId, deviceId, savedAt: now, count: entries.length };
  const file = await sealFile(described, await gzip(JSON.stringify(content)), publicKey);
  const day = new Date(now).toISOString().slice(0, 10);
  return { fileName: `regulars-${receiptCode}-${day}.queue`, file, count: entries.length };
}
