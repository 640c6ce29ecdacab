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
import { type FileParts, fileHead, fileParts, hexSchema } from './sealed-file.ts';

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

/** The header as the bytes with which the file begins. */
export const queueFileHead = (header: QueueFileHeader): Uint8Array<ArrayBuffer> => fileHead(header);

/** The parts of a file; null where it is no queue file. */
export const queueFileParts = (file: Uint8Array<ArrayBuffer>): FileParts<QueueFileHeader> | null =>
  fileParts(queueFileHeaderSchema, file);
