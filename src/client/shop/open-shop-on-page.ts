/** Everything the page keeps open for one shop. */
import type { ReplicaQueries } from '../app/services.ts';
import { closeDeviceData, type DeviceData } from '../outbox/device-data.ts';
import { createWriter, type Writer } from '../outbox/writer.ts';
import { endingSeams, type Seams } from '../platform/seams.ts';
import { createDrain } from '../replica/drain.ts';
import { createQueries } from '../replica/queries.ts';

export interface ShopOnPage {
  readonly data: DeviceData;
  readonly writer: Writer;
  readonly queries: ReplicaQueries;
  readonly drain: () => Promise<void>;
  close(): void;
}

export function openShopOnPage(data: DeviceData, given: Seams): ShopOnPage {
  const { seams, end } = endingSeams(given);
  const drain = createDrain(data, seams.report);
  return {
    data,
    writer: createWriter(data, seams, drain),
    queries: createQueries(data.replica),
    drain,
    close() {
      end();
      closeDeviceData(data);
    },
  };
}
