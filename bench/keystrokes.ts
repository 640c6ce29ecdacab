/** What people type when they look for a customer, and whom it means: by plain comparison of each customer with each word. */
import type { Customer } from '../src/domain/model/customer.ts';
import { fold } from '../src/domain/values/text.ts';

export const typingKinds = ['prefix', 'infix', 'two words', 'digits'] as const;
export type TypingKind = (typeof typingKinds)[number];

/** A found customer is shown after two characters. */
const fewestCharacters = 2;
const mostCharacters = 8;

/** Everything that a customer is found by, each field folded. */
export function searchedFields(customer: Customer): string[] {
  return [
    fold(customer.name),
    fold(`${customer.firstName ?? ''} ${customer.lastName ?? ''}`),
    ...customer.phones.flatMap(({ digits, e164 }) => [digits, e164?.slice(1) ?? '']),
    ...customer.emails.map(fold),
    fold(customer.externalId ?? ''),
  ].filter((field) => field !== '');
}

/** The words of which the keystrokes of each kind are beginnings; null where the customer has no such word. */
function typedText({ firstName, lastName, phones }: Customer, kind: TypingKind): string | null {
  const [first, last] = [fold(firstName ?? ''), fold(lastName ?? '')];
  if (kind === 'prefix') return first || null;
  if (kind === 'infix') return last.length > 3 ? last.slice(1) : null;
  if (kind === 'two words') return first !== '' && last !== '' ? `${first} ${last}` : null;
  return phones[0] ? phones[0].digits.slice(3) : null;
}

/** The queries that arise while somebody types what they know of a customer, one keystroke after the other. */
export function keystrokes(customer: Customer, kind: TypingKind): string[] {
  const text = typedText(customer, kind);
  if (text === null) return [];
  const start = kind === 'two words' ? text.indexOf(' ') + 1 : 0;
  const shortest = start + fewestCharacters;
  const longest = Math.min(text.length, start + mostCharacters);
  const count = Math.max(0, longest - shortest + 1);
  return Array.from({ length: count }, (_, index) => text.slice(0, shortest + index));
}

/** Ids of the customers who hold every word of a query somewhere. */
export function customersMeant(query: string, fieldsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const words = query.split(' ').filter((word) => word !== '');
  const found = new Set<string>();
  for (const [id, fields] of fieldsOf) {
    if (words.every((word) => fields.some((field) => field.includes(word)))) found.add(id);
  }
  return found;
}
