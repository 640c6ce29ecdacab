/** What a person typed into a search field, as words that must all occur. */
import { isPlausiblePhone } from '../../domain/values/phone.ts';
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

/** So many digits are a phone number as a whole, however they are grouped. */
const wholeNumber = 7;
/** The end of a number that a trunk zero or the code of a country does not reach. */
const endOfNumber = 9;

/**
 * The words of a query for customers. A phone number is one word, found as it is written here or as one says it abroad.
 *
 * @example customerWords('020 7946 0958')  // [['020 7946 0958', '02079460958', '2079460958', '079460958']]
 */
export function customerWords(query: string): SearchWord[] {
  const digits = digitsOf(query);
  if (digits.length < wholeNumber || !isPlausiblePhone(query)) return searchWords(query);
  const isPrefixed = /^\s*[+0]/.test(query) && digits.length > endOfNumber;
  const forms = [
    fold(query),
    digits,
    digits.replace(/^0+/, ''),
    isPrefixed ? digits.slice(-endOfNumber) : digits,
  ];
  return [[...new Set(forms)].filter((form) => form !== '')];
}

/** Whether all words occur in a folded text. */
export function allOccur(words: readonly SearchWord[], text: string): boolean {
  return words.every((forms) => forms.some((form) => text.includes(form)));
}
