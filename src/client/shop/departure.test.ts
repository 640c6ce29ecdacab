import { expect, it, vi } from 'vitest';
import type { SyncStatus } from '../app/services.ts';
import type { Farewell, SavedFarewell } from '../platform/saved-farewell.ts';
import type { Answer } from '../sync/transport.ts';
import { Departure } from './departure.ts';

const resting: SyncStatus = {
  state: 'attention',
  pending: 0,
  oldestPendingAt: null,
  problems: 0,
  lastSyncedAt: null,
  loading: null,
  restartedAt: null,
  silentSince: null,
  tries: 0,
  nextTryAt: null,
  denied: 'device_revoked',
  shutOut: null,
  givenBack: null,
  resending: 0,
};
const shutOut = { shopName: 'Corner House', left: 0, handedIn: 3, isOver: true };

/** A device with tabs: what each of them does is written down in one list. */
function device(answers: Answer<null>[] = []) {
  const done: string[] = [];
  let farewell: Farewell | null = null;
  const saved: SavedFarewell = {
    load: () => farewell,
    save: (one) => (farewell = one),
    forget: () => (farewell = null),
  };
  const openTab = (name: string) =>
    new Departure({
      locks: navigator.locks,
      saved,
      seams: { clock: { now: () => 5 }, wait: async () => {}, report: vi.fn() },
      async closeShop() {
        done.push(`${name} closes`);
      },
      async handedIn() {
        done.push('tells the server');
        return answers.shift() ?? { kind: 'answer', value: null };
      },
      async wipe() {
        done.push('wipes');
      },
    });
  return { done, saved, openTab };
}

it('[W6] both tabs close the shop before one of them removes it, and both say goodbye', async () => {
  const { done, saved, openTab } = device();
  const [first, second] = [openTab('first'), openTab('second')];
  first.take({ ...resting, shutOut });
  first.take({ ...resting, shutOut });
  await vi.waitFor(() => expect(done).toEqual(['first closes']));
  expect(first.farewell()).toBeNull();
  second.take({ ...resting, shutOut });
  await vi.waitFor(() => expect(first.farewell()).not.toBeNull());
  await vi.waitFor(() => expect(second.farewell()).not.toBeNull());
  expect(done).toEqual(['first closes', 'second closes', 'tells the server', 'wipes']);
  expect(first.farewell()).toEqual({ shopName: 'Corner House', handedIn: 3, at: 5 });
  expect(saved.load()).toEqual(second.farewell());
});

it('removes nothing while something is to be handed in, or where nobody has shut the device out', async () => {
  const { done, openTab } = device();
  const tab = openTab('only');
  tab.take(resting);
  tab.take({ ...resting, shutOut: { ...shutOut, left: 2, isOver: false } });
  await Promise.resolve();
  expect(done).toEqual([]);
  tab.take({ ...resting, shutOut });
  await vi.waitFor(() => expect(tab.farewell()).not.toBeNull());
});

it('tells the server again after a lost answer, and removes the shop also where it never answers', async () => {
  const { done, openTab } = device(Array.from({ length: 9 }, () => ({ kind: 'silence', retryAfterMs: 0 })));
  const tab = openTab('only');
  tab.take({ ...resting, shutOut });
  await vi.waitFor(() => expect(tab.farewell()).not.toBeNull());
  expect(done.filter((what) => what === 'tells the server')).toHaveLength(5);
  expect(done.at(-1)).toBe('wipes');
});
