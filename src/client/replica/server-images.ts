/**
 * The server's images of rows that pending intents have changed (rule F3): kept before the first local change, put back before
 * the server's rows are taken, dropped with the last intent.
 */
import type { EntityKind } from '../../domain/model/entities.ts';
import type { Store } from '../../domain/store.ts';
import { type Effects, write } from './effects.ts';
import type { ReplicaDatabase } from './replica-database.ts';
import { noteChange, putStoredRows, removeStoredRow } from './replica-store.ts';

/** The store, keeping an image of every row before it is first changed, here by the intent `changedBy`. */
export function imagingStore(
  replica: ReplicaDatabase,
  effects: Effects,
  store: Store,
  changedBy: string,
): Store {
  const keepImages = async (kind: EntityKind, ids: readonly string[]) => {
    const keys = ids.map((id) => [kind, id] as [EntityKind, string]);
    const [kept, present] = await Promise.all([replica.serverRows.bulkGet(keys), replica.rows.bulkGet(keys)]);
    const missing = keys.flatMap(([, id], index) =>
      kept[index] ? [] : [{ kind, id, stored: present[index] ?? null, changedBy }],
    );
    if (missing.length > 0) write(effects, () => replica.serverRows.bulkPut(missing));
  };
  return {
    ...store,
    async put(kind, row) {
      await keepImages(kind, [row.id]);
      await store.put(kind, row);
    },
    async putMany(kind, rows) {
      if (rows.length === 0) return;
      await keepImages(
        kind,
        rows.map((row) => row.id),
      );
      await store.putMany(kind, rows);
    },
    async remove(kind, id) {
      await keepImages(kind, [id]);
      await store.remove(kind, id);
    },
  };
}

/** Puts every kept image back in place and forgets them. */
export async function restoreImages(replica: ReplicaDatabase, effects: Effects): Promise<void> {
  const images = await replica.serverRows.toArray();
  if (images.length === 0) return;
  const changed = await replica.rows.bulkGet(
    images.map(({ kind, id }) => [kind, id] as [EntityKind, string]),
  );
  for (const stored of changed) if (stored) noteChange(effects, stored);
  for (const { kind, id, stored } of images) {
    if (!stored) await removeStoredRow(replica, effects, kind, id);
  }
  putStoredRows(
    replica,
    effects,
    images.flatMap(({ stored }) => (stored ? [stored] : [])),
  );
  write(effects, () => replica.serverRows.clear());
}
