/** The environment of server and commands, checked at start; the variables are explained in `.env.example`. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { logLevels } from './log.ts';

/** An empty variable counts as none, as in a copied `.env` whose value was cleared. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const proxySchema = z
  .string()
  .refine(
    (text) =>
      /^[1-9]\d?$/.test(text) ||
      text
        .split(',')
        .every((part) => isIP(part.trim().split('/')[0] ?? '') !== 0 || part.trim() === 'loopback'),
    'must be a number of proxies or their addresses separated by commas',
  );

const originSchema = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an address such as https://shop.example',
  )
  .refine(
    (text) => !URL.canParse(text) || new URL(text).origin === text.replace(/\/$/, ''),
    'must have no path behind the name',
  );

const environmentSchema = z.object({
  PORT: optional(
    z.coerce
      .number('must be a number from 0 to 65535')
      .int('must be a number from 0 to 65535')
      .min(0, 'must be a number from 0 to 65535')
      .max(65535, 'must be a number from 0 to 65535'),
  ),
  HOST: optional(z.string().regex(/^[\w.:-]+$/, 'must be the name or address of this machine')),
  REGULARS_DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(?:ql)?$/, error: 'must begin with postgres:// and name a database' }),
  ),
  REGULARS_TLS_CERT: optional(z.string()),
  REGULARS_TLS_KEY: optional(z.string()),
  TRUST_PROXY: optional(proxySchema),
  PUBLIC_ORIGIN: optional(originSchema),
  REGULARS_BACKUP_DIR: optional(z.string()),
  REGULARS_BACKUP_AT: optional(
    z.string().regex(/^(?:off|(?:[01]\d|2[0-3]):[0-5]\d)$/, 'must be a time of day such as 03:00, or off'),
  ),
  REGULARS_BACKUP_KEEP_DAYS: optional(
    z.coerce
      .number('must be a number of days from 1 to 28')
      .int('must be a number of days from 1 to 28')
      .min(1, 'must be a number of days from 1 to 28')
      .max(28, 'must be a number of days from 1 to 28'),
  ),
  REGULARS_BACKUP_KEY: optional(
    z.string().regex(/^[0-9a-fA-F]{64}$/, 'must be 64 characters from 0 to 9 and a to f'),
  ),
  REGULARS_BACKUP_KEY_FILE: optional(z.string()),
  LOG_LEVEL: optional(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`)),
});

export type Config = ReturnType<typeof readConfig>;

/** A variable of the environment has a value that cannot be used; the message is one sentence for people. */
export class WrongVariable extends Error {}

export function readConfig(environment: NodeJS.ProcessEnv) {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WrongVariable(`The variable ${issue?.path.join('.')} ${issue?.message}.`);
  }
  const { data } = parsed;
  const tls = readTls(data.REGULARS_TLS_CERT, data.REGULARS_TLS_KEY);
  const dataFolder = data.REGULARS_DATA_DIR ?? './data';
  return {
    port: data.PORT ?? 8080,
    host: data.HOST ?? '127.0.0.1',
    dataFolder,
    databaseUrl: data.DATABASE_URL ?? null,
    tls,
    trustProxy: proxyOf(data.TRUST_PROXY),
    publicOrigin: data.PUBLIC_ORIGIN?.replace(/\/$/, '') ?? null,
    logLevel: data.LOG_LEVEL ?? 'info',
    backupFolder: data.REGULARS_BACKUP_DIR ?? join(dataFolder, 'backups'),
    /** `03:00` on the clock of this machine, or `off`. */
    backupAt: data.REGULARS_BACKUP_AT ?? '03:00',
    backupKeepDays: data.REGULARS_BACKUP_KEEP_DAYS ?? 14,
    backupKey: data.REGULARS_BACKUP_KEY ?? null,
    backupKeyFile: data.REGULARS_BACKUP_KEY_FILE ?? join(dataFolder, 'backup.key'),
  };
}

function readTls(cert: string | undefined, key: string | undefined): { cert: string; key: string } | null {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) {
    const missing = cert === undefined ? 'REGULARS_TLS_CERT' : 'REGULARS_TLS_KEY';
    throw new WrongVariable(`The variable ${missing} is missing: certificate and key are set together.`);
  }
  return { cert: readPem('REGULARS_TLS_CERT', cert), key: readPem('REGULARS_TLS_KEY', key) };
}

function readPem(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new WrongVariable(`The variable ${variable} names a file that cannot be read: ${file}.`);
  }
}

function proxyOf(text: string | undefined): false | string | ((address: string, hop: number) => boolean) {
  if (text === undefined) return false;
  const count = Number(text);
  return Number.isInteger(count) ? (_address, hop) => hop < count : text;
}
