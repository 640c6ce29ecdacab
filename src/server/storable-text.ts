/** What cannot be stored is refused before it comes to a database: U+0000, which PostgreSQL refuses, and what nests without end. */

/**
 * Whether any text in a value that came as JSON, names of fields included, holds U+0000.
 *
 * @example holdsNul({ name: 'A', tags: ['b\u0000'] }) // true
 */
export function holdsNul(value: unknown): boolean {
  return holdsText(value, (text) => text.includes('\0'));
}

/**
 * Whether any text holds half a character: one half of a surrogate pair, as cutting a text leaves it. Databases replace it, so it
 * does not read back as it was written.
 */
export function holdsHalfCharacter(value: unknown): boolean {
  return holdsText(value, (text) => !text.isWellFormed());
}

function holdsText(value: unknown, isMeant: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isMeant(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => isMeant(key) || holdsText(inner, isMeant));
}

/** The same value with U+FFFD in the place of every half character. */
export function withWholeCharacters(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(withWholeCharacters);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field.toWellFormed(), withWholeCharacters(inner)]),
  );
}

/** So many levels of objects and lists may stand in each other; messages have a tenth of it. */
const deepestLevel = 64;

/** Whether a value that came as JSON nests deeper than anything we know: what walks through it would run out of stack. */
export function nestsTooDeeply(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestLevel) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
