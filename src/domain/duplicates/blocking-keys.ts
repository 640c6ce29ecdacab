/**
 * Keys under which records are looked up that may be one person; those without a common key are never compared. A typo in one word,
 * swapped words and another way of writing a phone number leave a key in common.
 *
 * Two words with one letter wrong, missing, too many or swapped become equal when each loses a letter. So of each two words of a
 * name one is taken as it is and the other one with every letter left out in turn.
 */
import { phoneTail } from './contacts.ts';
import type { Traits } from './traits.ts';
import { hasDigit, isInitial } from './word-match.ts';

/** Of longer names the longest words are taken. */
const mostWords = 4;

/** The keys of a record, as numbers below 2^32; two keys may meet by chance, which costs a comparison. */
export function blockingKeys({ names, phones, emails }: Traits): number[] {
  const keys = new Set<number>();
  for (const contact of [...phones.flatMap((phone) => phoneTail(phone) ?? []), ...emails]) {
    keys.add(contactKey(contact));
  }
  for (const words of names) for (const text of nameTexts(words)) keys.add(hash(text));
  return [...keys];
}

/** The key of a phone number's tail or of an e-mail address. */
export function contactKey(contact: string): number {
  return hash(`=${contact}`);
}

function nameTexts(words: readonly string[]): string[] {
  const telling = words
    .filter((word) => !isInitial(word))
    .sort((a, b) => b.length - a.length)
    .slice(0, mostWords);
  const [first, ...others] = telling;
  if (first !== undefined && others.length === 0) return shortened(first);
  const together = telling.flatMap((word) =>
    telling.flatMap((other) => (word === other ? [] : shortened(other).map((form) => `${word} ${form}`))),
  );
  // "A. Otieno" has no two words; a rare one leads to "Amina Otieno" by itself.
  return [...telling, ...together];
}

/** The word, and the word without each of its letters; numbers and short words stay as they are. */
function shortened(word: string): string[] {
  if (word.length < 4 || hasDigit(word)) return [word];
  const forms = Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
  return [word, ...forms];
}

/** FNV-1a over the text's code units: quick, and no more than a bucket. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
