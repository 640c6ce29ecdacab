import { digitsOf } from './text.ts';

/** A phone number as given, its digits for search, and its international form where known. */
export interface NormalizedPhone {
  raw: string;
  digits: string;
  e164: string | null;
}

const INTERNATIONAL_PREFIX = /^\(?\s*(?:\+|00)/;

/**
 * Keeps the number as given and adds its digits and, when it starts with + or 00 and has 8 to 15
 * digits after it, its E.164 form. There an extension (after x or #) and a trunk zero in brackets do
 * not count. A national number has no E.164 form: the country is not guessed.
 *
 * @example normalizePhone('+44 (0)20 7946 0958').e164 // '+442079460958'
 */
export function normalizePhone(raw: string): NormalizedPhone {
  return { raw, digits: digitsOf(raw), e164: e164Of(raw.normalize('NFKC').trim()) };
}

function e164Of(text: string): string | null {
  if (!INTERNATIONAL_PREFIX.test(text)) return null;
  const withoutPrefix = text.replace(INTERNATIONAL_PREFIX, '').replace(/[x#].*$/is, '');
  const digits = digitsOf(withoutPrefix.replace('(0)', ''));
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null;
}

/**
 * Whether the text could be a phone number: 5 to 20 digits, and nothing but digits, spaces and
 * ( ) + - . / x #.
 *
 * @example isPlausiblePhone('020 7946 0958') // true; 'call me' is false
 */
export function isPlausiblePhone(raw: string): boolean {
  if (!/^[\p{Nd}\s()+\-./x#]+$/iu.test(raw)) return false;
  const { length } = digitsOf(raw);
  return length >= 5 && length <= 20;
}
