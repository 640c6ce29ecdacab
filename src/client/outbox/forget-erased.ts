/**
 * Taking people who were erased out of the log of this device, and out of what waits to be run again (rules E2, E3): entries keep
 * their hashes. It follows from the erasures that the replica shows, may be killed at any point, and is done once for each.
 */
import { Dexie } from 'dexie';
import type { Erasure } from '../../domain/model/records.ts';
import { forgetPeople } from '../../domain/sync/forget-people.ts';
import { openArgs, openRow, sealArgs } from '../replica/codec.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import type { DeviceData } from './device-data.ts';
import { logStateOf, type RetainedEntry, type StoredEntry } from './log-database.ts';
import { packArgs, plainArgs, unpackEntry } from './stored-args.ts';

/** So many entries are held in memory at once. */
const entriesAtOnce = 100;

/** @param onForgotten told of each erasure when nothing of its people is left here; told again where it fails */
export async function forgetErased(
  data: DeviceData,
  onForgotten: (erasureId: string) => Promise<unknown>,
): Promise<void> {
  const { log, replica } = data;
  const isLocal = (await logStateOf(log)).nature !== 'connected';
  const known = new Set(await log.forgotten.toCollection().primaryKeys());
  const erasures = (await erasuresOf(replica, isLocal)).filter(({ id }) => !known.has(id));
  if (erasures.length === 0) return;
  const people = new Set(erasures.flatMap(({ customerIds }) => customerIds));
  // Entries move between the two meanwhile: to `retained` when they are confirmed, back when a restored server is told again.
  for (const table of ['entries', 'retained', 'entries'] as const) await forgetInLog(data, table, people);
  await forgetInPending(replica, people);
  for (const { id } of erasures) {
    await onForgotten(id);
    await log.forgotten.put({ id });
  }
}

/** Erasures that hold: what the server has not confirmed may still be refused. */
async function erasuresOf(replica: ReplicaDatabase, isLocal: boolean): Promise<Erasure[]> {
  const stored = await replica.rows
    .where('[kind+id]')
    .between(['erasure', Dexie.minKey], ['erasure', Dexie.maxKey])
    .toArray();
  return stored.filter(({ v }) => isLocal || v !== null).map(({ row }) => openRow('erasure', row));
}

async function forgetInLog(
  { log }: DeviceData,
  name: 'entries' | 'retained',
  people: ReadonlySet<string>,
): Promise<void> {
  const table = log.table<StoredEntry | RetainedEntry>(name);
  for (let after: unknown = Dexie.minKey; ; ) {
    const keys = await table.where(':id').above(after).limit(entriesAtOnce).primaryKeys();
    const entries = await table.bulkGet(keys);
    for (const [index, entry] of entries.entries()) {
      const forgotten = entry && forgetPeople(await unpackEntry(entry), people);
      if (!forgotten) continue;
      const args = entry.args.form === 'gzip' ? await packArgs(forgotten.args) : plainArgs(forgotten.args);
      // Nothing where it has moved on meanwhile: it is met again there.
      await table
        .where(':id')
        .equals(keys[index] ?? '')
        .modify({ args, erased: forgotten.erased });
    }
    if (keys.length < entriesAtOnce) return;
    after = keys.at(-1);
  }
}

async function forgetInPending(replica: ReplicaDatabase, people: ReadonlySet<string>): Promise<void> {
  for (const intent of await replica.pending.toArray()) {
    const args = openArgs(intent.args);
    // Its commitments stand in the log; here it only has to be told from one that says something.
    const forgotten = forgetPeople({ ...intent, args, salt: '' }, people);
    if (forgotten)
      await replica.pending.update(intent.seq, { args: sealArgs(forgotten.args), erased: forgotten.erased });
  }
}
