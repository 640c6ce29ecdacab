/** Everything that lies in a folder, as it lies there and unpacked, searched for traces of a person. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { logRecords, tableEntries } from './leveldb.ts';
import { type Needles, searchFor } from './needles.ts';
import { packedInside } from './packed-inside.ts';

/** That a file holds a needle. */
export interface Trace {
  /** The file, from the folder on. */
  readonly file: string;
  /** What was found, by its name. */
  readonly needle: string;
}

/** The traces of some needles in all files below a folder, each once per file. A file that goes away meanwhile holds nothing. */
export async function tracesIn(folder: string, needles: Needles): Promise<Trace[]> {
  const search = searchFor(needles);
  const traces: Trace[] = [];
  for await (const { file, bytes } of filesBelow(folder)) {
    const found = new Set<string>();
    for (const piece of piecesOf(file, bytes)) for (const needle of search.in(piece)) found.add(needle);
    traces.push(...[...found].sort().map((needle) => ({ file: relative(folder, file), needle })));
  }
  return traces;
}

/** The pieces of a file: the whole of it, what LevelDB keeps in it, and what is packed inside of these. */
export function* piecesOf(file: string, bytes: Uint8Array): Generator<Uint8Array> {
  yield bytes;
  yield* packedInside(bytes);
  for (const part of partsOf(file, bytes)) {
    yield part;
    yield* packedInside(part);
  }
}

function partsOf(file: string, bytes: Uint8Array): Iterable<Uint8Array> {
  if (/(?:\.log|MANIFEST-\d+)$/.test(file)) return logRecords(bytes);
  return tableEntries(bytes) ?? [];
}

/** All files below a folder with what they hold; sockets and links are none. */
export async function* filesBelow(folder: string): AsyncGenerator<{ file: string; bytes: Uint8Array }> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(ignoreMissing);
  for (const entry of entries ?? []) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(ignoreMissing);
    if (bytes) yield { file, bytes };
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
