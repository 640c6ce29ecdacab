/**
 * Files that are sealed by AES-256-GCM:
 *
 *     {"format": …}\n   the header, plain: what the file is and how it is sealed; it is part of what is authenticated
 *     bytes             the sealed content
 */
import * as z from 'zod/mini';

export const hexSchema = z.string().check(z.regex(/^([0-9a-f]{2}){1,200}$/));

const lineEnd = 10;
/** A longer first line is none of ours. */
const longestHeader = 4096;

/** The header as the bytes with which the file begins. */
export function fileHead(header: object): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(`${JSON.stringify(header)}\n`, (character) => character.charCodeAt(0));
}

export interface FileParts<Header> {
  readonly header: Header;
  /** The bytes of the header. */
  readonly head: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** The parts of a file; null where its header is not of this kind. */
export function fileParts<Header>(
  headerSchema: z.ZodMiniType<Header>,
  file: Uint8Array<ArrayBuffer>,
): FileParts<Header> | null {
  const end = file.subarray(0, longestHeader).indexOf(lineEnd);
  if (end < 0) return null;
  const head = file.slice(0, end + 1);
  try {
    const text = String.fromCharCode(...head);
    const read = headerSchema.safeParse(JSON.parse(text));
    return read.success ? { header: read.data, head, sealed: file.slice(end + 1) } : null;
  } catch {
    return null;
  }
}
