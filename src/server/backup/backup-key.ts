/** The key of the backups: given by the owner, or made once, shown once, and kept by them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readIfThere } from '../durable-file.ts';

export interface BackupKeyPlace {
  /** The key itself, where the environment gives it. */
  readonly backupKey: string | null;
  readonly backupKeyFile: string;
}

/** A backup cannot be made, read or put back; the message says why in a sentence for people. */
export class BackupRefused extends Error {}

const form = /^[0-9a-f]{64}$/i;

export function readBackupKey({ backupKey, backupKeyFile }: BackupKeyPlace): Uint8Array | null {
  const text = backupKey ?? readIfThere(backupKeyFile);
  if (text === null) return null;
  if (!form.test(text.trim())) {
    throw new BackupRefused('The key of the backups must be 64 characters from 0 to 9 and a to f.');
  }
  return Buffer.from(text.trim(), 'hex');
}

/** The key that is there, or a new one with the sentences that the owner has to read. */
export function backupKeyOrNew(
  place: BackupKeyPlace,
  randomBytes: (count: number) => Uint8Array,
  tell: (line: string) => void,
): Uint8Array {
  const known = readBackupKey(place);
  if (known) return known;
  const key = randomBytes(32);
  const text = Buffer.from(key).toString('hex');
  mkdirSync(dirname(place.backupKeyFile), { recursive: true });
  writeFileSync(place.backupKeyFile, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
  tell(`This is the key of your backups:\n\n  ${text}\n`);
  tell('Write it down and keep it away from this machine. Without it no backup can be read, by nobody.');
  tell(`It lies in ${place.backupKeyFile} and is shown this once.`);
  return key;
}
