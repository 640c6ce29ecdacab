/**
 * Taking people who were erased out of what the replica holds of several people at once (rule E3): pending intents, rows, images of rows, the
 * directory. What is left is sealed under another key, so that the one before can be destroyed.
 */
import { Dexie } from 'dexie';
import { forgetPeople } from '../../domain/sync/forget-people.ts';
import { changeReplica } from './change-replica.ts';
import { isOfOlderKey, isPlain, personOf, sharedKinds } from './codec.ts';
import { dirtySince, resealShards } from './directory-source.ts';
import { openIntent, sealIntent } from './pending-args.ts';
import type { ReplicaDatabase, StoredRow } from './replica-database.ts';

/** So many rows are written anew at once. */
const rowsAtOnce = 200;

/** What is written from now on is sealed under the next key; answers its generation. */
export function raiseReplicaKey(replica: ReplicaDatabase): Promise<number> {
  return changeReplica(replica, async ({ state, advance }) => {
    const keyGeneration = Math.max(state.keyGeneration ?? 0, replica.codec.ring.firstOpen('replica')) + 1;
    advance({ keyGeneration });
    return keyGeneration;
  });
}

export async function forgetInReplica(
  replica: ReplicaDatabase,
  people: ReadonlySet<string>,
  keyGeneration: number,
): Promise<void> {
  await forgetInPending(replica, people, keyGeneration);
  for (const kind of sharedKinds) await resealRows(replica, kind, keyGeneration);
  await forgetInImages(replica, people, keyGeneration);
  // Pieces of the directory in which somebody may still stand are laid down anew by whoever leads.
  const dirty = await dirtySince(replica, -1);
  if (dirty.some(({ customerId }) => people.has(customerId))) await replica.directoryShards.clear();
  else await resealShards(replica, keyGeneration);
}

function forgetInPending(
  replica: ReplicaDatabase,
  people: ReadonlySet<string>,
  keyGeneration: number,
): Promise<void> {
  return replica.transaction('rw', replica.pending, async () => {
    for (const stored of await replica.pending.toArray()) {
      const intent = openIntent(replica, stored);
      // Its commitments stand in the log; here it only has to be told from one that says something.
      const forgotten = forgetPeople({ ...intent, salt: '' }, people);
      if (!forgotten && !isOfOlderKey(stored.args, keyGeneration)) continue;
      const { args } = sealIntent(replica, { keyGeneration }, { ...intent, ...forgotten });
      await replica.pending.update(stored.seq, { args, ...(forgotten && { erased: forgotten.erased }) });
    }
  });
}

/** The row under the key; the same where that is so already, or where nobody can open it. */
function resealed({ codec }: ReplicaDatabase, stored: StoredRow, keyGeneration: number): StoredRow {
  const row = isOfOlderKey(stored.row, keyGeneration) ? codec.openRow(stored.kind, stored) : undefined;
  return row ? { ...stored, row: codec.sealRow(stored, row, keyGeneration) } : stored;
}

async function resealRows(
  replica: ReplicaDatabase,
  kind: StoredRow['kind'],
  keyGeneration: number,
): Promise<void> {
  for (let after: unknown = Dexie.minKey; ; ) {
    const last = await replica.transaction('rw', replica.rows, async () => {
      const rows = await replica.rows
        .where('[kind+id]')
        .between([kind, after], [kind, Dexie.maxKey], false)
        .limit(rowsAtOnce)
        .toArray();
      const changed = rows.map((stored) => resealed(replica, stored, keyGeneration));
      await replica.rows.bulkPut(changed.filter((stored, index) => stored !== rows[index]));
      return rows.length < rowsAtOnce ? null : (rows.at(-1)?.id ?? null);
    });
    if (last === null) return;
    after = last;
  }
}

/** Before what waits there was nothing of theirs: a shop without a server keeps such images as long as its log. */
function forgetInImages(
  replica: ReplicaDatabase,
  people: ReadonlySet<string>,
  keyGeneration: number,
): Promise<void> {
  const isOfThem = async (stored: StoredRow) =>
    people.has(personOf(stored) ?? stored.referenceId ?? '') ||
    // Nothing but an erase takes the text of a sale away, also of one that was linked to somebody.
    (stored.kind === 'saleText' && !(await replica.rows.get([stored.kind, stored.id])));
  return replica.transaction('rw', replica.serverRows, replica.rows, async () => {
    for (const image of await replica.serverRows.toArray()) {
      if (!image.stored || isPlain(image.kind)) continue;
      const stored = (await isOfThem(image.stored)) ? null : resealed(replica, image.stored, keyGeneration);
      if (stored !== image.stored) await replica.serverRows.put({ ...image, stored });
    }
  });
}

/** Everything that was committed to this replica is on the disk when this resolves: a strict transaction takes along what came before it. */
export function flushReplica(replica: ReplicaDatabase): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = replica.backendDB().transaction('meta', 'readwrite', { durability: 'strict' });
    const meta = transaction.objectStore('meta');
    const state = meta.get('state');
    state.onsuccess = () => meta.put(state.result);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
