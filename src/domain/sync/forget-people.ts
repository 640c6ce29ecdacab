/** Taking the personal values of erased people out of entries of the log, whose hashes hold all the same (rules E2, E4). */
import * as z from 'zod/mini';
import { definitionOf, isMutationName } from '../mutations/registry.ts';
import { upcastArgs } from '../mutations/upcast.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { isId } from '../values/ids.ts';
import { commitmentsOf, type LogEntry } from './log-entry.ts';

type Forgettable = Pick<LogEntry, 'name' | 'version' | 'args' | 'erased' | 'salt'>;

/** What takes the place of an entry's arguments. */
export type Forgotten = Required<Pick<LogEntry, 'args' | 'erased'>>;

/**
 * The arguments of an entry without what they say about some people, and the commitments of the fields that were changed; null where
 * nothing is to be taken out.
 *
 * @example forgetPeople({ name: 'saveNote', args: { note: { customerId: anna, … } }, … }, new Set([anna]))
 *   // { args: {}, erased: { note: '3f0a…' } }
 */
export function forgetPeople(entry: Forgettable, ids: ReadonlySet<string>): Forgotten | null {
  if (!isMutationName(entry.name) || isForgotten(entry)) return null;
  const definition = definitionOf(entry.name);
  // Nothing is known of the arguments of a later build; it forgets by itself.
  const current = upcastArgs(definition, entry.version, entry.args);
  if (current === undefined || !definition.peopleIn) return null;
  const parsed = z.safeParse(definition.args, current);
  // Nobody can tell what a malformed change says of whom: one that names somebody says nothing any more. What may have happened stays.
  if (!parsed.success && (definition.nature === 'fact' || !namesOne(entry.args, ids))) return null;
  const people = parsed.success ? definition.peopleIn(parsed.data).filter((id) => ids.has(id)) : [];
  if (parsed.success && people.length === 0) return null;
  const isReadable = parsed.success && entry.version === definition.version;
  const args = (isReadable && definition.withoutPeople?.(parsed.data, new Set(people))) || {};
  const before = entry.args as Readonly<Record<string, unknown>>;
  const after = args as Readonly<Record<string, unknown>>;
  const commitments = commitmentsOf(entry);
  const textOf = (value: unknown) => (value === undefined ? undefined : canonicalJson(value));
  const changed = Object.keys(commitments).filter((field) => textOf(before[field]) !== textOf(after[field]));
  if (changed.length === 0) return null;
  return {
    args,
    erased: {
      ...entry.erased,
      ...Object.fromEntries(changed.map((field) => [field, commitments[field] as string])),
    },
  };
}

/** Whose personal values an entry may hold, as far as it can be read. */
export function peopleInEntry({
  name,
  version,
  args,
}: Pick<LogEntry, 'name' | 'version' | 'args'>): readonly string[] {
  if (!isMutationName(name)) return [];
  const definition = definitionOf(name);
  const parsed = z.safeParse(definition.args, upcastArgs(definition, version, args));
  return parsed.success ? (definition.peopleIn?.(parsed.data) ?? []) : idsIn(args);
}

function namesOne(args: unknown, ids: ReadonlySet<string>): boolean {
  return idsIn(args).some((id) => ids.has(id));
}

/** Every id that stands anywhere in some arguments. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/** Whether an entry says nothing any more: all of its arguments were about somebody who was erased. */
export function isForgotten({ args, erased }: Pick<LogEntry, 'args' | 'erased'>): boolean {
  return erased !== undefined && Object.keys(args as object).length === 0;
}
