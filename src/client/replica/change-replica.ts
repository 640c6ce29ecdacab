/** One transaction over the replica: what it derives, notes and counts is written with it or not at all. */
import { type Effects, noEffects, write } from './effects.ts';
import type { ReplicaDatabase, ReplicaState } from './replica-database.ts';

export interface ReplicaChange {
  /** The state when the transaction began. */
  readonly state: ReplicaState;
  readonly effects: Effects;
  /** Fields of the state to write with the transaction. */
  readonly advance: (
    fields: Partial<
      Pick<
        ReplicaState,
        | 'generation'
        | 'applied'
        | 'confirmed'
        | 'feed'
        | 'completeSince'
        | 'snapshot'
        | 'ahead'
        | 'givingBack'
        | 'scope'
        | 'keyGeneration'
      >
    >,
  ) => void;
}

/** The state of a replica that was set up; one without is a bug. */
export async function replicaStateOf(replica: ReplicaDatabase): Promise<ReplicaState> {
  const state = await replica.meta.get('state');
  if (!state) throw new Error('This replica was never set up.');
  return state;
}

/** Runs the work in one read-write transaction. Inside it nothing but the replica may be awaited (rule W3). */
export async function changeReplica<T>(
  replica: ReplicaDatabase,
  work: (change: ReplicaChange) => Promise<T>,
): Promise<T> {
  let effects: Effects | undefined;
  try {
    return await replica.transaction('rw', replica.tables, async (transaction) => {
      const state = await replicaStateOf(replica);
      effects = noEffects(transaction, state.keyGeneration ?? 0);
      let next = state;
      const advance = (fields: Partial<ReplicaState>) => {
        next = { ...next, ...fields };
      };
      const result = await work({ state, effects, advance });
      if (effects.changed) advance({ dataRevision: state.dataRevision + 1 });
      if (effects.dirtyCustomers.size > 0) {
        const customerIds = [...effects.dirtyCustomers];
        write(effects, () => replica.dirtyCustomers.add({ revision: next.dataRevision, customerIds }));
      }
      if (next !== state) write(effects, () => replica.meta.put(next));
      await Promise.all(effects.writes);
      return result;
    });
  } catch (error) {
    // A failed write ends the transaction, and whatever asks next only hears that it has ended.
    throw effects?.failure ?? error;
  }
}
