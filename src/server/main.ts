/** Starts the server: reads the environment, opens the data, listens, and ends in good order. */
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { openKeepsakes } from './backup/keepsakes.ts';
import { nightlyBackups } from './backup/nightly.ts';
import { checkWentBack, DataWentBack, keepHighWater } from './backup/went-back.ts';
import { buildServer } from './build-server.ts';
import { type Config, readConfig, WrongVariable } from './config.ts';
import { serverLog } from './log.ts';
import { FolderInUse, type FolderLock, lockFolder } from './storage/folder-lock.ts';
import { openConfiguredStorage } from './storage/open-configured.ts';
import { TemporarilyUnavailable } from './storage/storage.ts';
import { UnendedPushes } from './sync/unended-pushes.ts';

/** A request that hangs must not keep the process from ending. */
const endAfterMs = 10_000;

async function start(config: Config, acceptsRestore: boolean): Promise<void> {
  const lock: FolderLock | null = config.databaseUrl ? null : lockFolder(config.dataFolder);
  const storage = await openConfiguredStorage(config, 'server');
  const world = { clock: Date.now, randomBytes };
  await checkWentBack(storage, config.dataFolder, acceptsRestore, world);
  const log = serverLog(config.logLevel);
  const app = await buildServer(
    {
      storage,
      ...world,
      keepsakes: openKeepsakes(config.dataFolder, randomBytes),
      unendedPushes: new UnendedPushes(join(config.dataFolder, 'unended-pushes')),
    },
    {
      log,
      appFolder: resolve(import.meta.dirname, '../../dist'),
      trustProxy: config.trustProxy,
      tls: config.tls,
      isHttps: config.tls !== null || (config.publicOrigin?.startsWith('https:') ?? false),
    },
  );
  const noteHighWater = keepHighWater(storage, config.dataFolder, (error) =>
    log.error({ err: error }, 'the position of the data could not be noted'),
  );
  const endBackups = nightlyBackups(config.backupAt, (failure, said) =>
    failure === null
      ? log.info({ backup: said }, 'the backup of the night is done')
      : log.error({ failure }, 'the backup of the night failed'),
  );
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), endAfterMs).unref();
    endBackups();
    await app.close();
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
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  console.log(`Regulars is at ${config.publicOrigin ?? addressFor(config, port)}`);
}

function addressFor({ tls, host }: Config, port: number): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `${tls ? 'https' : 'http'}://${name}:${port}`;
}

/** One sentence for what a person can mend; anything else with its stack. */
function sentenceFor(error: unknown): string {
  if (error instanceof WrongVariable) return error.message;
  if (error instanceof FolderInUse) {
    return `Another server is using the data folder ${error.message}. Stop it, or set REGULARS_DATA_DIR to another folder.`;
  }
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

try {
  await start(readConfig(process.env), process.argv.includes('--accept-restore'));
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}
