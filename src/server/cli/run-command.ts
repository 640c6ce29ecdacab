/** Finds the command that was called, runs it, and says how it went. */
import { randomBytes } from 'node:crypto';
import { errorRegistry } from '../../domain/errors.ts';
import { BackupRefused } from '../backup/backup-key.ts';
import { openKeepsakes } from '../backup/keepsakes.ts';
import { oldestBackupAt } from '../backup/prune-backups.ts';
import { wipedErasures } from '../backup/wiped-erasures.ts';
import { type Config, readConfig } from '../config.ts';
import { UnreadableFile } from '../imports/file-text.ts';
import { RequestRefused } from '../request-refused.ts';
import { FolderInUse } from '../storage/folder-lock.ts';
import { DatabaseIsNewer, newerDatabase } from '../storage/migrate.ts';
import { openConfiguredStorage } from '../storage/open-configured.ts';
import { TemporarilyUnavailable, UnknownTenant } from '../storage/storage.ts';
import { noUnendedPushes } from '../sync/unended-pushes.ts';
import { WrongVariable } from '../wrong-variable.ts';
import { backup } from './backup.ts';
import { type Command, Options, type PlaceCommand, WrongUsage } from './command.ts';
import { connectCode } from './connect-code.ts';
import { createTenant } from './create-tenant.ts';
import { enrolCode } from './enrol-code.ts';
import { erase } from './erase.ts';
import { handInCommand } from './hand-in.ts';
import { importCommand } from './import.ts';
import { keys, revokeKey } from './keys.ts';
import { ownerLogin } from './owner-login.ts';
import { recovery } from './recovery.ts';
import { restore } from './restore.ts';
import { scrub } from './scrub.ts';
import { shops } from './shops.ts';
import { token } from './token.ts';
import { verify } from './verify.ts';

const commands: Readonly<Record<string, Command | PlaceCommand>> = {
  'create-tenant': createTenant,
  shops,
  'enrol-code': enrolCode,
  'connect-code': connectCode,
  'owner-login': ownerLogin,
  token,
  keys,
  'revoke-key': revokeKey,
  import: importCommand,
  verify,
  'hand-in': handInCommand,
  backup,
  restore,
  recovery,
  erase,
  scrub,
};

const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const overview = `
regulars COMMAND [OPTIONS]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(15)} ${summary}`)
  .join('\n')}

regulars COMMAND --help explains a command. All take the environment variables of the server (.env.example).
Answers are JSON on the standard output; exit code 0 = done, 1 = failed or differences found, 2 = called wrongly.
`.trim();

/** @returns the exit code */
export async function runCommand(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<number> {
  const [name, ...rest] = words;
  const asksForHelp = words.includes('--help') || words.includes('-h');
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    terminal[asksForHelp ? 'out' : 'err'](overview);
    return asksForHelp ? exitCodes.done : exitCodes.wrongUsage;
  }
  if (asksForHelp) {
    terminal.out(command.help.trim());
    return exitCodes.done;
  }
  try {
    const options = new Options(rest, command.options);
    const { answer, ok } = await runIn(command, options, readConfig(environment), terminal.err);
    terminal.out(JSON.stringify(answer));
    return ok ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    terminal.err(sentenceFor(error));
    if (!(error instanceof WrongUsage)) return exitCodes.failed;
    terminal.err(`regulars ${name} --help explains the command.`);
    return exitCodes.wrongUsage;
  }
}

async function runIn(
  command: Command | PlaceCommand,
  options: Options,
  config: Config,
  tell: (line: string) => void,
) {
  if (command.worksOn === 'place') return command.run(options, { config, tell });
  const storage = await openConfiguredStorage(config, 'command');
  try {
    return await command.run(options, {
      dependencies: {
        storage,
        clock: Date.now,
        randomBytes,
        keepsakes: openKeepsakes(config.dataFolder, randomBytes),
        unendedPushes: noUnendedPushes,
        wipedAt: (erasureId) => wipedErasures(config.dataFolder).get(erasureId) ?? null,
        oldestBackupAt: () => oldestBackupAt(config.backupFolder),
      },
      tell,
    });
  } finally {
    await storage.close();
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof WrongUsage || error instanceof WrongVariable || error instanceof BackupRefused)
    return error.message;
  if (error instanceof FolderInUse)
    return `A server is using the data folder ${error.message}. Stop it first.`;
  if (error instanceof DatabaseIsNewer) return newerDatabase;
  if (error instanceof UnknownTenant) return `There is no shop with the id ${error.message}.`;
  if (error instanceof UnreadableFile) return `${error.path}: ${errorRegistry[error.code].sentence}`;
  if (error instanceof RequestRefused) {
    return error.refusals
      .map(({ code, path }) => `${path ? `${path.join('.')}: ` : ''}${errorRegistry[code].sentence}`)
      .join('\n');
  }
  if (error instanceof TemporarilyUnavailable) return errorRegistry[error.code].sentence;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file ${path}.`;
  if (code === 'EISDIR') return `${path ?? 'The file'} is a folder, not a file.`;
  if (code === 'EACCES') return `${path ?? 'The file'} may not be read by this user.`;
  return error.stack ?? error.message;
}
