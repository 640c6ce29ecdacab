import { useSyncExternalStore } from 'react';
import { SyncChipView, type SyncState } from '../components/SyncChipView.tsx';
import { paths } from './paths.ts';
import { type SyncStatus, useServices } from './services.ts';

/** How the device stands to the server, on every screen. */
export function SyncChip() {
  const { sync } = useServices();
  const status = useSyncExternalStore(sync.subscribe, sync.status);
  const state = stateOf(status);
  return state && <SyncChipView attention={attentionOf(status)} state={state} to={paths.sync.to()} />;
}

/** A session that the server refuses is one more thing for a person to look at. */
function attentionOf({ state, problems }: SyncStatus): number {
  return problems + (state === 'attention' ? 1 : 0);
}

function stateOf(status: SyncStatus): SyncState | null {
  const { state, pending, oldestPendingAt, lastSyncedAt, loading, givenBack } = status;
  switch (state) {
    case 'unknown':
      return null;
    case 'local':
      return { kind: 'local' };
    case 'receiving':
      return { kind: 'loading', percent: Math.floor((loading ?? 0) * 100) };
    case 'restoring':
      return { kind: 'restoring', percent: Math.floor((givenBack ?? 0) * 100) };
    case 'sending':
      return { kind: 'sending', count: pending, oldestAt: oldestPendingAt };
    case 'synced':
      return { kind: 'synced', at: lastSyncedAt };
    case 'outdated':
      return { kind: 'outdated', waiting: pending };
    case 'offline':
    case 'attention':
      return { kind: 'offline', waiting: pending, oldestAt: oldestPendingAt };
  }
}
