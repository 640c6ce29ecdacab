/** Changes that did not hold and that somebody at this device has to decide about. */
import { Dexie } from 'dexie';
import { decidingForOthers } from '../../domain/authority/permissions.ts';
import { type Attention, isUndecided } from '../../domain/model/records.ts';
import type { LogState } from '../outbox/log-database.ts';
import type { ReplicaDatabase } from './replica-database.ts';

/** All that wait for a person in this shop, on whatever device they were made, oldest first. */
export async function undecidedAttention(replica: ReplicaDatabase): Promise<Attention[]> {
  const stored = await replica.rows
    .where('[kind+id]')
    .between(['attention', Dexie.minKey], ['attention', Dexie.maxKey])
    .toArray();
  return stored
    .flatMap((row) => replica.codec.openRow('attention', row) ?? [])
    .filter(isUndecided)
    .sort((a, b) => a.raisedAt - b.raisedAt);
}

/** Those that this device reminds of: its own, and for a manager also what others have handed over and what lost tablets left. */
export async function openProblems(
  replica: ReplicaDatabase,
  { deviceId, actorId }: Pick<LogState, 'deviceId' | 'actorId'>,
): Promise<Attention[]> {
  const undecided = await undecidedAttention(replica);
  if (undecided.length === 0) return undecided;
  const stored = await replica.rows.get(['staff', actorId]);
  const actor = stored && replica.codec.openRow('staff', stored);
  const decidesForOthers = actor !== undefined && decidingForOthers.roles.includes(actor.role);
  const gone = await shutOutDevices(replica);
  return undecided.filter(({ state, deviceId: of }) =>
    state === 'handed_over' || gone.has(of) ? decidesForOthers : of === deviceId,
  );
}

/** Ids of devices at which nobody decides any more. */
async function shutOutDevices(replica: ReplicaDatabase): Promise<ReadonlySet<string | null>> {
  const stored = await replica.rows
    .where('[kind+id]')
    .between(['device', Dexie.minKey], ['device', Dexie.maxKey])
    .toArray();
  const devices = stored.flatMap((row) => replica.codec.openRow('device', row) ?? []);
  return new Set(devices.filter(({ revokedAt }) => revokedAt !== undefined).map(({ id }) => id));
}
