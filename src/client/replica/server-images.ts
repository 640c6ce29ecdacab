/**
 * The server's images of rows that pending intents have changed (rule F3): kept before the first local change, put back before
 * the server's rows are taken, dropped with the last intent.
 */
import { type EntityKind, type EntityRow, linksOf } from '../../domain/model/entities.ts';
import type { Store } from '../../domain/store.ts';
import { type Effects, write } from './effects.ts';
import type { ReplicaDatabase, ServerRow } from './replica-database.ts';
import { noteChange, putStoredRows, removeStoredRow } from './replica-store.ts';
import { meetsOfRow, rowsAmong } from './touched-rows.ts';

/**
 * The store, keeping an image of every row before it is first changed, here by the intent `changedBy`, and noting what is written: the
 * row with its links before and after.
 */
export function imagingStore(
  replica: ReplicaDatabase,
  effects: Effects,
  store: Store,
  changedBy: string,
  written: Set<string>,
): Store {
  const note = (keys: readonly string[]) => {
    for (const key of keys) written.add(key);
  };
  const noteRow = <K extends EntityKind>(kind: K, row: EntityRow<K>) =>
    note(meetsOfRow(kind, row.id, linksOf(kind, row)));
  const keepImages = async (kind: EntityKind, ids: readonly string[]) => {
    const keys = ids.map((id) => [kind, id] as [EntityKind, string]);
    const [kept, present] = await Promise.all([replica.serverRows.bulkGet(keys), replica.rows.bulkGet(keys)]);
    for (const [index, id] of ids.entries()) note(meetsOfRow(kind, id, present[index] ?? {}));
    const missing = keys.flatMap(([, id], index) =>
      kept[index] ? [] : [{ kind, id, stored: present[index] ?? null, changedBy }],
    );
    if (missing.length > 0) write(effects, () => replica.serverRows.bulkPut(missing));
  };
  return {
    ...store,
    async put(kind, row) {
      await keepImages(kind, [row.id]);
      noteRow(kind, row);
      await store.put(kind, row);
    },
    async putMany(kind, rows) {
      if (rows.length === 0) return;
      await keepImages(
        kind,
        rows.map((row) => row.id),
      );
      for (const row of rows) noteRow(kind, row);
      await store.putMany(kind, rows);
    },
    async remove(kind, id) {
      await keepImages(kind, [id]);
      await store.remove(kind, id);
    },
  };
}

/** Puts every kept image back in place and forgets them. */
export async function restoreAllImages(replica: ReplicaDatabase, effects: Effects): Promise<void> {
  await restore(replica, effects, await replica.serverRows.toArray());
}

/** Puts the images of some rows back in place and forgets them; rows are named as in `touched-rows.ts`. */
export async function restoreImages(
  replica: ReplicaDatabase,
  effects: Effects,
  written: ReadonlySet<string>,
): Promise<void> {
  const images = await replica.serverRows.bulkGet(rowsAmong(written));
  await restore(
    replica,
    effects,
    images.filter((image) => image !== undefined),
  );
}

async function restore(
  replica: ReplicaDatabase,
  effects: Effects,
  images: readonly ServerRow[],
): Promise<void> {
  if (images.length === 0) return;
  const keys = images.map(({ kind, id }) => [kind, id] as [EntityKind, string]);
  const changed = await replica.rows.bulkGet(keys);
  for (const stored of changed) if (stored) noteChange(effects, stored);
  for (const { kind, id, stored } of images) {
    if (!stored) await removeStoredRow(replica, effects, kind, id);
  }
  putStoredRows(
    replica,
    effects,
    images.flatMap(({ stored }) => (stored ? [stored] : [])),
  );
  write(effects, () => replica.serverRows.bulkDelete(keys));
}
