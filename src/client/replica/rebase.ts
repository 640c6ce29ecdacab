/**
 * Which pending intents run again when rows come in (rule F3). After a month offline there are thousands, and nearly all of them have
 * nothing to do with what comes: those stay as they are.
 */
import type { PendingIntent } from './replica-database.ts';

type Looked = Pick<PendingIntent, 'mutationId' | 'touched' | 'written'>;

/** What it has changed; an older build noted only what it has touched. */
export const writtenBy = ({ touched, written = touched }: Looked): readonly string[] => written;

function byKey<T extends Looked>(
  pending: readonly T[],
  keysOf: (intent: T) => readonly string[],
): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const intent of pending) {
    for (const key of keysOf(intent)) {
      const known = found.get(key);
      if (known) known.push(intent);
      else found.set(key, [intent]);
    }
  }
  return found;
}

/**
 * The intents to take back, in their order: those that end or have touched what comes in; whoever has touched what one of these has
 * written, since that is taken back; and whoever has written what one of these has touched, since it runs again and must not see
 * what came after it.
 *
 * @param pending in the order in which they were made
 * @param ended ids of the mutations that the server has decided on
 * @param met what comes in, see `touched-rows.ts`
 */
export function intentsToTakeBack<T extends Looked>(
  pending: readonly T[],
  ended: ReadonlySet<string>,
  met: ReadonlySet<string>,
): T[] {
  const isMet = ({ mutationId, touched }: T) => ended.has(mutationId) || touched.some((key) => met.has(key));
  const taken = new Set(pending.filter(isMet));
  if (taken.size === 0 || taken.size === pending.length) return [...taken];
  const touching = byKey(pending, ({ touched }) => touched);
  const writing = byKey(pending, writtenBy);
  // A set hands out what is added to it while it is gone through.
  for (const intent of taken) {
    for (const key of writtenBy(intent)) for (const other of touching.get(key) ?? []) taken.add(other);
    for (const key of intent.touched) for (const other of writing.get(key) ?? []) taken.add(other);
  }
  return pending.filter((intent) => taken.has(intent));
}
