/** How the device stands to the server, told from what the loop knows: pure. */
import type { ErrorCode } from '../../domain/errors.ts';
import type { SyncState, SyncStatus } from '../app/services.ts';
import { unsentCount } from '../outbox/entries-to-send.ts';
import type { LogState } from '../outbox/log-database.ts';

export interface SyncFacts {
  /** How the log stands. */
  readonly log: LogState;
  /** Why the server refuses this device; null = it does not. */
  readonly denied: ErrorCode | null;
  /** The server shows more than this build can read: it must be updated (rule X5). */
  readonly isOutdated: boolean;
  /** Whether the last request was answered; null before the first. */
  readonly reached: boolean | null;
  readonly pending: number;
  readonly oldestPendingAt: number | null;
  readonly problems: number;
  readonly lastSyncedAt: number | null;
  /** Share of the first sync that is done, 0–1; null when it is over. */
  readonly loading: number | null;
  /** Share of what a restored server lacks that was given back; null while none does. */
  readonly givenBack: number | null;
  /** Changes that a restored server had before and is sent again. */
  readonly resending: number;
  readonly restartedAt: number | null;
  readonly silentSince: number | null;
  readonly tries: number;
  readonly nextTryAt: number | null;
}

export function syncStatusOf(facts: SyncFacts): SyncStatus {
  const { shutOut, nature, shopName } = facts.log;
  const isLocal = nature !== 'connected';
  return {
    state: stateOf(facts),
    // Nothing of a shop without a server waits to be sent.
    pending: isLocal ? 0 : facts.pending,
    oldestPendingAt: isLocal ? null : facts.oldestPendingAt,
    problems: facts.problems,
    lastSyncedAt: facts.lastSyncedAt,
    loading: facts.loading,
    givenBack: facts.givenBack,
    resending: facts.resending,
    restartedAt: facts.restartedAt,
    silentSince: facts.silentSince,
    tries: facts.tries,
    nextTryAt: facts.nextTryAt,
    denied: facts.denied,
    shutOut: shutOut ? { shopName, left: unsentCount(facts.log), ...shutOut } : null,
  };
}

function stateOf(facts: SyncFacts): SyncState {
  const { log, denied, isOutdated, reached, pending, lastSyncedAt, loading, givenBack } = facts;
  if (log.nature !== 'connected') return 'local';
  if (denied !== null) return 'attention';
  // Until the server has answered since the app was opened, nobody knows whether this device is up to date.
  if (reached !== true) return 'offline';
  if (isOutdated) return 'outdated';
  if (givenBack !== null) return 'restoring';
  if (loading !== null) return 'receiving';
  if (pending > 0) return 'sending';
  return lastSyncedAt === null ? 'offline' : 'synced';
}
