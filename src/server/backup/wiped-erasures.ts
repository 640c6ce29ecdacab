/**
 * Since when no file of the database holds anything of those whom an erasure names (rules E3, E5): deleted rows lie on in a file until it
 * is written anew, which takes too long to be part of an erasure. What is noted is kept beside the database, whose files it is about.
 */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../durable-file.ts';
import type { Engine, Wiped } from '../storage/engine.ts';
import type { Storage } from '../storage/storage.ts';

const fileName = 'wiped-erasures.txt';

/** When the files were wiped of each erasure, by its id. */
export function wipedErasures(folder: string): Map<string, number> {
  const lines = readIfThere(join(folder, fileName))?.split('\n').filter(Boolean) ?? [];
  return new Map(
    lines.map((line) => {
      const [erasureId = '', at = ''] = line.split(' ');
      return [erasureId, Date.parse(at)] as const;
    }),
  );
}

/** Forgets what was noted: other files have taken the place of those that it is about. */
export function forgetWiped(folder: string): void {
  rmSync(join(folder, fileName), { force: true });
}

/** What of the erasures that the database holds is not wiped from its files. */
async function notWiped(storage: Storage, folder: string): Promise<string[]> {
  const wiped = wipedErasures(folder);
  const lacking: string[] = [];
  for (const { tenantId } of await storage.positions()) {
    const erasures = await storage.read(tenantId, (reader) => reader.all('erasure'));
    lacking.push(...erasures.map(({ id }) => id).filter((id) => !wiped.has(id)));
  }
  return lacking;
}

export interface WipedFiles {
  /** `nothing_to_do`: no erasure waits for it. */
  readonly state: Wiped | 'nothing_to_do';
  readonly erasures: number;
}

/** Writes the files of the database anew where an erasure waits for it, and notes since when they hold nothing of those people. */
export async function wipeErased(
  engine: Engine,
  storage: Storage,
  folder: string,
  clock: () => number,
): Promise<WipedFiles> {
  // Only of these is it known that they were done before the files were written.
  const erasureIds = await notWiped(storage, folder);
  if (erasureIds.length === 0) return { state: 'nothing_to_do', erasures: 0 };
  const state = await engine.wipe();
  if (state !== 'wiped') return { state, erasures: erasureIds.length };
  const at = new Date(clock()).toISOString();
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, fileName), erasureIds.map((id) => `${id} ${at}\n`).join(''));
  return { state, erasures: erasureIds.length };
}
