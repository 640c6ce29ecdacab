import type { Customer } from '../../../domain/model/customer.ts';
import type { DirectoryRow } from '../../app/services.ts';

/** More words would find half of the shop. */
const mostTexts = 6;

/**
 * What to search for to find the same person under another name: phones and e-mails, the whole name, then its last and first
 * word.
 *
 * @example suggestionTexts(amina)  // ['254712345018', 'amina.o@example.co.ke', 'Amina Wanjiru Otieno', 'Otieno', 'Amina']
 */
export function suggestionTexts({ name, phones, emails }: Customer): string[] {
  const words = name.split(/\s+/).filter((word) => word.length > 2);
  const texts = [...phones.map(({ digits }) => digits), ...emails, name, words.at(-1), words[0]];
  return [...new Set(texts.filter((text) => text !== undefined))]
    .filter((text) => text !== '')
    .slice(0, mostTexts);
}

/** Joins what the searches found, the surest first, each customer once, and not the one that is looked for. */
export function joinSuggestions(
  found: readonly (readonly DirectoryRow[])[],
  ownId: string,
  most: number,
): DirectoryRow[] {
  const byId = new Map<string, DirectoryRow>();
  for (const row of found.flat())
    if (row.customerId !== ownId && !byId.has(row.customerId)) byId.set(row.customerId, row);
  return [...byId.values()].slice(0, most);
}
