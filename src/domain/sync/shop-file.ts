/**
 * The shop file (rules X7, A6): the whole log of a shop without a server, sealed by a passphrase, so that the shop outlives its device.
 *
 * What is sealed is gzipped text, one JSON value a line: first whose log it is, then its entries in their order. The key comes from the
 * passphrase by PBKDF2-HMAC-SHA-256.
 */
import * as z from 'zod/mini';
import { idSchema, instantSchema } from '../model/primitives.ts';
import { type FileParts, fileHead, fileParts, hexSchema } from './sealed-file.ts';

const shopFileHeaderSchema = z.strictObject({
  format: z.literal('regulars-shop'),
  version: z.literal(1),
  savedAt: instantSchema,
  /** How many entries are inside. */
  count: z.int().check(z.gte(1)),
  salt: hexSchema,
  /** A file must not keep a device busy for ever. */
  iterations: z.int().check(z.gte(1), z.lte(10_000_000)),
  iv: hexSchema,
});
export type ShopFileHeader = z.infer<typeof shopFileHeaderSchema>;

export const shopFileType = 'application/vnd.regulars.shop';

/** Fewer characters can be tried through. */
export const shortestPassphrase = 10;

/** Whose log it is: enough to go on with it. */
export const savedLogSchema = z.strictObject({
  tenantId: idSchema,
  shopName: z.string(),
  deviceId: idSchema,
  actorId: idSchema,
  receiptCode: z.string(),
  series: z.string(),
});
export type SavedLog = z.infer<typeof savedLogSchema>;

/** The header as the bytes with which the file begins. */
export const shopFileHead = (header: ShopFileHeader): Uint8Array<ArrayBuffer> => fileHead(header);

/** The parts of a file; null where it is no shop file. */
export const shopFileParts = (file: Uint8Array<ArrayBuffer>): FileParts<ShopFileHeader> | null =>
  fileParts(shopFileHeaderSchema, file);
