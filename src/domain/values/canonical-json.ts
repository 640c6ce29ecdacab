/**
 * JSON with one possible text per value: keys sorted by UTF-16 code unit, no spaces. Equal values
 * so have equal hashes. Only plain objects, arrays, text, booleans, null and numbers (safe integers,
 * or finite fractions); anything else, undefined too, throws rather than being dropped silently.
 *
 * @example canonicalJson({ b: [1, null], a: 'x' }) // '{"a":"x","b":[1,null]}'
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return listText(value);
  if (isPlainObject(value)) return objectText(value);
  throw new TypeError(`no canonical JSON for a value of type ${typeof value}`);
}

/** Texts are joined as they come: for each row that a server sends, lists of them took half of the time. */
function listText(values: readonly unknown[]): string {
  let text = '';
  for (const value of values) text += `${text === '' ? '' : ','}${canonicalJson(value)}`;
  return `[${text}]`;
}

function objectText(value: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(value).sort())
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
  return `{${text}}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`no canonical JSON for ${value}`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new TypeError(`no canonical JSON for the unsafe integer ${value}`);
  }
  return String(value);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a worker's message, a test's sandbox) have a root prototype of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
