/** How the phone numbers and e-mail addresses of two records agree. */
import { digitsOf } from '../values/text.ts';
import { editsBetween } from './edits.ts';

export type ContactReason =
  | 'same_phone'
  | 'similar_phone'
  | 'other_phone'
  | 'same_email'
  | 'similar_email'
  | 'other_email';

interface Agreement<Code> {
  readonly code: Code;
  /** What both have, in the form by which its holders are counted. */
  readonly contact: string;
}

interface EmailAgreement extends Agreement<'same_email' | 'similar_email' | 'other_email'> {
  /** They have a number in common that namesakes would not have chosen both. */
  readonly isTelling: boolean;
}

/** Numbers with fewer digits are extensions, or half of a number. */
const fewestDigits = 7;

/** The digits by which holders of a number are found, however much of country and area is written. */
export function phoneTail(phone: string): string | undefined {
  return phone.length >= fewestDigits ? phone.slice(-fewestDigits) : undefined;
}

/** Undefined where one of the two has no number: that says nothing. */
export function comparePhones(
  a: readonly string[],
  b: readonly string[],
): Agreement<'same_phone' | 'similar_phone' | 'other_phone'> | undefined {
  const pairs = a.flatMap((one) => b.map((two): [string, string] => [one, two]));
  if (pairs.length === 0) return undefined;
  const same = pairs.find(([one, two]) => isSamePhone(one, two));
  if (same) return { code: 'same_phone', contact: same[0].slice(-fewestDigits) };
  const isSimilar = pairs.some(([one, two]) => isSimilarPhone(one, two));
  return { code: isSimilar ? 'similar_phone' : 'other_phone', contact: '' };
}

/** A national number is the end of the international one. */
function isSamePhone(a: string, b: string): boolean {
  if (a.startsWith('+') && b.startsWith('+')) return a === b;
  const [one, two] = [a.replace('+', ''), b.replace('+', '')];
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  return short.length >= fewestDigits && long.endsWith(short);
}

/** One digit wrong, missing or swapped in the part that both have written. */
function isSimilarPhone(a: string, b: string): boolean {
  const compared = Math.min(9, a.length, b.length);
  if (compared <= fewestDigits) return false;
  return editsBetween(a.slice(-compared), b.slice(-compared), 1) !== undefined;
}

/** Undefined where one of the two has no address. */
export function compareEmails(a: readonly string[], b: readonly string[]): EmailAgreement | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  const same = a.find((one) => b.includes(one));
  if (same !== undefined) return { code: 'same_email', contact: same, isTelling: true };
  const similar = a.find((one) => b.some((two) => isSimilarEmail(one, two)));
  if (similar === undefined) return { code: 'other_email', contact: '', isTelling: false };
  return { code: 'similar_email', contact: '', isTelling: digitsOf(similar).length > 1 };
}

/** emma.carter1@ and emma.carter2@ are two people; another letter is a slip. */
function isSimilarEmail(a: string, b: string): boolean {
  return digitsOf(a) === digitsOf(b) && editsBetween(a, b, 1) !== undefined;
}
