import { expect, it } from 'vitest';
import { type SyncFacts, syncStatusOf } from './sync-status.ts';

const upToDate: SyncFacts = {
  nature: 'connected',
  isDenied: false,
  isOutdated: false,
  reached: true,
  pending: 0,
  oldestPendingAt: null,
  problems: 0,
  lastSyncedAt: 1,
  loading: null,
  givenBack: null,
  resending: 0,
  restartedAt: null,
  silentSince: null,
  tries: 0,
  nextTryAt: null,
};

it.each([
  ['synced', {}],
  ['offline', { reached: null, lastSyncedAt: null }],
  ['offline', { lastSyncedAt: null }],
  ['offline', { reached: false, pending: 3 }],
  ['sending', { pending: 3 }],
  ['receiving', { loading: 0.5, pending: 3 }],
  ['attention', { isDenied: true, reached: true }],
  ['outdated', { isOutdated: true, pending: 3 }],
  ['offline', { isOutdated: true, reached: false }],
  ['local', { nature: 'demo', reached: null }],
] as const)('says %s for %o', (state, change) => {
  expect(syncStatusOf({ ...upToDate, ...change }).state).toBe(state);
});

it('[X7] counts nothing as waiting in a shop without a server', () => {
  const status = syncStatusOf({ ...upToDate, nature: 'local', pending: 9, oldestPendingAt: 5 });
  expect(status).toMatchObject({ pending: 0, oldestPendingAt: null });
});
