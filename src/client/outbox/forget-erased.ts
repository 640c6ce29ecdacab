/**
 * Taking people who were erased off this device (rules E2, E3, decision 19): out of the log, whose entries keep their hashes, and out of what
 * waits to be run again. What is left there is sealed under new keys; then the old ones are destroyed, and those of the people, so that
 * nothing can be read of them that a database or a disk still holds. It follows from the erasures that the replica shows, may be killed at any
 * point, and is done once for each.
 */
import { Dexie, type IndexableType } from 'dexie';
import type { Erasure } from '../../domain/model/records.ts';
import { forgetPeople } from '../../domain/sync/forget-people.ts';
import { areaPlaces, placeOfPerson } from '../keys/key-ring.ts';
import { isOfOlderKey } from '../replica/codec.ts';
import { flushReplica, forgetInReplica, raiseReplicaKey } from '../replica/forget-in-replica.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import type { DeviceData } from './device-data.ts';
import { type LogDatabase, logStateOf, type RetainedEntry, type StoredEntry } from './log-database.ts';
import { openArgs, packArgs, plainArgs, saysOfPeople, sealArgs, unpackEntry } from './stored-args.ts';

/** So many entries are written anew at once. */
const entriesAtOnce = 100;

/**
 * Done by one tab at a time: one that goes on late would seal under a key that the next has destroyed.
 *
 * @param onForgotten told of each erasure when nothing of its people is left here; told again where it fails
 * @returns false where another tab is at it, so that it has to be asked for again
 */
export function forgetErased(
  data: DeviceData,
  locks: Pick<LockManager, 'request'>,
  onForgotten: (erasureId: string) => Promise<unknown>,
): Promise<boolean> {
  return locks.request(`regulars-erase-${data.tenantId}`, { ifAvailable: true }, async (lock) =>
    lock ? forgetAlone(data, onForgotten) : false,
  );
}

async function forgetAlone(
  { log, replica }: DeviceData,
  onForgotten: (erasureId: string) => Promise<unknown>,
): Promise<boolean> {
  const isLocal = (await logStateOf(log)).nature !== 'connected';
  const known = new Set(await log.forgotten.toCollection().primaryKeys());
  const erasures = (await erasuresOf(replica, isLocal)).filter(({ id }) => !known.has(id));
  if (erasures.length === 0) return true;
  const people = new Set(erasures.flatMap(({ customerIds }) => customerIds));
  const { ring } = replica.codec;
  // From here on nothing is sealed under the keys that are to go.
  const logKey = await raiseLogKey(log);
  const replicaKey = await raiseReplicaKey(replica);
  // Entries move between the two meanwhile: to `retained` when they are confirmed, back when a restored server is told again.
  for (const table of ['entries', 'retained', 'entries'] as const)
    if (!(await forgetInLog(log, table, people, logKey))) return false;
  await noteRewritten(log, logKey);
  await forgetInReplica(replica, people, replicaKey);
  // A power failure that took back what was just written would leave it under a key that is gone.
  await flushReplica(replica);
  await ring.destroy([
    ...Array.from(people, placeOfPerson),
    ...areaPlaces('log', ring.firstOpen('log'), logKey),
    ...areaPlaces('replica', ring.firstOpen('replica'), replicaKey),
  ]);
  for (const { id } of erasures) {
    await onForgotten(id);
    await log.forgotten.put({ id });
  }
  return true;
}

/** Erasures that hold: what the server has not confirmed may still be refused. */
async function erasuresOf(replica: ReplicaDatabase, isLocal: boolean): Promise<Erasure[]> {
  const stored = await replica.rows
    .where('[kind+id]')
    .between(['erasure', Dexie.minKey], ['erasure', Dexie.maxKey])
    .toArray();
  return stored
    .filter(({ v }) => isLocal || v !== null)
    .flatMap((row) => replica.codec.openRow('erasure', row) ?? []);
}

/** What is saved from now on is sealed under the next key; answers its generation. */
function raiseLogKey(log: LogDatabase): Promise<number> {
  return log.transaction('rw', log.state, async () => {
    const state = await logStateOf(log);
    const keyGeneration = Math.max(state.keyGeneration ?? 0, log.codec.ring.firstOpen('log')) + 1;
    await log.state.put({ ...state, keyGeneration });
    return keyGeneration;
  });
}

function noteRewritten(log: LogDatabase, rewrittenTo: number): Promise<void> {
  return log.transaction('rw', log.state, async () => {
    await log.state.put({ ...(await logStateOf(log)), rewrittenTo });
  });
}

/** False where somebody else has raised the key since: whoever did will destroy ours, and sees to everything. */
async function forgetInLog(
  log: LogDatabase,
  name: 'entries' | 'retained',
  people: ReadonlySet<string>,
  keyGeneration: number,
): Promise<boolean> {
  const table = log.table<StoredEntry | RetainedEntry>(name);
  for (let after: unknown = Dexie.minKey; ; ) {
    const keys = await table.where(':id').above(after).limit(entriesAtOnce).primaryKeys();
    const changes: { readonly key: IndexableType; readonly change: Changes }[] = [];
    // One by one: an import batch is a megabyte when it is unpacked.
    for (const key of keys) {
      const entry = await table.get(key);
      const change = entry && (await changesOf(log, entry, people, keyGeneration));
      if (change) changes.push({ key, change });
    }
    const isWritten = await log.transaction('rw', table, log.state, async () => {
      if ((await logStateOf(log)).keyGeneration !== keyGeneration) return false;
      // Nothing where it has moved on meanwhile: it is met again there.
      for (const { key, change } of changes) await table.update(key, change);
      return true;
    });
    if (!isWritten) return false;
    if (keys.length < entriesAtOnce) return true;
    after = keys.at(-1);
  }
}

type Changes = Pick<StoredEntry, 'args'> & Partial<Pick<StoredEntry, 'erased'>>;

/** An entry without the people, or the same under the new key; null where it can stay as it lies there. */
async function changesOf(
  log: LogDatabase,
  entry: StoredEntry,
  people: ReadonlySet<string>,
  keyGeneration: number,
): Promise<Changes | null> {
  const args = openArgs(log, entry);
  // Its keys were lost.
  if (!args) return null;
  const forgotten = forgetPeople(await unpackEntry(log, entry), people);
  if (forgotten) {
    const left = args.form === 'gzip' ? await packArgs(forgotten.args) : plainArgs(forgotten.args);
    return { args: sealArgs(log, { keyGeneration }, entry, left), erased: forgotten.erased };
  }
  if (args.form === 'plain' && !saysOfPeople(entry.name, args.value)) return null;
  const stored = entry.args.form === 'sealed' ? entry.args.bytes : null;
  return isOfOlderKey(stored, keyGeneration) ? { args: sealArgs(log, { keyGeneration }, entry, args) } : null;
}
