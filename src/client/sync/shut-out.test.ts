import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildSale, id } from '../../domain/testing/build.ts';
import type { MemoryStore } from '../../domain/testing/memory-store.ts';
import type { SyncStatus } from '../app/services.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { testDevice } from '../replica/testing/device.ts';
import { SyncLoop, type SyncLoopParts } from './sync-loop.ts';
import { ServerDouble } from './testing/server-double.ts';

const refused = async () => 'refused' as const;

/** On a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

async function setUp() {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  await device.data.replica.meta.update('state', { snapshot: null });
  const server = new ServerDouble('first', device.seams.clock.now);
  const statuses: SyncStatus[] = [];
  const startLoop = (session?: SyncLoopParts['session'], others: Partial<SyncLoopParts> = {}) => {
    const loop = new SyncLoop({
      data: device.data,
      transport: server,
      seams: device.seams,
      chance: () => 0,
      // What waits is tried again at once.
      startTimer(ms, due) {
        const timer = setTimeout(due, ms >= 30_000 ? 1_000_000 : 1);
        return () => clearTimeout(timer);
      },
      startIncarnation: () => Promise.resolve(),
      drain: device.drain,
      onStatus: (status) => statuses.push(status),
      ...(session && { session }),
      ...others,
    });
    onTestFinished(() => loop.stop());
    loop.start();
    return loop;
  };
  return {
    device,
    server,
    startLoop,
    latest: () => statuses.at(-1),
    shutOut: async () => (await logStateOf(device.data.log)).shutOut,
    sell: (name: string) => device.mutate('recordSale', { sale: buildSale({ id: id(name), number: '' }) }),
    settled: (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 5 }),
  };
}

describe('a device that was shut out', () => {
  it('[K1] hands in what it has not sent, each change once, and only then lets go of it', async () => {
    const { server, startLoop, sell, settled, latest, shutOut } = await setUp();
    await sell('one');
    await sell('two');
    server.isRevoked = true;
    server.lostAnswers = 2;
    startLoop();
    await settled(() => expect(latest()?.shutOut).toMatchObject({ isOver: true, handedIn: 2, left: 0 }));
    expect([...server.runs.values()]).toEqual([1, 1]);
    expect(server.store.allSales()).toEqual([]);
    expect(await shutOut()).toEqual({ handedIn: 2, isOver: true });
    await expect(sell('too late')).rejects.toThrow('taken off this device');
  });

  it('[K1] keeps everything while it cannot hand in, and goes on selling until it can', async () => {
    const { device, server, startLoop, sell, settled, latest, shutOut } = await setUp();
    await sell('one');
    server.isRevoked = true;
    vi.spyOn(server, 'push').mockResolvedValue({ kind: 'refused', code: 'sign_in_required' });
    const loop = startLoop();
    await settled(() => expect(latest()).toMatchObject({ denied: 'sign_in_required', shutOut: { left: 1 } }));
    expect((await sell('two')).saved).toBe(true);
    await loop.syncNow();
    expect(await shutOut()).toEqual({ handedIn: 0, isOver: false });
    expect(await device.data.log.entries.count()).toBe(2);
    vi.restoreAllMocks();
    await loop.syncNow();
    await settled(() => expect(latest()?.shutOut).toMatchObject({ isOver: true, handedIn: 2 }));
  });

  it('[K1] goes on where it was when it was killed while handing in', async () => {
    const { device, server, startLoop, sell, settled, latest } = await setUp();
    for (let count = 0; count < 150; count += 1) await sell(`sale ${count}`);
    server.isRevoked = true;
    const push = server.push.bind(server);
    const killed = vi.spyOn(server, 'push').mockImplementation(async (body) => {
      const answer = await push(body);
      first.stop();
      return answer;
    });
    const first = startLoop();
    await settled(() => expect(server.received.length).toBe(1));
    killed.mockRestore();
    startLoop();
    await settled(() => expect(latest()?.shutOut).toMatchObject({ isOver: true, handedIn: 150 }));
    expect(new Set(server.runs.values())).toEqual(new Set([1]));
    expect(await device.data.log.entries.count()).toBe(150);
  });

  it('stays where it is when the server lets it in again', async () => {
    const { server, startLoop, sell, settled, latest, shutOut } = await setUp();
    server.isRevoked = true;
    const push = vi.spyOn(server, 'push').mockResolvedValue({ kind: 'silence', retryAfterMs: 0 });
    await sell('one');
    const loop = startLoop();
    await settled(() => expect(latest()?.shutOut).toMatchObject({ left: 1 }));
    server.isRevoked = false;
    push.mockRestore();
    await settled(async () => {
      await loop.syncNow();
      expect(latest()).toMatchObject({ state: 'synced', pending: 0, shutOut: null });
    });
    expect(await shutOut()).toBeUndefined();
    expect(server.store.allSales()).toHaveLength(1);
  });
});

it.each([
  ['manager', 1],
  ['cashier', 0],
] as const)('[K2] what a device that was shut out left undecided waits for a %s: %i', async (role, shown) => {
  const { device, server, startLoop, settled, latest } = await setUp();
  const { actorId } = await logStateOf(device.data.log);
  const lost = { id: id('lost'), name: 'Lost', deviceClass: 'counter', receiptCode: 'B9' } as const;
  const left = { id: id('attention'), mutationId: id('sale'), mutationName: 'recordSale', payload: '{}' };
  const raise = (store: MemoryStore, revokedAt: number | undefined) =>
    store.put('device', {
      ...lost,
      locationId: id('main'),
      enrolledAt: 1,
      ...(revokedAt !== undefined && { revokedAt }),
    });
  await server.change(async (store) => {
    await store.put('staff', { id: actorId, name: 'Maria', role, locationIds: null, active: true });
    await raise(store, undefined);
    await store.put('attention', {
      ...left,
      code: 'device_revoked',
      actorId: null,
      deviceId: lost.id,
      raisedAt: 2,
      state: 'open',
      subjectIds: [],
      outcome: 'quarantined',
    });
  });
  const loop = startLoop();
  await settled(() => expect(latest()).toMatchObject({ state: 'synced', problems: 0 }));
  await server.change((store) => raise(store, 3));
  await loop.syncNow();
  await settled(() => expect(latest()).toMatchObject({ state: 'synced', problems: shown }));
});

describe('a session that the server does not know', () => {
  it('[K1] is replaced without a person, and what waited is sent at once', async () => {
    const { server, startLoop, sell, settled, latest } = await setUp();
    await sell('one');
    server.isDenied = true;
    const comeBack = vi.fn(async () => {
      await settled(() => expect(latest()).toMatchObject({ denied: 'sign_in_required' }));
      server.isDenied = false;
      return 'renewed' as const;
    });
    const session = { renew: refused, comeBack, keepFresh: () => Promise.resolve() };
    // No time passes here: nothing may have to wait for its next try.
    startLoop(session, { startTimer: () => () => {} });
    await settled(() => expect(server.store.allSales()).toHaveLength(1));
    expect(comeBack).toHaveBeenCalledTimes(1);
  });
});

describe('a session that has expired', () => {
  it('[K1] is renewed without a person, and selling goes on meanwhile', async () => {
    const { server, startLoop, sell, settled, latest } = await setUp();
    server.hasExpired = true;
    const answers = ['no_answer', 'no_answer'] as ('no_answer' | 'renewed')[];
    const renew = vi.fn(async () => {
      const answer = answers.pop() ?? 'renewed';
      if (answer === 'renewed') server.hasExpired = false;
      return answer;
    });
    const loop = startLoop({ renew, comeBack: refused, keepFresh: () => Promise.resolve() });
    expect((await sell('one')).saved).toBe(true);
    loop.wake('logged');
    await settled(() => expect(latest()).toMatchObject({ state: 'synced', pending: 0, denied: null }));
    expect(renew).toHaveBeenCalledTimes(3);
  });

  it('asks for a person only where it cannot be renewed, and sends what is sold all the same', async () => {
    const { server, startLoop, sell, settled, latest } = await setUp();
    server.hasExpired = true;
    const loop = startLoop({ renew: refused, comeBack: refused, keepFresh: () => Promise.resolve() });
    await settled(() => expect(latest()).toMatchObject({ state: 'attention', denied: 'session_expired' }));
    await sell('one');
    loop.wake('logged');
    await settled(() => expect(server.store.allSales()).toHaveLength(1));
  });
});
