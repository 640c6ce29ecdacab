/** Taking the personal values of erased people out of entries of the log, whose hashes hold all the same (rules E2, E4). */
import { definitionOf, isMutationName } from '../mutations/registry.ts';
import { upcastArgs } from '../mutations/upcast.ts';
import { canonicalJson } from '../values/canonical-json.ts';
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
  const people = definition.peopleIn(current).filter((id) => ids.has(id));
  if (people.length === 0) return null;
  const isOfToday = entry.version === definition.version;
  const args = (isOfToday && definition.withoutPeople?.(current, new Set(people))) || {};
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

/** Whether an entry says nothing any more: all of its arguments were about somebody who was erased. */
export function isForgotten({ args, erased }: Pick<LogEntry, 'args' | 'erased'>): boolean {
  return erased !== undefined && Object.keys(args as object).length === 0;
}
