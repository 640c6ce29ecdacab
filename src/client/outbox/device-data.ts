/** The two databases of a shop on this device (rule W1), opened together. */
import { Dexie } from 'dexie';
import { openRing } from '../keys/open-ring.ts';
import { browserKeyFiles } from '../platform/key-files.ts';
import { Codec } from '../replica/codec.ts';
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
  const [logState] = await Promise.all([log.state.get('log'), giveKeys(log, tenantId, seam)]);
  const replica = new ReplicaDatabase(tenantId, seam, log.codec);
  const ringId = log.codec.ring.id;
  // Taking it off this device was ended half-way.
  if (logState?.leaving) await log.state.put({ ...logState, leaving: false });
  const begin = () =>
    replica.meta.put({
      key: 'state',
      generation: newGeneration(),
      ringId,
      // A tab that knows older keys must not seal under one that was destroyed.
      keyGeneration: log.codec.ring.firstOpen('replica'),
      applied: null,
      confirmed: null,
      feed: { epoch: logState?.epoch ?? '', v: 0 },
      dataRevision: 0,
      completeSince: null,
      snapshot: logState?.nature === 'connected' ? emptySnapshot : null,
    });
  const hasOtherKeys = await replica.transaction('rw', replica.meta, async () => {
    const state = await replica.meta.get('state');
    if (state && state.ringId !== ringId) return true;
    // The shop was connected to a server since (rule X7): its feed begins where that of every device begins.
    if (state?.feed.epoch === '' && logState?.epoch)
      await replica.meta.put({ ...state, feed: { epoch: logState.epoch, v: 0 } });
    if (!state) await begin();
    return false;
  });
  // Its keys are gone, or it is of a build that had none: it is filled anew from log and feed.
  if (hasOtherKeys)
    await replica.transaction('rw', replica.tables, async () => {
      if ((await replica.meta.get('state'))?.ringId === ringId) return;
      await Promise.all(replica.tables.map((table) => table.clear()));
      await begin();
    });
  return { tenantId, log, replica };
}

/** Lets a log know the keys of its shop; what it holds is opened and sealed from then on. */
export async function giveKeys(log: LogDatabase, tenantId: string, seam: DatabaseSeam): Promise<void> {
  log.codec = new Codec(await openRing(log, tenantId, seam.keyFiles ?? browserKeyFiles));
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
