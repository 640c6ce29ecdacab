/** The fields of mutations by the names that requests have for them. */
import type { Refusal } from '../../domain/errors.ts';

/** Arguments that hold the fields of a request as a whole. */
const wrappers: ReadonlySet<string | number> = new Set([
  'fields',
  'changes',
  'sale',
  'note',
  'address',
  'paymentMethod',
  'communication',
  'consent',
]);
/** Fields that requests call otherwise than by their name in snake_case. */
const otherNames: Readonly<Record<string, string>> = {
  type: 'customer_type',
  linkedUserId: 'user_id',
  creditLimitMinor: 'credit_limit',
  tenders: 'payments',
  text: 'content',
  street: 'address_line1',
  region: 'state',
  businessDate: 'occurred_at',
};

/**
 * The refusal of a mutation as one of the request that led to it.
 *
 * @example inNamesOfTheApi({ code: 'external_id_taken', path: ['fields', 'externalId'] }).path  // ['external_id']
 */
export function inNamesOfTheApi(refusal: Refusal): Refusal {
  if (!refusal.path) return refusal;
  const [first, ...rest] = refusal.path;
  const path = first !== undefined && wrappers.has(first) ? rest : refusal.path;
  return {
    ...refusal,
    path: path.map((part) => (typeof part === 'number' ? part : (otherNames[part] ?? snakeCase(part)))),
  };
}

function snakeCase(field: string): string {
  return field.replace(/(?:Minor|Milli)$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
