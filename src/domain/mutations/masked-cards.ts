/** Card numbers in what mutations bear (rule A5): refused in an intent, masked in a fact and in what could not be read. */
import { findCardNumbers, maskCardNumbers } from '../values/card-number.ts';
import { isId } from '../values/ids.ts';

/** Codes and numbers that are no free text; one in ten of them looks like the number of a card. */
const codes: ReadonlySet<string> = new Set([
  'sku',
  'barcodes',
  'number',
  'externalId',
  'linkedUserId',
  'taxNumber',
  'phones',
  'hash',
  'previousHash',
  'salt',
  'rate',
]);
const shortestCardNumber = 12;

/**
 * The same value with all but the last four digits of card numbers in its texts masked.
 *
 * @example withMaskedCards({ name: 'Ada 4111 1111 1111 1111' }) // { name: 'Ada •••• •••• •••• 1111' }
 */
export function withMaskedCards(value: unknown): unknown {
  if (typeof value === 'string') return isId(value) ? value : maskCardNumbers(value);
  if (Array.isArray(value)) return value.map(withMaskedCards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, codes.has(field) ? inner : withMaskedCards(inner)]),
  );
}

/**
 * Where the first card number stands in the free texts of some arguments, or null.
 *
 * @example cardNumberPath({ fields: { name: 'Ada 4111 1111 1111 1111' } }) // ['fields', 'name']
 */
export function cardNumberPath(value: unknown): (string | number)[] | null {
  if (typeof value === 'string') return holdsCardNumber(value) ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  const isList = Array.isArray(value);
  for (const [field, inner] of Object.entries(value)) {
    const path = codes.has(field) ? null : cardNumberPath(inner);
    if (path) return [isList ? Number(field) : field, ...path];
  }
  return null;
}

/** Imports bring millions of texts; those too short for a card number are told at once. */
function holdsCardNumber(text: string): boolean {
  return text.length >= shortestCardNumber && !isId(text) && findCardNumbers(text).length > 0;
}
