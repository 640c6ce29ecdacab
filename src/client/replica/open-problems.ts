/** Changes that did not hold and that somebody at this device has to decide about. */
import { Dexie } from 'dexie';
import { decidingForOthers } from '../../domain/authority/permissions.ts';
import { type Attention, isUndecided } from '../../domain/model/records.ts';
import type { LogState } from '../outbox/log-database.ts';
import { openRow } from './codec.ts';
import type { ReplicaDatabase } from './replica-database.ts';

/** All that wait for a person in this shop, on whatever device they were made, oldest first. */
export async function undecidedAttention(replica: ReplicaDatabase): Promise<Attention[]> {
  const stored = await replica.rows
    .where('[kind+id]')
    .between(['attention', Dexie.minKey], ['attention', Dexie.maxKey])
    .toArray();
  return stored
    .map(({ row }) => openRow('attention', row))
    .filter(isUndecided)
    .sort((a, b) => a.raisedAt - b.raisedAt);
}

/** Those that this device reminds of: its own, and for a manager also what others have handed over. */
export async function openProblems(
  replica: ReplicaDatabase,
  { deviceId, actorId }: Pick<LogState, 'deviceId' | 'actorId'>,
): Promise<Attention[]> {
  const undecided = await undecidedAttention(replica);
  if (undecided.length === 0) return undecided;
  const actor = await replica.rows.get(['staff', actorId]);
  const decidesForOthers =
    actor !== undefined && decidingForOthers.roles.includes(openRow('staff', actor.row).role);
  return undecided.filter(({ state, deviceId: of }) =>
    state === 'handed_over' ? decidesForOthers : of === deviceId,
  );
}
