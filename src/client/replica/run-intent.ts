/** Running a pending intent on the replica, first by the drain and again by every rebase (rules W4, F3). */

import { type MutationContext, type MutationResult, refuse } from '../../domain/mutations/mutation.ts';
import { raiseAttention } from '../../domain/mutations/needs-attention.ts';
import { applyMutation, definitionOf, isMutationName } from '../../domain/mutations/registry.ts';
import { upcastArgs } from '../../domain/mutations/upcast.ts';
import { isForgotten } from '../../domain/sync/forget-people.ts';
import { type Effects, write } from './effects.ts';
import { movingStore } from './moved-figures.ts';
import { type OpenIntent, sealIntent } from './pending-args.ts';
import type { PendingIntent, ReplicaDatabase } from './replica-database.ts';
import { replicaStore } from './replica-store.ts';
import { imagingStore } from './server-images.ts';
import { notingStore } from './touched-rows.ts';

/** Whether a mutation of the log is an intent; one of a newer build, unknown here, is kept as such. */
export function isIntent(name: string): boolean {
  return !isMutationName(name) || definitionOf(name).nature === 'intent';
}

export function contextOf(
  intent: Pick<PendingIntent, 'mutationId' | 'actorId' | 'deviceId' | 'at' | 'supersedes'>,
): MutationContext {
  const { mutationId, actorId, deviceId, at, supersedes = null } = intent;
  return { mutationId, actorId, deviceId, at, supersedes };
}

/**
 * Runs an intent and keeps it in `pending` with what it touched. Where it does not hold it has written nothing and is put before
 * a person; the next rebase takes that back, as everything that it wrote.
 */
export async function runIntent(
  replica: ReplicaDatabase,
  effects: Effects,
  intent: OpenIntent,
): Promise<void> {
  const touched = new Set<string>();
  const written = new Set<string>();
  const store = notingStore(
    imagingStore(replica, effects, replicaStore(replica, effects), intent.mutationId, written),
    touched,
  );
  const { name, at, args } = intent;
  const current = isMutationName(name) ? upcastArgs(definitionOf(name), intent.version, args) : undefined;
  const result: MutationResult = isForgotten({ args, erased: intent.erased })
    ? refuse('customer_erased')
    : isMutationName(name) && current !== undefined
      ? await applyMutation(store, name, current, contextOf(intent), movingStore(replica, effects))
      : refuse('unknown_mutation');
  if (!result.ok) {
    const refused = { mutationName: name, args, outcome: 'refused', isFact: false, deps: [] } as const;
    await raiseAttention(store, { ...refused, ...result.refusal, raisedAt: at }, contextOf(intent));
  }
  const stored = sealIntent(replica, effects, intent);
  write(effects, () => replica.pending.put({ ...stored, touched: [...touched], written: [...written] }));
  effects.changed = true;
}
