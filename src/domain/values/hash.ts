import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 of the text in UTF-8, as 64 lower-case hex digits. Synchronous, because inside a database
 * transaction nothing else may be awaited.
 *
 * @example sha256Hex('') // 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
 */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The first 32 bits of the SHA-256 of the text, 0 to 2^32 − 1: for buckets and check values, where
 * a clash does no harm; never an identity.
 *
 * @example shortHash32('') // 0xe3b0c442
 */
export function shortHash32(text: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(text));
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
