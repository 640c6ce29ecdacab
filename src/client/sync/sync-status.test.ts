import { expect, it } from 'vitest';
import { id } from '../../domain/testing/build.ts';
import type { LogState } from '../outbox/log-database.ts';
import { type SyncFacts, syncStatusOf } from './sync-status.ts';

const log: LogState = {
  key: 'log',
  tenantId: id('tenant'),
  shopName: 'Corner House',
  nature: 'connected',
  deviceId: id('device'),
  actorId: id('owner'),
  incarnation: id('incarnation'),
  nextSeq: 10,
  lastChain: '',
  receiptCode: 'B2',
  series: 'A',
  nextReceipt: 1,
  epoch: 'first',
  estimatedOffsetMs: 0,
  acknowledgedSeq: 7,
  retainedSeq: 4,
};

const upToDate: SyncFacts = {
  log,
  denied: null,
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
  ['attention', { denied: 'session_expired', reached: true }],
  ['outdated', { isOutdated: true, pending: 3 }],
  ['offline', { isOutdated: true, reached: false }],
  ['local', { log: { ...log, nature: 'demo' }, reached: null }],
] as const)('says %s for %o', (state, change) => {
  expect(syncStatusOf({ ...upToDate, ...change }).state).toBe(state);
});

it('[X7] counts nothing as waiting in a shop without a server', () => {
  const status = syncStatusOf({
    ...upToDate,
    log: { ...log, nature: 'local' },
    pending: 9,
    oldestPendingAt: 5,
  });
  expect(status).toMatchObject({ pending: 0, oldestPendingAt: null });
});

it('[K1] tells a device that was shut out what it still has to hand in', () => {
  const shutOut = { handedIn: 3, isOver: false };
  expect(syncStatusOf({ ...upToDate, log: { ...log, shutOut } }).shutOut).toEqual({
    shopName: 'Corner House',
    left: 2,
    handedIn: 3,
    isOver: false,
  });
  expect(syncStatusOf(upToDate).shutOut).toBeNull();
});
