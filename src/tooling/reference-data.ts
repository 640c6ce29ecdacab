import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';

/** Public data sets with figures that others computed lie beside the project, where they are present at all. */
const folder = resolve(import.meta.dirname, '../../../shared/data');

/**
 * Whether golden tests can run; where not, that is said once and they count as nothing.
 *
 * @example if (hasReferenceData()) describe('…', () => { … });
 */
export function hasReferenceData(): boolean {
  const present = existsSync(folder);
  if (!present) console.info('golden: not present');
  return present;
}

/** The path of a file of the reference data, for commands that read it themselves. */
export function referencePath(name: string): string {
  return resolve(folder, name);
}

/** Text of a file, unpacked where its name ends in .gz. */
export function readReference(name: string): string {
  const bytes = readFileSync(referencePath(name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Rows of a CSV file, the header first. */
export function readReferenceRows(name: string): string[][] {
  return Papa.parse<string[]>(readReference(name), { skipEmptyLines: true }).data;
}

/** A CSV file as an import takes it. */
export function readReferenceFile(name: string): { name: string; rows: string[][] } {
  return { name, rows: readReferenceRows(name) };
}

/** Rows of a CSV file by the names of its columns. */
export function readReferenceTable(name: string): Record<string, string>[] {
  const parsed = Papa.parse<Record<string, string>>(readReference(name), {
    header: true,
    skipEmptyLines: true,
  });
  return parsed.data;
}
