/** Arguments of pending intents, as they lie in the replica and as they run (rules F3, E3). */
import { saysOfPeople } from '../outbox/stored-args.ts';
import { isSealed } from './codec.ts';
import type { Effects } from './effects.ts';
import type { PendingIntent, ReplicaDatabase } from './replica-database.ts';

/** A pending intent whose arguments were not sealed. */
export type OpenIntent = Omit<PendingIntent, 'touched' | 'written'>;

export function sealIntent(
  { codec }: ReplicaDatabase,
  { keyGeneration }: Pick<Effects, 'keyGeneration'>,
  intent: OpenIntent,
): OpenIntent {
  const { mutationId, name, args } = intent;
  if (!saysOfPeople(name, args)) return intent;
  return { ...intent, args: codec.sealText('replica', keyGeneration, mutationId, JSON.stringify(args)) };
}

/** One whose key was destroyed says nothing any more. */
export function openIntent<Intent extends OpenIntent>(
  { codec }: Pick<ReplicaDatabase, 'codec'>,
  stored: Intent,
): Intent {
  if (!isSealed(stored.args)) return stored;
  const text = codec.openText('replica', stored.mutationId, stored.args);
  return text === null
    ? { ...stored, args: {}, erased: stored.erased ?? {} }
    : { ...stored, args: JSON.parse(text) };
}
