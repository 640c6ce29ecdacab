import { randomBytes } from 'node:crypto';
import { isId } from '../../domain/values/ids.ts';
import { backupKeyOrNew } from '../backup/backup-key.ts';
import { openKeepsakes, writeHighWater } from '../backup/keepsakes.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { pruneBackups } from '../backup/prune-backups.ts';
import { migrate } from '../storage/migrate.ts';
import { openConfiguredEngine } from '../storage/open-configured.ts';
import { readPairs } from '../tls/kept-pairs.ts';
import { type PlaceCommand, WrongUsage } from './command.ts';

export const backup: PlaceCommand = {
  summary: 'makes an encrypted backup and tries it',
  help: `
regulars backup [--to DIR] [--tenant ID]...

Writes one encrypted file with everything that the database holds at this moment, reads it back into an empty database,
compares and recomputes every figure. Prints
  {"file", "bytes", "shops", "sales", "differences", "removed"}
and ends with 1 if it does not read back as written or its figures do not agree with its sales. Works beside a running server. A backup of either database can be put
back into either.

The first time it makes a key and shows it. Keep the key away from this machine: without it no backup can be read.

  --to        the folder for it; REGULARS_BACKUP_DIR if it is not given. There, backups older than
              REGULARS_BACKUP_KEEP_DAYS are removed
  --tenant    id of a shop; can be given several times, all shops if it is not given
`,
  options: { to: { type: 'string' }, tenant: { type: 'string', multiple: true } },
  worksOn: 'place',
  async run(options, { config, tell }) {
    const tenantIds = options.texts('tenant');
    if (!tenantIds.every(isId)) {
      throw new WrongUsage('--tenant is not an id of a shop, as create-tenant prints it.');
    }
    const key = backupKeyOrNew(config, randomBytes, tell);
    const now = Date.now();
    const folder = options.text('to') ?? config.backupFolder;
    const engine = openConfiguredEngine(config, 'command');
    try {
      await migrate(engine);
      const keepsakes = openKeepsakes(config.dataFolder, randomBytes);
      const certificates = readPairs(config.dataFolder);
      const wish = { folder, tenantIds, key, keepsakes, certificates, now, randomBytes };
      const made = await makeBackup(engine, wish);
      // Beside the backups as well, for whoever restores a copy of the database by hand on another machine.
      writeHighWater(folder, keepsakes.highWater);
      const agrees = made.differences === 0;
      const isUsual = agrees && options.text('to') === undefined && tenantIds.length === 0;
      const removed = isUsual ? pruneBackups(folder, config.backupKeepDays, now) : 0;
      tell(
        agrees
          ? 'The backup was read back and agrees.'
          : 'The backup was read back as written, but figures in it do not agree with the sales; see "regulars verify".',
      );
      return { answer: { ...made, removed }, ok: agrees };
    } finally {
      await engine.close();
    }
  },
};
