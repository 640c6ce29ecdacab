/** Small files beside the database: there as a whole or not at all, and readable for the server's user alone. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const ownerOnly = 0o600;

/** Writes a file of a folder, which is made where it is missing; a power cut leaves the old text or the new one. */
export function writeDurably(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', ownerOnly);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}

/** The text of a file, null where there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
