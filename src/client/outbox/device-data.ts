/** The two databases of a shop on this device (rule W1), opened together. */
import { Dexie } from 'dexie';
import { emptySnapshot, ReplicaDatabase, replicaName } from '../replica/replica-database.ts';
import { type DatabaseSeam, LogDatabase, logName } from './log-database.ts';

export interface DeviceData {
  readonly tenantId: string;
  readonly log: LogDatabase;
  readonly replica: ReplicaDatabase;
}

/** Opens both databases of a tenant. A replica that is new, or was dropped, begins empty and is filled from log and feed. */
export async function openDeviceData(
  tenantId: string,
  newGeneration: () => string,
  seam: DatabaseSeam = {},
): Promise<DeviceData> {
  const log = new LogDatabase(tenantId, seam);
  const replica = new ReplicaDatabase(tenantId, seam);
  const logState = await log.state.get('log');
  // Taking it off this device was ended half-way.
  if (logState?.leaving) await log.state.put({ ...logState, leaving: false });
  await replica.transaction('rw', replica.meta, async () => {
    const state = await replica.meta.get('state');
    // The shop was connected to a server since (rule X7): its feed begins where that of every device begins.
    if (state?.feed.epoch === '' && logState?.epoch)
      await replica.meta.put({ ...state, feed: { epoch: logState.epoch, v: 0 } });
    if (state) return;
    await replica.meta.add({
      key: 'state',
      generation: newGeneration(),
      applied: null,
      confirmed: null,
      feed: { epoch: logState?.epoch ?? '', v: 0 },
      dataRevision: 0,
      completeSince: null,
      snapshot: logState?.nature === 'connected' ? emptySnapshot : null,
    });
  });
  return { tenantId, log, replica };
}

export function closeDeviceData({ log, replica }: DeviceData): void {
  log.close();
  replica.close();
}

/** Deletes both databases of a tenant, the replica first: a log without a replica loses nothing. */
export async function deleteDeviceData(tenantId: string, seam: DatabaseSeam = {}): Promise<void> {
  await new Dexie(replicaName(tenantId), seam).delete();
  await new Dexie(logName(tenantId), seam).delete();
}

/** Deletes every database of this app, whichever shop it is of. */
export async function deleteAllData(): Promise<void> {
  const names = await Dexie.getDatabaseNames();
  await Promise.all(names.filter((name) => name.startsWith('regulars-')).map((name) => Dexie.delete(name)));
}
