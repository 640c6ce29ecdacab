import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes after which the text form of a UUID has a dash. */
const DASH_AFTER: ReadonlySet<number> = new Set([3, 5, 7, 9]);

/**
 * A new UUIDv7: milliseconds of `now` (epoch, UTC) in the first 48 bits, then 74 random bits. Two
 * ids of the same millisecond have no order.
 *
 * @example newId(0x0199_0000_0000, randomBytes) // '01990000-0000-7…-[89ab]…-…'
 */
export function newId(now: number, randomBytes: (n: number) => Uint8Array): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
  bytes.set(randomBytes(10), 6);
  setVersion(bytes, 7);
  return idFromBytes(bytes);
}

/**
 * A UUIDv8 that follows from its parts: the first 128 bits of the SHA-256 over every part's length
 * (4 bytes, big-endian) and UTF-8 bytes, with the version and variant bits set. The lengths keep
 * ('a', 'bc') and ('ab', 'c') apart. The same file read on two devices so gives the same ids.
 *
 * @example nameBasedId('cdnow', 'customer', '00004') // always the same id
 */
export function nameBasedId(...parts: string[]): string {
  const encoded = parts.map(utf8ToBytes);
  const input = new Uint8Array(encoded.reduce((size, part) => size + 4 + part.length, 0));
  const view = new DataView(input.buffer);
  let position = 0;
  for (const part of encoded) {
    view.setUint32(position, part.length);
    input.set(part, position + 4);
    position += 4 + part.length;
  }
  const bytes = sha256(input).slice(0, 16);
  setVersion(bytes, 8);
  return idFromBytes(bytes);
}

function setVersion(bytes: Uint8Array, version: 7 | 8): void {
  bytes[6] = (version << 4) | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
}

/**
 * Whether the text is an id as this program writes it: UUID version 7 or 8, lower-case hex.
 *
 * @example isId('01990000-0000-7abc-8def-0123456789ab') // true
 */
export function isId(text: string): boolean {
  return ID.test(text);
}

/**
 * The 16 bytes of an id. Throws when isId is false.
 *
 * @example idBytes('01990000-0000-7abc-8def-0123456789ab')[0] // 0x01
 */
export function idBytes(id: string): Uint8Array {
  if (!isId(id)) throw new RangeError(`not an id: ${id}`);
  const bytes = new Uint8Array(16);
  let position = 0;
  for (let i = 0; i < 16; i += 1) {
    bytes[i] = (nibbleAt(id, position) << 4) | nibbleAt(id, position + 1);
    position += DASH_AFTER.has(i) ? 3 : 2;
  }
  return bytes;
}

/** The lower-case hex digit at the index as a number. */
function nibbleAt(id: string, index: number): number {
  const code = id.charCodeAt(index);
  return code < 58 ? code - 48 : code - 87;
}

/**
 * The id held in 16 bytes from `offset` on. Throws when fewer are left.
 *
 * @example idFromBytes(idBytes(id)) // id
 */
export function idFromBytes(bytes: Uint8Array, offset = 0): string {
  if (offset < 0 || offset + 16 > bytes.length) throw new RangeError('fewer than 16 bytes are left');
  let text = '';
  for (let i = 0; i < 16; i += 1) {
    text += HEX[bytes[offset + i] ?? 0];
    if (DASH_AFTER.has(i)) text += '-';
  }
  return text;
}
