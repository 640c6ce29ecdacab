/** Looking for words of a person in bytes, in every form in which a program may have written them. */
import { digitsOf, fold } from '../../domain/values/text.ts';

/** What is looked for, by the name under which it is reported: a report that says it would be a trace itself. */
export type Needles = Readonly<Record<string, string>>;

/** Shorter runs of digits stand everywhere by chance. */
const fewestDigits = 7;

export interface Search {
  /** Names of the needles that some bytes hold. */
  in(bytes: Uint8Array): string[];
}

/**
 * Finds each needle as it is written, folded as search texts are, in capitals, and the digits of a phone number, each in the encodings
 * of databases and browsers.
 *
 * @example searchFor({ name: 'Żaneta' }).in(Buffer.from('zaneta', 'utf16le'))  // ['name']
 */
export function searchFor(needles: Needles): Search {
  const patterns = Object.entries(needles).map(([name, needle]) => ({ name, forms: formsOf(needle) }));
  return {
    in(bytes) {
      const text = comparable(bytes);
      return patterns
        .filter(({ forms }) => forms.some((form) => text.includes(form)))
        .map(({ name }) => name);
    },
  };
}

/** One character for each byte, the letters of Latin-1 in lower case. */
const comparable = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').toLowerCase();

function formsOf(needle: string): string[] {
  const digits = digitsOf(needle);
  const isPhone = digits.length >= fewestDigits && /^[\d\s()+\-./]+$/.test(needle);
  const texts = new Set([needle, needle.toLowerCase(), needle.toUpperCase(), fold(needle)]);
  // A number is kept as it was typed and with the code of its country, which begins differently.
  if (isPhone) texts.add(digits).add(digits.slice(-fewestDigits));
  return [...new Set([...texts].flatMap(encodings))];
}

function encodings(text: string): string[] {
  const wide = Buffer.from(text, 'utf16le');
  const isLatin = [...text].every((letter) => letter.charCodeAt(0) < 256);
  const forms = [Buffer.from(text, 'utf8'), wide, Buffer.from(wide).swap16()];
  if (isLatin) forms.push(Buffer.from(text, 'latin1'));
  return forms.map(comparable);
}
