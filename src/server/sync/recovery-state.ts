/** How far a shop has come back together after a restore (rule X2): for the operator's command and for managers. */
import type { Device } from '../../domain/model/shop.ts';
import type { TenantReader } from '../storage/storage.ts';

export interface RecoveryState {
  /** Whether devices are still waited for. */
  readonly recovering: boolean;
  /** When the shop was last restored; null where it never was. */
  readonly restoredAt: number | null;
  /** Devices in use that have not offered what they know. */
  readonly missing: readonly Device[];
}

export async function recoveryState(reader: Pick<TenantReader, 'recovery' | 'all'>): Promise<RecoveryState> {
  const found = await reader.recovery();
  if (!found) return { recovering: false, restoredAt: null, missing: [] };
  const devices = await reader.all('device');
  const reported = new Set(found.reported);
  return {
    recovering: found.recoveredAt === 0,
    restoredAt: found.restoredAt,
    missing: devices.filter((device) => device.revokedAt === undefined && !reported.has(device.id)),
  };
}
