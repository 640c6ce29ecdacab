/**
 * The queue file (rule A6): what a device has not sent, saved so that it can be handed in by another device or at the server itself.
 *
 *     {"format":"regulars-queue", …}\n   the header, plain: whose it is and how it is sealed; it is part of what is authenticated
 *     bytes                              gzipped JSON of the entries, sealed by AES-256-GCM
 *
 * Only the server can open it: the key follows (ECDH on P-256, HKDF-SHA-256) from the tenant's public key and a pair made for this
 * file alone.
 */
import * as z from 'zod/mini';
import { idSchema, instantSchema } from '../model/primitives.ts';

const hexSchema = z.string().check(z.regex(/^([0-9a-f]{2}){1,200}$/));

const queueFileHeaderSchema = z.strictObject({
  format: z.literal('regulars-queue'),
  version: z.literal(1),
  tenantId: idSchema,
  deviceId: idSchema,
  savedAt: instantSchema,
  /** How many changes are inside. */
  count: z.int().check(z.gte(0)),
  sealedBy: z.literal('tenant'),
  /** The public key of the pair made for this file. */
  key: hexSchema,
  iv: hexSchema,
});
export type QueueFileHeader = z.infer<typeof queueFileHeaderSchema>;

export const queueFileType = 'application/vnd.regulars.queue';

/** Bound into the key, so that it opens nothing but such a file. */
export const queueFilePurpose = 'regulars queue file 1';

/** What is sealed: entries of one log in their order, as they would have been pushed. */
export const queueContentSchema = z.strictObject({
  device: idSchema,
  incarnation: idSchema,
  entries: z.array(z.unknown()),
});
export type QueueContent = z.infer<typeof queueContentSchema>;

/** What the server answers to a file. */
export const handInResponseSchema = z.strictObject({
  /** Changes that came by this file. */
  taken: z.int(),
  /** Changes that were there already. */
  repeated: z.int(),
  /** Of all of them those that need attention. */
  attention: z.int(),
});
export type HandInResponse = z.infer<typeof handInResponseSchema>;

const lineEnd = 10;
/** A longer first line is none of ours. */
const longestHeader = 4096;

/** The header as the bytes with which the file begins. */
export function queueFileHead(header: QueueFileHeader): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(`${JSON.stringify(header)}\n`, (character) => character.charCodeAt(0));
}

export interface QueueFileParts {
  readonly header: QueueFileHeader;
  /** The bytes of the header. */
  readonly head: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** The parts of a file; null where it is no queue file. */
export function queueFileParts(file: Uint8Array<ArrayBuffer>): QueueFileParts | null {
  const end = file.subarray(0, longestHeader).indexOf(lineEnd);
  if (end < 0) return null;
  const head = file.slice(0, end + 1);
  try {
    const text = String.fromCharCode(...head);
    const read = queueFileHeaderSchema.safeParse(JSON.parse(text));
    return read.success ? { header: read.data, head, sealed: file.slice(end + 1) } : null;
  } catch {
    return null;
  }
}
