/**
 * What other systems may write in requests: fields in camelCase or under another name, enumerations in upper case. The
 * schemas behind know only one form, which is the one that is documented.
 */
import * as z from 'zod';

/**
 * The same schema, for a request whose fields are first brought into snake_case, at every depth, and then to their names here.
 *
 * @param aliases further names of fields by what they are called here; the name itself wins where both are given
 * @example acceptingNames(z.object({ type: z.string() }), { customer_type: 'type' }).parse({ customerType: 'vip' })  // { type: 'vip' }
 */
export function acceptingNames<Schema extends z.ZodType>(
  schema: Schema,
  aliases: Readonly<Record<string, string>> = {},
) {
  return z.preprocess((request) => {
    const fields = snakeCased(request);
    return isRecord(fields) ? withoutAliases(fields, aliases) : fields;
  }, schema);
}

/**
 * One of the values, in any case and with blanks or dashes for underscores.
 *
 * @param aliases other systems' words for some of the values
 * @example enumText(['walk_in', 'retail']).parse('WALK-IN')  // 'walk_in'
 */
export function enumText<const Values extends readonly string[]>(
  values: Values,
  aliases: Readonly<Record<string, Values[number]>> = {},
) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    const word = value.trim().toLowerCase().replace(/[\s-]/g, '_');
    return aliases[word] ?? word;
  }, z.enum(values));
}

/** `true` or `false` in an address. */
export const flagText = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

const snakeCase = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeCase(key), snakeCased(inner)]));
}

function withoutAliases(
  fields: Readonly<Record<string, unknown>>,
  aliases: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const named = { ...fields };
  for (const [alias, name] of Object.entries(aliases)) {
    if (named[alias] !== undefined && named[name] === undefined) named[name] = named[alias];
  }
  return named;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
