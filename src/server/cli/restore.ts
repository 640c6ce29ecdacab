import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { BackupRefused, readBackupKey } from '../backup/backup-key.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { type PlaceCommand, WrongUsage } from './command.ts';

export const restore: PlaceCommand = {
  summary: 'puts a backup back',
  help: `
regulars restore --from FILE

Puts a backup in the place of the data. Stop the server first. What was there is not deleted: the embedded database is
renamed; a PostgreSQL database must be empty. The certificate authority that the tablets trust comes back with it; another
one that is there is kept beside it. Prints
  {"madeAt", "shops", "sales", "before", "certificatesBefore"}

Afterwards start the server as always. Every shop begins a new epoch and takes back what devices were fed and the backup
lacks; "regulars recovery" tells which of them have reported. Leave the tablets as they are: the app brings it by
itself.

The key is read from REGULARS_BACKUP_KEY, or from the file REGULARS_BACKUP_KEY_FILE.

  --from      the file of a backup
`,
  options: { from: { type: 'string' } },
  worksOn: 'place',
  async run(options, { config, tell }) {
    const file = options.required('from');
    if (!existsSync(file)) throw new WrongUsage(`--from ${file}: there is no such file.`);
    const key = readBackupKey(config);
    if (!key) {
      throw new BackupRefused(
        `The key of the backups is missing. Put it into ${config.backupKeyFile}, or set REGULARS_BACKUP_KEY.`,
      );
    }
    const restored = await restoreBackup(config, { file, key, now: Date.now(), randomBytes });
    tell('Start the server again. Leave the tablets as they are: they keep what the backup lacks.');
    return { answer: { ...restored, madeAt: new Date(restored.madeAt).toISOString() }, ok: true };
  },
};
