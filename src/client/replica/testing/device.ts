/** Devices for tests: real databases under random names, a clock that only moves when told, ids that are never the same. */

import { noon } from '../../../domain/testing/build.ts';
import { newId } from '../../../domain/values/ids.ts';
import { closeDeviceData, type DeviceData, deleteDeviceData } from '../../outbox/device-data.ts';
import type { DatabaseSeam, ShopNature } from '../../outbox/log-database.ts';
import { adoptEnrolment, openLocalShop } from '../../outbox/open-shop.ts';
import { createWriter, type Writer } from '../../outbox/writer.ts';
import type { Seams } from '../../platform/seams.ts';
import { createDrain } from '../drain.ts';

export function testSeams(): Seams & { readonly reported: unknown[] } {
  const reported: unknown[] = [];
  let now = noon;
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  return {
    reported,
    clock: { now: () => (now += 1) },
    newId: () => newId(now, randomBytes),
    newSalt: () => 'salt',
    build: 'test',
    wait: () => new Promise(() => undefined),
    report: (error) => reported.push(error),
  };
}

export interface TestDevice extends Writer {
  readonly data: DeviceData;
  readonly seams: ReturnType<typeof testSeams>;
  readonly drain: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A device with a shop: `local`, or one that has joined a server's shop of which it has seen nothing yet. */
export async function testDevice(nature: ShopNature, seam: DatabaseSeam = {}): Promise<TestDevice> {
  const seams = testSeams();
  const opened =
    nature === 'connected'
      ? await adoptEnrolment(
          {
            tenantId: seams.newId(),
            shopName: 'Corner shop',
            deviceId: seams.newId(),
            locationId: seams.newId(),
            actorId: seams.newId(),
            receiptCode: 'B2',
            epoch: 'first',
            serverTime: noon,
          },
          seams,
          seam,
        )
      : await openLocalShop(
          {
            shopName: 'Corner shop',
            currency: 'GBP',
            timeZone: 'Europe/London',
            locationName: 'Main',
            ownerName: 'Owner',
            deviceName: 'Tablet',
            nature,
          },
          seams,
          seam,
        );
  if (!opened.ok) throw new Error('The test device could not open its shop.');
  const { data } = opened;
  const drain = createDrain(data, seams.report);
  return {
    data,
    seams,
    drain,
    ...createWriter(data, seams, drain),
    async remove() {
      closeDeviceData(data);
      await deleteDeviceData(data.tenantId, seam);
    },
  };
}
