/** Starts the server: reads the environment, opens the data, listens, and ends in good order. */
import { randomBytes } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { originForDevices, originOf, tabletLines } from './announce.ts';
import { openKeepsakes } from './backup/keepsakes.ts';
import { everyNight } from './backup/nightly.ts';
import { oldestBackupAt } from './backup/prune-backups.ts';
import { checkWentBack, DataWentBack, keepHighWater } from './backup/went-back.ts';
import { wipedErasures } from './backup/wiped-erasures.ts';
import { buildServer } from './build-server.ts';
import { type Config, checkTogether, readConfig } from './config.ts';
import { keepAssets } from './kept-assets.ts';
import { serverLog } from './log.ts';
import { FolderInUse, type FolderLock, lockFolder } from './storage/folder-lock.ts';
import { DatabaseIsNewer, newerDatabase } from './storage/migrate.ts';
import { openConfiguredStorage } from './storage/open-configured.ts';
import { TemporarilyUnavailable } from './storage/storage.ts';
import { keepContacts } from './sync/contacts.ts';
import { UnendedPushes } from './sync/unended-pushes.ts';
import { certificateEnd } from './tls/certificate-end.ts';
import { namesOf } from './tls/machine-names.ts';
import { openCertificate, serveBesideTls } from './tls/serve-tls.ts';
import { WrongVariable } from './wrong-variable.ts';

const appFolder = resolve(import.meta.dirname, '../../dist');

/** A request that hangs must not keep the process from ending. */
const endAfterMs = 10_000;

async function start(config: Config, acceptsRestore: boolean): Promise<void> {
  const lock: FolderLock | null = config.databaseUrl ? null : lockFolder(config.dataFolder);
  const certificate = await openCertificate(config, Date.now);
  const storage = await openConfiguredStorage(config, 'server');
  const world = { clock: Date.now, randomBytes };
  await checkWentBack(storage, config.dataFolder, acceptsRestore, world);
  const log = serverLog(config.logLevel);
  // A full disk must not keep the shop from opening: only tabs of an earlier build would miss something.
  const keptAssets = await keepAssets(appFolder, config.dataFolder, Date.now()).catch((error: unknown) => {
    log.error({ err: error }, 'the pieces of this build could not be kept');
    return null;
  });
  const app = await buildServer(
    {
      storage,
      ...world,
      keepsakes: openKeepsakes(config.dataFolder, randomBytes),
      unendedPushes: new UnendedPushes(join(config.dataFolder, 'unended-pushes')),
      wipedAt: (erasureId) => wipedErasures(config.dataFolder).get(erasureId) ?? null,
      oldestBackupAt: () => oldestBackupAt(config.backupFolder),
      originForDevices: () => originForDevices(config, certificate, port()),
      ...(certificate && { certificateEnd: () => certificateEnd(certificate.pair, Date.now()) }),
    },
    {
      log,
      appFolder,
      keptAssets,
      trustProxy: config.trustProxy,
      tls: certificate?.pair ?? null,
      publicOrigin: config.publicOrigin,
      // Not with --lan: the machine may serve other things by http under the same name, which this would shut off.
      strictTransport: !config.lan && originOf(config, certificate, config.port).startsWith('https:'),
    },
  );
  const port = (): number => {
    const address = app.server.address();
    return typeof address === 'object' && address ? address.port : config.port;
  };
  const origin = (): string => originOf(config, certificate, port());
  if (certificate) {
    serveBesideTls(app, certificate, origin, Date.now, {
      failed: (error) => log.error({ err: error }, 'the certificate could not be renewed'),
      endsSoon: (endsAt) =>
        log.warn(
          { endsAt: new Date(endsAt).toISOString() },
          'the certificate ends soon: from then on no tablet reaches the server',
        ),
    });
  }
  const noteHighWater = keepHighWater(storage, config.dataFolder, (error) =>
    log.error({ err: error }, 'the position of the data could not be noted'),
  );
  const endNights = everyNight(config.backupAt, (work, failure, said) =>
    failure === null
      ? log.info({ work, said }, 'the work of the night is done')
      : log.error({ work, failure }, 'the work of the night failed'),
  );
  const endContacts = keepContacts(app.contacts, (error) =>
    log.error({ err: error }, 'when devices were heard of could not be noted'),
  );
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), endAfterMs).unref();
    endNights();
    await app.close();
    await endContacts();
    await noteHighWater();
    await storage.close();
    lock?.release();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await end();
    throw error;
  }
  console.log(`Regulars is at ${origin()}`);
  if (certificate && 'authority' in certificate) {
    const { addresses } = namesOf(hostname(), networkInterfaces());
    const lines = tabletLines(certificate, addresses, port(), process.stdout.isTTY);
    console.log(lines.join('\n'));
  }
}

/** One sentence for what a person can mend; anything else with its stack. */
function sentenceFor(error: unknown): string {
  if (error instanceof WrongVariable) return error.message;
  if (error instanceof FolderInUse) {
    return `Another server is using the data folder ${error.message}. Stop it, or set REGULARS_DATA_DIR to another folder.`;
  }
  if (error instanceof DatabaseIsNewer) return newerDatabase;
  if (error instanceof DataWentBack) {
    return [
      `The data of the shop ${error.message} is older than it was when this server last ran.`,
      'If somebody put an older copy back on purpose, start once with --accept-restore (docs/backup.md).',
      'If not, look for the right data: DATABASE_URL and REGULARS_DATA_DIR say where it is sought.',
    ].join('\n');
  }
  const cause = error instanceof TemporarilyUnavailable ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE')
    return 'The port is taken by another program. Stop it, or set PORT to another number.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is no address of this machine.';
  if (code === 'EACCES') return 'The port or the data folder may not be used by this user.';
  if (code === 'ECONNREFUSED') return 'The database of DATABASE_URL does not answer.';
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** The switches that stand behind the command. */
function readCall(words: string[]): { lan: boolean; acceptsRestore: boolean } {
  try {
    const options = { lan: { type: 'boolean' }, 'accept-restore': { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: words, options });
    return { lan: values.lan ?? false, acceptsRestore: values['accept-restore'] ?? false };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new WrongVariable(`${said.replace(/\.?$/, '.')} See npm start -- --help.`);
  }
}

try {
  const { lan, acceptsRestore } = readCall(process.argv.slice(2));
  const config = readConfig(process.env, { lan });
  checkTogether(config);
  await start(config, acceptsRestore);
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}
