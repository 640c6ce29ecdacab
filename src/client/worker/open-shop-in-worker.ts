/** Everything the worker keeps open for one shop. */
import type { DirectoryOfPlaces, SyncStatus } from '../app/services.ts';
import { Directories } from '../directory/directories.ts';
import { closeDeviceData, type DeviceData, openDeviceData } from '../outbox/device-data.ts';
import { startIncarnation } from '../outbox/new-incarnation.ts';
import { retireConfirmed } from '../outbox/retire.ts';
import { createWriter, type Writer } from '../outbox/writer.ts';
import { endingSeams, type Seams } from '../platform/seams.ts';
import { createDrain } from '../replica/drain.ts';
import { bringHistory } from '../sync/bring-history.ts';
import { DeviceSession } from '../sync/device-session.ts';
import { SyncHub } from '../sync/sync-hub.ts';
import { SyncLoop, type WakeReason } from '../sync/sync-loop.ts';
import { httpTransport } from '../sync/transport.ts';
import { keepFactCopy } from './fact-copies.ts';
import { keepHouse } from './housekeeping.ts';

export interface ShopInWorker {
  readonly data: DeviceData;
  readonly writer: Writer;
  readonly drain: () => Promise<void>;
  readonly directories: DirectoryOfPlaces;
  readonly hub: SyncHub;
  readonly bringHistory: (customerIds: readonly string[]) => Promise<void>;
  readonly wake: (reason: WakeReason) => void;
  close(): void;
}

function startTimer(ms: number, due: () => void): () => void {
  const timer = setTimeout(due, ms);
  return () => clearTimeout(timer);
}

export async function openShopInWorker(
  tenantId: string,
  given: Seams,
  onStatus: (status: SyncStatus) => void,
): Promise<ShopInWorker> {
  const { seams, end } = endingSeams(given);
  const data = await openDeviceData(tenantId, seams.newId);
  const drain = createDrain(data, seams.report);
  const copies = await keepFactCopy(data, seams);
  // What a tab had saved and not applied before it was killed. A full disk must not keep the shop from being read.
  await drain().catch(seams.report);
  // What the feed had confirmed and no tab had put aside.
  await retireConfirmed(data, seams.clock.now()).catch(seams.report);
  const closing = new AbortController();
  const directories = new Directories(data.replica, seams.clock, seams.newId);
  const hub = new SyncHub({
    data,
    locks: navigator.locks,
    channel: new BroadcastChannel(`regulars-sync-${tenantId}`),
    newId: seams.newId,
    startTimer,
    onStatus(status) {
      copies.keepUp();
      onStatus(status);
    },
    report: seams.report,
    createLoop: (onLoopStatus) =>
      new SyncLoop({
        data,
        transport: httpTransport,
        seams,
        chance: Math.random,
        startTimer,
        async startIncarnation() {
          await startIncarnation(data.log, seams.newId());
          await drain();
        },
        drain,
        onStatus: onLoopStatus,
        session: new DeviceSession(data.log, httpTransport, seams.clock),
      }),
  });
  const writer = createWriter(data, seams, drain);
  const stopKeeping = keepHouse({
    data,
    directories,
    locks: navigator.locks,
    async reportErasure(erasureId) {
      const { saved } = await writer.mutate('reportErasure', { erasureId });
      if (!saved) throw new Error('that this device has forgotten somebody could not be saved');
      hub.wake('logged');
    },
    isLeading: () => hub.isLeading,
    startTimer,
    report: seams.report,
  });
  await hub.start();
  void directories.warmUp().catch(seams.report);
  return {
    data,
    writer,
    drain,
    directories,
    hub,
    bringHistory: (customerIds) =>
      bringHistory(data, httpTransport, customerIds, closing.signal).catch(seams.report),
    wake(reason) {
      copies.keepUp();
      hub.wake(reason);
    },
    close() {
      end();
      closing.abort();
      copies.close();
      stopKeeping();
      hub.stop();
      directories.close();
      closeDeviceData(data);
    },
  };
}
