/** The environment of server and commands, checked at start; the variables are explained in `.env.example`. */
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { isLoopback } from '../domain/values/loopback.ts';
import { logLevels } from './log.ts';
import type { CertificateFiles } from './tls/own-certificate.ts';
import { WrongVariable } from './wrong-variable.ts';

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

/** How the server was called, beside its variables. */
interface Call {
  /** For the tablets of the shop's own network: https with a certificate that the shop makes by itself (`--lan`). */
  readonly lan: boolean;
}

export function readConfig(environment: NodeJS.ProcessEnv, { lan }: Call = { lan: false }) {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WrongVariable(`The variable ${issue?.path.join('.')} ${issue?.message}.`);
  }
  const { data } = parsed;
  const certificateFiles = filesOf(data.REGULARS_TLS_CERT, data.REGULARS_TLS_KEY);
  const publicOrigin = data.PUBLIC_ORIGIN?.replace(/\/$/, '') ?? null;
  const host = data.HOST ?? (lan ? '0.0.0.0' : '127.0.0.1');
  const dataFolder = data.REGULARS_DATA_DIR ?? './data';
  return {
    port: data.PORT ?? 8080,
    host,
    lan,
    dataFolder,
    databaseUrl: data.DATABASE_URL ?? null,
    certificateFiles,
    trustProxy: proxyOf(data.TRUST_PROXY),
    publicOrigin,
    /** The name that people use, where the operator has fixed it. */
    publicHost: publicOrigin === null ? null : new URL(publicOrigin).hostname,
    logLevel: data.LOG_LEVEL ?? 'info',
    backupFolder: data.REGULARS_BACKUP_DIR ?? join(dataFolder, 'backups'),
    /** `03:00` on the clock of this machine, or `off`. */
    backupAt: data.REGULARS_BACKUP_AT ?? '03:00',
    backupKeepDays: data.REGULARS_BACKUP_KEEP_DAYS ?? 14,
    backupKey: data.REGULARS_BACKUP_KEY ?? null,
    backupKeyFile: data.REGULARS_BACKUP_KEY_FILE ?? join(dataFolder, 'backup.key'),
  };
}

function filesOf(certFile: string | undefined, keyFile: string | undefined): CertificateFiles | null {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) {
    const missing = certFile === undefined ? 'REGULARS_TLS_CERT' : 'REGULARS_TLS_KEY';
    throw new WrongVariable(`The variable ${missing} is missing: certificate and key are set together.`);
  }
  return { certFile, keyFile };
}

/** Refuses for a server what is right by itself and wrong together; commands do not care. */
export function checkTogether({ lan, certificateFiles, publicOrigin, host, trustProxy }: Config): void {
  const encrypts = lan || certificateFiles !== null;
  const isHttps = publicOrigin?.startsWith('https:') ?? false;
  if (lan && certificateFiles) {
    throw new WrongVariable(
      '--lan makes a certificate by itself: leave REGULARS_TLS_CERT and _KEY out, or --lan.',
    );
  }
  if (lan && isLoopback(host)) {
    throw new WrongVariable(
      `The variable HOST is ${host}, which no tablet can reach: leave it out with --lan.`,
    );
  }
  if (encrypts && publicOrigin !== null && !isHttps) {
    throw new WrongVariable('The variable PUBLIC_ORIGIN must begin with https://, for the server encrypts.');
  }
  if (!encrypts && isHttps && trustProxy === false) {
    throw new WrongVariable(
      'The variable PUBLIC_ORIGIN begins with https://, but nothing encrypts: set TRUST_PROXY if a proxy does, or REGULARS_TLS_CERT and REGULARS_TLS_KEY, or start with --lan.',
    );
  }
}

function proxyOf(text: string | undefined): false | string | ((address: string, hop: number) => boolean) {
  if (text === undefined) return false;
  const count = Number(text);
  return Number.isInteger(count) ? (_address, hop) => hop < count : text;
}
