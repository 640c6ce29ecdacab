/** What the shop says about imported data: where it was sold, in which currency and zone, and who brings it in. */
import type { ShopOfImport } from '../imports/import-run.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { createQueries } from '../replica/queries.ts';

export async function shopOfImport({ log, replica, tenantId }: DeviceData): Promise<ShopOfImport> {
  const { actorId, deviceId } = await logStateOf(log);
  const queries = createQueries(replica);
  const [setting, device] = await Promise.all([
    queries.row('setting', tenantId),
    queries.row('device', deviceId),
  ]);
  if (!setting || !device) throw new Error('The shop is not on this device yet.');
  const { currency, timeZone, cutOffHour } = setting;
  return { actorId, currency, timeZone, cutOffHour, locationId: device.locationId };
}
