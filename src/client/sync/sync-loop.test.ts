import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildCustomer, buildSale, id } from '../../domain/testing/build.ts';
import type { SyncStatus } from '../app/services.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { startIncarnation } from '../outbox/new-incarnation.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { testDevice } from '../replica/testing/device.ts';
import { openProblemsInWords } from './pending-changes.ts';
import { nextBatch } from './push-batch.ts';
import { SyncLoop } from './sync-loop.ts';
import { ServerDouble } from './testing/server-double.ts';

/** Timers that go off when the test says so. */
function plantedTimers() {
  const timers = new Set<{ ms: number; due: () => void }>();
  return {
    start(ms: number, due: () => void) {
      const timer = { ms, due };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    /** Lets all timers up to a length go off once. */
    fire(upToMs: number) {
      for (const timer of [...timers]) {
        if (timer.ms > upToMs || !timers.delete(timer)) continue;
        timer.due();
      }
    },
  };
}

async function setUp() {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  // Filled already; `first-sync.test.ts` is about devices that are not.
  await device.data.replica.meta.update('state', { snapshot: null });
  const server = new ServerDouble('first', device.seams.clock.now);
  const timers = plantedTimers();
  const statuses: SyncStatus[] = [];
  const loop = new SyncLoop({
    data: device.data,
    transport: server,
    seams: device.seams,
    chance: () => 0.5,
    startTimer: timers.start,
    async startIncarnation() {
      await startIncarnation(device.data.log, device.seams.newId());
      await device.drain();
    },
    drain: device.drain,
    onStatus: (status) => statuses.push(status),
  });
  onTestFinished(async () => {
    loop.stop();
    await device.remove();
  });
  return {
    device,
    server,
    timers,
    loop,
    latest: () => statuses.at(-1),
    sell: (name: string) => device.mutate('recordSale', { sale: buildSale({ id: id(name), number: '' }) }),
    settled: (check: () => unknown) => vi.waitFor(check, { timeout: 5000, interval: 5 }),
  };
}

const soldAt = (server: ServerDouble) =>
  server.store
    .allSales()
    .map((sale) => sale.id)
    .sort();

describe('sync loop', () => {
  it('[F4] sends what was saved and ends pending when the feed shows it', async () => {
    const { device, server, loop, sell, settled, latest } = await setUp();
    await sell('one');
    await sell('two');
    loop.start();
    await settled(() => expect(soldAt(server)).toEqual([id('one'), id('two')].sort()));
    await settled(async () => expect(await device.data.log.entries.count()).toBe(0));
    await loop.syncNow();
    await settled(() =>
      expect(latest()).toMatchObject({ state: 'synced', pending: 0, oldestPendingAt: null, problems: 0 }),
    );
    expect((await replicaReader(device.data.replica).metrics(['guest']))[0]).toMatchObject({
      cells: [{ orders: 2 }],
    });
  });

  it('[P1] [P3] a lost answer: the same bytes again, applied once', async () => {
    const { device, server, timers, loop, sell, settled } = await setUp();
    await sell('one');
    server.lostAnswers = 2;
    // The feed would show the sale and so spare the repetition.
    const pull = vi.spyOn(server, 'pull').mockResolvedValue({ kind: 'silence', retryAfterMs: 0 });
    loop.start();
    await settled(() => expect(server.received.length).toBe(1));
    await sell('meanwhile');
    await settled(() => {
      timers.fire(1000);
      expect(server.received.length).toBe(2);
    });
    expect(server.received[1]).toEqual(server.received[0]);
    pull.mockRestore();
    await settled(() => {
      timers.fire(4000);
      expect(server.store.allSales().length).toBe(2);
    });
    await settled(async () => expect(await device.data.log.entries.count()).toBe(0));
    expect([...server.runs.values()]).toEqual([1, 1]);
  });

  it('keeps selling while the server is down, and sends by itself when it is back', async () => {
    const { server, timers, loop, sell, settled, latest } = await setUp();
    server.isDown = true;
    loop.start();
    expect((await sell('one')).saved).toBe(true);
    loop.wake('logged');
    await settled(() => expect(latest()).toMatchObject({ state: 'offline', pending: 1 }));
    server.isDown = false;
    await settled(() => {
      timers.fire(60_000);
      expect(latest()).toMatchObject({ state: 'synced', pending: 0 });
    });
    expect(server.store.allSales().length).toBe(1);
  });

  it('[F4] pulls while it cannot push', async () => {
    const { device, server, loop, sell, settled } = await setUp();
    await sell('stays');
    vi.spyOn(server, 'push').mockResolvedValue({ kind: 'silence', retryAfterMs: 0 });
    await server.change((store) => store.put('customer', buildCustomer('Anna')));
    loop.start();
    await settled(async () =>
      expect(await device.data.replica.rows.get(['customer', id('Anna')])).toBeDefined(),
    );
    expect(await device.data.log.entries.count()).toBe(1);
  });

  it('[F5] a poke brings the change of another device', async () => {
    const { device, server, loop, settled } = await setUp();
    loop.start();
    await settled(() => expect(server.pulls).toBe(1));
    await server.change((store) => store.put('customer', buildCustomer('Anna')));
    server.poke();
    await settled(async () =>
      expect(await device.data.replica.rows.get(['customer', id('Anna')])).toBeDefined(),
    );
  });

  it('[F2] takes whole transactions in, however small the pages are', async () => {
    const { device, server, loop, settled } = await setUp();
    for (let number = 0; number < 5; number += 1) {
      await server.change((store) =>
        store.putMany(
          'customer',
          [1, 2, 3].map((part) => buildCustomer(`c${number}-${part}`)),
        ),
      );
    }
    server.rowsPerPage = 2;
    loop.start();
    await settled(async () => expect((await device.data.replica.meta.get('state'))?.feed.v).toBe(5));
    expect(await device.data.replica.rows.count()).toBe(15);
    expect(server.pulls).toBe(8);
  });

  it('[P3] fills a gap from the entry that the server lacks', async () => {
    const { device, server, loop, sell, settled } = await setUp();
    vi.spyOn(server, 'pull').mockResolvedValue({ kind: 'silence', retryAfterMs: 0 });
    await sell('one');
    await sell('two');
    loop.start();
    await settled(() => expect(server.store.allSales().length).toBe(2));
    const { incarnation } = await logStateOf(device.data.log);
    server.forgetLast(incarnation, 1);
    await sell('three');
    loop.wake('logged');
    await settled(() => expect(server.store.allSales().length).toBe(3));
    expect([...server.runs.values()]).toEqual([1, 2, 1]);
  });

  it('[X3] goes on under a new incarnation when the log went apart from the server', async () => {
    const { device, server, loop, sell, settled, latest } = await setUp();
    const { incarnation } = await logStateOf(device.data.log);
    server.takeStrange(incarnation, 1);
    await sell('one');
    await sell('two');
    loop.start();
    await settled(() => expect(latest()).toMatchObject({ state: 'synced', pending: 0 }));
    expect(soldAt(server)).toEqual([id('one'), id('two')].sort());
    expect(await sell('three')).toMatchObject({ number: 'B2-B-000001' });
    loop.wake('logged');
    await settled(() => expect(server.store.allSales().length).toBe(3));
  });

  it('[P3] a gap that the log cannot fill ends in a new incarnation, never in waiting', async () => {
    const { device, server, loop, sell, settled, latest } = await setUp();
    await sell('one');
    loop.start();
    await settled(() => expect(latest()).toMatchObject({ pending: 0 }));
    const { incarnation } = await logStateOf(device.data.log);
    server.forgetLast(incarnation, 1);
    await sell('two');
    loop.wake('logged');
    await settled(() => expect(soldAt(server)).toContain(id('two')));
    expect((await logStateOf(device.data.log)).incarnation).not.toBe(incarnation);
  });

  it('[X3] makes no new incarnation of what the feed shows while the next batch is put together', async () => {
    const { device, server, loop, sell, settled } = await setUp();
    const { log } = device.data;
    await sell('one');
    // The server took it, and the answer was lost.
    const state = await logStateOf(log);
    const sent = await nextBatch(log, state, 0);
    if (!sent) throw new Error('there is something to send');
    await server.push(sent.body);
    await sell('two');
    // The feed shows it between the look at the log's state and that at its entries.
    const read = log.state.get.bind(log.state);
    vi.spyOn(log.state, 'get').mockImplementationOnce((key) =>
      read(key).then(async (before) => {
        await log.entries.delete(1);
        await log.state.where('key').equals('log').modify({ retainedSeq: 1 });
        return before;
      }),
    );
    loop.start();
    await settled(() => expect(soldAt(server)).toContain(id('two')));
    expect((await logStateOf(log)).incarnation).toBe(state.incarnation);
  });

  it('[X6] measures the clock by when a page came, not by when it was written', async () => {
    const { device, server, loop, settled, latest } = await setUp();
    const { data, seams } = device;
    for (let number = 0; number < 4; number += 1)
      await server.change((store) => store.put('customer', buildCustomer(`c${number}`)));
    server.rowsPerPage = 1;
    const { estimatedOffsetMs } = await logStateOf(data.log);
    // Writing a page takes ten seconds.
    let passed = 0;
    const now = seams.clock.now.bind(seams.clock);
    vi.spyOn(seams.clock, 'now').mockImplementation(() => now() + passed);
    const pull = server.pull.bind(server);
    vi.spyOn(server, 'pull').mockImplementation(async (...question) => {
      const answer = await pull(...question);
      if (answer.kind !== 'answer') return answer;
      return { ...answer, value: { ...answer.value, serverTime: answer.value.serverTime + passed } };
    });
    const written = data.replica.meta.put.bind(data.replica.meta);
    vi.spyOn(data.replica.meta, 'put').mockImplementation((state) => {
      passed += 10_000;
      return written(state);
    });
    loop.start();
    await settled(() => expect(latest()?.state).toBe('synced'));
    expect(passed).toBeGreaterThan(0);
    // It was right to a millisecond, and never noted anew.
    expect((await logStateOf(data.log)).estimatedOffsetMs).toBe(estimatedOffsetMs);
  });

  it('an ended session is said and stops nothing; it is tried again by itself', async () => {
    const { server, timers, loop, sell, settled, latest } = await setUp();
    server.isDenied = true;
    loop.start();
    await settled(() => expect(latest()?.state).toBe('attention'));
    expect((await sell('one')).saved).toBe(true);
    server.isDenied = false;
    await settled(() => {
      timers.fire(60_000);
      expect(latest()).toMatchObject({ state: 'synced', pending: 0 });
    });
  });

  it('[X5] a server that shows more than this build can read is said; selling and sending go on, and nothing is passed over', async () => {
    const { device, server, timers, loop, sell, settled, latest } = await setUp();
    const { data } = device;
    server.isTooNew = true;
    loop.start();
    await settled(() => expect(latest()?.state).toBe('outdated'));
    expect((await sell('one')).saved).toBe(true);
    await settled(() => {
      loop.wake('logged');
      expect(soldAt(server)).toEqual([id('one')]);
    });
    expect(latest()).toMatchObject({ state: 'outdated', problems: 0 });

    server.isTooNew = false;
    await server.change(() => Promise.resolve(server.store.note('kindOfNextYear', id('row'), {})));
    const before = (await data.replica.meta.get('state'))?.feed.v;
    await settled(() => {
      timers.fire(60_000);
      expect(server.pulls).toBeGreaterThan(0);
      expect(latest()?.state).toBe('outdated');
    });
    expect((await data.replica.meta.get('state'))?.feed.v).toBe(before);
  });

  it('[K3] a refused change waits as a problem and holds up nothing behind it', async () => {
    const { device, server, loop, sell, settled, latest } = await setUp();
    await server.change((store) =>
      store.put('customer', buildCustomer('Anna', { id: id('other'), externalId: '7' })),
    );
    await device.mutate('createCustomer', {
      id: id('mine'),
      fields: { ...emptyCustomerFields('Anna'), externalId: '7' },
    });
    await sell('behind');
    loop.start();
    await settled(() => expect(latest()).toMatchObject({ pending: 0, problems: 1 }));
    expect(soldAt(server)).toEqual([id('behind')]);
  });

  it('[K2] a problem ends when it is fixed, here at once and then on the server', async () => {
    const { device, server, loop, settled, latest } = await setUp();
    const { data } = device;
    const refuse = async (name: string) => {
      const fields = { ...emptyCustomerFields(name), externalId: '7' };
      const result = await device.mutate('createCustomer', { id: id(name), fields });
      loop.wake('logged');
      await settled(() => expect(latest()).toMatchObject({ pending: 0, problems: 1 }));
      return result.saved ? result.mutationId : '';
    };
    await server.change((store) =>
      store.put('customer', buildCustomer('Anna', { id: id('other'), externalId: '7' })),
    );
    // What the server has shown would be refused before it is saved.
    const pull = vi.spyOn(server, 'pull').mockResolvedValueOnce({ kind: 'silence', retryAfterMs: 0 });
    loop.start();
    await settled(() => expect(pull).toHaveBeenCalled());
    const first = await refuse('Bea');
    expect(await openProblemsInWords(data)).toMatchObject([
      { name: 'createCustomer', code: 'external_id_taken', path: ['fields', 'externalId'] },
    ]);
    const fields = emptyCustomerFields('Bea');
    await device.mutate('createCustomer', { id: id('Bea'), fields }, { supersedes: first });
    expect(await openProblemsInWords(data)).toEqual([]);
    loop.wake('logged');
    await settled(() => expect(latest()).toMatchObject({ pending: 0, problems: 0 }));
    expect(await server.store.get('customer', id('Bea'))).toMatchObject({ name: 'Bea' });
    expect(server.store.all('attention')).toMatchObject([{ mutationId: first, state: 'fixed' }]);
  });

  it('[K2] [K3] one that the server cannot read is in words here, and is discarded with a reason', async () => {
    const { device, server, loop, sell, settled, latest } = await setUp();
    const { log } = device.data;
    await device.mutate('createCustomer', { id: id('Bea'), fields: emptyCustomerFields('Bea') });
    await sell('behind');
    // A defect of the disk: what lies in the log is not what was saved.
    const [entry] = await log.entries.toArray();
    if (!entry) throw new Error('nothing was saved');
    await log.entries.put({ ...entry, name: 'createCustomers' });
    loop.start();
    await settled(() => expect(latest()).toMatchObject({ pending: 0, problems: 1 }));
    expect(soldAt(server)).toEqual([id('behind')]);
    const [problem] = await openProblemsInWords(device.data);
    expect(problem).toMatchObject({ name: null, outcome: 'quarantined', code: 'unknown_mutation' });
    await device.mutate('discardAttention', { id: problem?.attentionId ?? '', reason: 'Made anew' });
    loop.wake('logged');
    await settled(() => expect(latest()).toMatchObject({ pending: 0, problems: 0 }));
    expect(server.store.all('attention')).toMatchObject([{ state: 'discarded', reason: 'Made anew' }]);
  });

  it('[F5] the watchdog begins anew when nothing moves though the server answers, and says so', async () => {
    const { device, server, timers, loop, sell, settled, latest } = await setUp();
    await sell('hangs');
    let hang = true;
    const push = server.push.bind(server);
    const pushing = vi
      .spyOn(server, 'push')
      .mockImplementation((body) => (hang ? new Promise(() => {}) : push(body)));
    loop.start();
    await settled(() => {
      expect(pushing).toHaveBeenCalledOnce();
      expect(server.pulls).toBe(1);
    });
    hang = false;
    const now = device.seams.clock.now() + 130_000;
    vi.spyOn(device.seams.clock, 'now').mockReturnValue(now);
    loop.wake('seen');
    await settled(() => expect(server.pulls).toBe(2));
    await settled(() => {
      timers.fire(30_000);
      expect(latest()).toMatchObject({ pending: 0, restartedAt: now });
    });
    expect(server.store.allSales().length).toBe(1);
  });

  it('[F5] the watchdog sends again what the server had taken and then lost', async () => {
    const { device, server, timers, loop, sell, settled, latest } = await setUp();
    // The feed never shows it.
    const show = server.store.note.bind(server.store);
    server.store.note = () => {};
    await sell('one');
    loop.start();
    await settled(async () => expect((await logStateOf(device.data.log)).acknowledgedSeq).toBe(1));
    server.forgetLast((await logStateOf(device.data.log)).incarnation, 1);
    server.store.note = show;
    const now = device.seams.clock.now() + 130_000;
    vi.spyOn(device.seams.clock, 'now').mockReturnValue(now);
    const { pulls } = server;
    loop.wake('seen');
    await settled(() => expect(server.pulls).toBeGreaterThan(pulls));
    await settled(() => {
      timers.fire(30_000);
      expect(latest()).toMatchObject({ pending: 0 });
    });
    expect(server.received.length).toBe(2);
  });
});
