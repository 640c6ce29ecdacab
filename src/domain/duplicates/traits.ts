/** What two records of a customer are compared by: the words of the names, phone numbers and e-mail addresses. */
import type { CustomerFields } from '../model/customer.ts';
import { foldEmail } from '../values/email.ts';
import { digitsOf, fold } from '../values/text.ts';

export interface Traits {
  /** Each name as its folded words. A merged customer has several. */
  readonly names: readonly (readonly string[])[];
  /** Digits without the zeros before them; with a + where the country is known. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** More words than these no name is compared by. */
const mostWords = 6;

/** An apostrophe joins the parts of a name, everything else that is no letter or digit parts them. */
const apostrophe = /['’ʼ`´]/g;
const betweenWords = /[^\p{L}\p{M}\p{N}]+/u;

/**
 * The words of a name, folded.
 *
 * @example wordsOf('Siân O’Brien-Prys') // ['sian', 'obrien', 'prys']
 */
function wordsOf(name: string): string[] {
  const words = fold(name)
    .replace(apostrophe, '')
    .split(betweenWords)
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, mostWords);
}

/** The traits of names, phone numbers (international ones with their +) and e-mail addresses in any form. */
export function traitsOf(
  names: readonly string[],
  phones: readonly string[],
  emails: readonly string[],
): Traits {
  const byWords = new Map<string, readonly string[]>();
  for (const words of names.map(wordsOf)) {
    const key = [...words].sort().join(' ');
    if (key !== '' && !byWords.has(key)) byWords.set(key, words);
  }
  return {
    names: [...byWords.values()],
    phones: distinct(phones.map(comparablePhone)),
    emails: distinct(emails.map(foldEmail)),
  };
}

/** The traits of a customer as stored or as typed. */
export function traitsOfFields(
  fields: Pick<CustomerFields, 'name' | 'firstName' | 'lastName' | 'phones' | 'emails'>,
): Traits {
  return traitsOf(
    [fields.name, `${fields.firstName ?? ''} ${fields.lastName ?? ''}`],
    fields.phones.map(({ e164, digits }) => e164 ?? digits),
    fields.emails,
  );
}

function comparablePhone(phone: string): string {
  const digits = digitsOf(phone).replace(/^0+/, '');
  return phone.startsWith('+') && digits !== '' ? `+${digits}` : digits;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
