/** One-time codes with which a device joins a shop: short enough to type, and of no use after an hour. */
import { hashOf } from './tokens.ts';

/** Crockford's alphabet: no letter that is read as a digit or as another letter. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;
const group = 5;

export const enrolCodeLivesMs = 60 * 60_000;

/**
 * A new code of 50 random bits.
 *
 * @example newEnrolCode(randomBytes) // 'Q7M2D-9TKXA'
 */
export function newEnrolCode(randomBytes: (count: number) => Uint8Array): string {
  const letters = [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `${letters.slice(0, group)}-${letters.slice(group)}`;
}

/** The hash of a code as typed: case, blanks and dashes do not matter, and O, I and L are read as digits. */
export function enrolCodeHash(typed: string): string {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return hashOf(code);
}
