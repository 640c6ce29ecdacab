/** The authority of the shop and the certificate that it has issued, as they lie in the data folder (`tls/`), and in backups. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere, writeDurably } from '../durable-file.ts';
import type { PemPair } from './authority.ts';

type PairName = 'authority' | 'server';

const pairSchema = z.strictObject({ cert: z.string(), key: z.string() });
export const keptPairsSchema = z.strictObject({ authority: pairSchema, server: pairSchema.nullable() });
/** What tablets trust, and under which name they know the server. */
export type KeptPairs = z.infer<typeof keptPairsSchema>;

export const tlsFolder = (dataFolder: string): string => join(dataFolder, 'tls');

export function readPair(folder: string, name: PairName): PemPair | null {
  const cert = readIfThere(join(folder, `${name}.crt`));
  const key = readIfThere(join(folder, `${name}.key`));
  return cert === null || key === null ? null : { cert, key };
}

/** The key goes first: a certificate without its key would be of no use. */
export function keepPair(folder: string, name: PairName, pair: PemPair): void {
  writeDurably(folder, `${name}.key`, pair.key);
  writeDurably(folder, `${name}.crt`, pair.cert);
}

/** Null where there is no authority. */
export function readPairs(dataFolder: string): KeptPairs | null {
  const folder = tlsFolder(dataFolder);
  const authority = readPair(folder, 'authority');
  return authority && { authority, server: readPair(folder, 'server') };
}

/**
 * Puts the authority of a backup back, which the tablets of the shop trust. Another one that is there, as where the server was started
 * on a new computer first, is kept beside it.
 *
 * @returns where that one lies now, null where there was none
 */
export function putPairsBack(
  dataFolder: string,
  { authority, server }: KeptPairs,
  now: number,
): string | null {
  const folder = tlsFolder(dataFolder);
  const present = readPair(folder, 'authority');
  if (present?.cert === authority.cert) return null;
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  const aside = existsSync(folder) ? `${folder}-before-${stamp}Z` : null;
  if (aside !== null) renameSync(folder, aside);
  keepPair(folder, 'authority', authority);
  if (server) keepPair(folder, 'server', server);
  return aside;
}
