/**
 * Figures that came with the snapshot may be ahead of the documents here (rule N3): what else has changed them here they may include
 * already. Those owners are counted from their documents, and the feed adds to that.
 */
import { countAgain } from '../../domain/metrics/write-sales.ts';
import type { ReplicaChange } from './change-replica.ts';
import type { ReplicaDatabase, ReplicaState } from './replica-database.ts';
import { replicaStore } from './replica-store.ts';

/** @param owners whose figures were written otherwise than by what the snapshot or the feed has brought */
export async function settleEarlyFigures(
  replica: ReplicaDatabase,
  { state: { snapshot, ahead = {} }, effects }: ReplicaChange,
  owners: Iterable<string>,
): Promise<Partial<Pick<ReplicaState, 'snapshot' | 'ahead'>>> {
  const early = [...owners].filter((owner) => (snapshot?.ahead ?? ahead)[owner] !== undefined);
  const owed = snapshot ? [...early, ...effects.moved] : early;
  if (owed.length === 0) return {};
  // While documents are on their way, it is done at their end.
  if (snapshot) return { snapshot: { ...snapshot, owed: [...new Set([...snapshot.owed, ...owed])] } };
  await countAgain(replicaStore(replica, effects), early);
  return { ahead: Object.fromEntries(Object.entries(ahead).filter(([owner]) => !early.includes(owner))) };
}
