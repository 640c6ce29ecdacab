/** What a person typed into a search field, as words that must all occur. */
import { digitsOf, fold } from '../../domain/values/text.ts';

/**
 * One word of a query: any of its forms may occur. A word that looks like a part of a phone number also matches by its digits, so
 * that "7946-0958" finds "79460958".
 */
export type SearchWord = readonly string[];

const phonePart = /^[+()./#-]*\d[\d+()./#-]*$/;

/**
 * The words of a query, folded as the texts are, the longest first: it is the rarest and is looked for first.
 *
 * @example searchWords('Zoë  +44-20')  // [['+44-20', '4420'], ['zoe']]
 */
export function searchWords(query: string): SearchWord[] {
  const words = [...new Set(fold(query).split(' '))].filter((word) => word !== '');
  return words
    .map((word) => {
      const digits = phonePart.test(word) ? digitsOf(word) : '';
      return digits !== '' && digits !== word ? [word, digits] : [word];
    })
    .sort((a, b) => (b[0] as string).length - (a[0] as string).length);
}

/** Whether all words occur in a folded text. */
export function allOccur(words: readonly SearchWord[], text: string): boolean {
  return words.every((forms) => forms.some((form) => text.includes(form)));
}
