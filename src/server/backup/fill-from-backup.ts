/** Fills an empty database from a backup: tables of the backup's version first, then its rows, then what newer versions changed. */
import type { Engine } from '../storage/engine.ts';
import { migrate, migrationNames } from '../storage/migrate.ts';
import { writePortable } from '../storage/portable.ts';
import { BackupRefused } from './backup-key.ts';
import { type BackupHead, type Contents, readBackup } from './contents.ts';

export async function fillFromBackup(
  engine: Engine,
  path: string,
  key: Uint8Array,
): Promise<{ head: BackupHead; contents: Contents }> {
  const backup = await readBackup(path, key);
  const last = backup.head.migrations.at(-1);
  if (last === undefined || !migrationNames.includes(last)) {
    throw new BackupRefused(`${path} was made by a newer version of Regulars. Install that one first.`);
  }
  await migrate(engine, last);
  let contents: Contents | undefined;
  async function* pages() {
    yield* backup.pages;
    // Inside the transaction: what is not complete leaves nothing behind.
    contents = backup.agreed();
  }
  await writePortable(engine, pages());
  await migrate(engine);
  if (!contents) throw new Error('a backup was read without its end');
  return { head: backup.head, contents };
}
