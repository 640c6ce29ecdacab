/** Knows an import again by the content of its files, on the server as on a device. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CsvMapping } from '../../domain/importing/csv-mapping.ts';
import type { ImportFormat } from '../../domain/model/records.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { sha256Hex } from '../../domain/values/hash.ts';

const pieceBytes = 4 * 1024 * 1024;

/** The same files read in the same way have the same key. */
export async function importKey(
  format: ImportFormat,
  paths: readonly string[],
  mapping: CsvMapping | null,
): Promise<string> {
  const fingerprints: string[] = [];
  for (const path of paths) fingerprints.push(await fileFingerprint(path));
  return canonicalJson([format, fingerprints.sort(), mapping]);
}

/** The hash over the hashes of the file's pieces of 4 MB, which a browser can read one by one. */
async function fileFingerprint(path: string): Promise<string> {
  const digests: string[] = [];
  let hash = createHash('sha256');
  let room = pieceBytes;
  for await (const chunk of createReadStream(path)) {
    let bytes: Buffer = chunk;
    while (bytes.length >= room) {
      digests.push(hash.update(bytes.subarray(0, room)).digest('hex'));
      bytes = bytes.subarray(room);
      hash = createHash('sha256');
      room = pieceBytes;
    }
    hash.update(bytes);
    room -= bytes.length;
  }
  if (room < pieceBytes) digests.push(hash.digest('hex'));
  return sha256Hex(digests.join('\n'));
}
