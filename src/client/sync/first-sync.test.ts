import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeSales } from '../../domain/metrics/write-sales.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { buildCustomer, buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import type { SyncStatus } from '../app/services.ts';
import { createQueries } from '../replica/queries.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { takeCustomerPart } from '../replica/take-snapshot.ts';
import { testDevice } from '../replica/testing/device.ts';
import { verifyReplica } from '../replica/verify.ts';
import { bringHistory } from './bring-history.ts';
import { SyncLoop } from './sync-loop.ts';
import { ServerDouble } from './testing/server-double.ts';
import type { Transport } from './transport.ts';

const today = '2026-12-01';

const dayMs = 86_400_000;
const customers = Array.from({ length: 20 }, (_, n) => buildCustomer(`customer ${n}`));

/** One sale a day of one customer after the other, the newest last; the last of all comes back. */
function history(): Sale[] {
  const sales = Array.from({ length: 200 }, (_, n) => {
    const occurredAt = noon - (200 - n) * dayMs;
    return buildSale({
      id: id(`sale ${n}`),
      customerId: customers[n % customers.length]?.id ?? null,
      occurredAt,
      businessDate: new Date(occurredAt).toISOString().slice(0, 10),
    });
  });
  const last = sales.at(-1) as Sale;
  return [...sales, buildReturn(last, [{ n: 1, quantityMilli: 1000 }], { id: id('back') })];
}

async function setUp() {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  const { replica } = device.data;
  const server = new ServerDouble('first', device.seams.clock.now);
  server.rowsPerPage = 10;
  await server.change((store) => store.putMany('customer', customers));
  for (const sale of history()) await server.change((store) => writeSales(store, [sale], 'one'));
  const statuses: SyncStatus[] = [];
  const startLoop = () => {
    const loop = new SyncLoop({
      data: device.data,
      transport: server,
      seams: device.seams,
      chance: () => 0.5,
      startTimer: () => () => {},
      startIncarnation: () => Promise.reject(new Error('no fork here')),
      drain: () => Promise.resolve(),
      onStatus: (status) => statuses.push(status),
      historyAtOnce: 20,
    });
    loop.start();
    return loop;
  };
  /** Lets the server answer so many pages; those behind them never come. */
  const answerOnly = (pages: number) => {
    const answer = server.snapshot.bind(server);
    let left = pages;
    return vi.spyOn(server, 'snapshot').mockImplementation(async (...question) => {
      left -= 1;
      return left >= 0 ? answer(...question) : new Promise(() => {});
    });
  };
  onTestFinished(() => device.remove());
  const figures = (ids: readonly string[]) => replicaReader(replica).metrics(ids);
  const state = async () => (await replica.meta.get('state')) ?? expect.unreachable();
  return {
    device,
    server,
    startLoop,
    answerOnly,
    statuses,
    state,
    figures,
    queries: createQueries(replica),
    settled: (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 5 }),
  };
}

const ids = customers.map((customer) => customer.id);

describe('the first sync of a device', () => {
  it('[N1] [N2] brings customers and figures before the history, and every sale once', async () => {
    const { device, server, startLoop, answerOnly, figures, settled, state } = await setUp();
    const answers = answerOnly(5);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.slice).toBe('sales'));
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    expect(await verifyReplica(device.data.replica)).not.toEqual([]);
    first.stop();
    answers.mockRestore();

    const second = startLoop();
    await settled(async () => expect((await state()).snapshot).toBeNull());
    second.stop();
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    expect(await verifyReplica(device.data.replica)).toEqual([]);
    const read = await Promise.all(
      ids.map((customerId) => replicaReader(device.data.replica).salesOf(customerId)),
    );
    expect(read.flat()).toHaveLength(server.store.allSales().length);
  });

  it('[N5] killed at half it goes on where it was, also when rows are written meanwhile', async () => {
    const { device, server, startLoop, answerOnly, figures, settled, state } = await setUp();
    const answers = answerOnly(13);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.taken).toBeGreaterThan(60));
    first.stop();
    answers.mockRestore();
    const asked = server.snapshots;
    const half = (await state()).snapshot?.after;

    const late = buildSale({ id: id('late'), customerId: ids[0] ?? null, occurredAt: noon - 300 * dayMs });
    await server.change((store) => writeSales(store, [late], 'one'));
    await server.change((store) =>
      store.put('customer', { ...buildCustomer('customer 0'), name: 'Renamed' }),
    );
    const resumed = vi.spyOn(server, 'snapshot');
    const second = startLoop();
    await settled(async () => expect((await state()).feed.v).toBe(server.store.v));
    second.stop();
    expect(Number(resumed.mock.calls[0]?.[2].after)).toBeGreaterThanOrEqual(Number(half));
    expect(server.snapshots - asked).toBeLessThan(20);
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    expect(await verifyReplica(device.data.replica)).toEqual([]);
    expect(await replicaReader(device.data.replica).get('customer', id('customer 0'))).toMatchObject({
      name: 'Renamed',
    });
  });

  it('[N3] a sale that the figures include already adds nothing when the feed shows it', async () => {
    const { device, server, startLoop, answerOnly, figures, settled, state } = await setUp();
    const answers = answerOnly(1);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.v).not.toBeNull());
    first.stop();
    answers.mockRestore();
    const between = buildSale({ id: id('between'), customerId: ids[3] ?? null });
    await server.change((store) => writeSales(store, [between], 'one'));
    const second = startLoop();
    await settled(async () => expect((await state()).feed.v).toBe(server.store.v));
    const behind = buildSale({ id: id('behind'), customerId: ids[3] ?? null });
    await server.change((store) => writeSales(store, [behind], 'one'));
    server.poke();
    await settled(async () => expect((await state()).feed.v).toBe(server.store.v));
    second.stop();
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    expect(await verifyReplica(device.data.replica)).toEqual([]);
  });

  it('[N3] what is sold here while the history comes is counted once, wherever it is counted first', async () => {
    const { device, server, startLoop, answerOnly, figures, settled, state } = await setUp();
    const answers = answerOnly(2);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.after).toBe('20'));
    const sale = buildSale({ id: id('own'), customerId: ids[5] ?? null, number: '' });
    expect(await device.mutate('recordSale', { sale })).toMatchObject({ saved: true });
    first.wake('logged');
    await settled(() => expect(server.store.allSales().map((one) => one.id)).toContain(id('own')));
    first.stop();
    answers.mockRestore();
    const second = startLoop();
    await settled(async () => expect(await device.data.log.entries.count()).toBe(0));
    second.stop();
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    expect(await verifyReplica(device.data.replica)).toEqual([]);
  });

  it('[N2] [N4] brings the whole history of a customer who is looked at before the rest, and counts it once', async () => {
    const { device, server, startLoop, answerOnly, figures, queries, settled, state } = await setUp();
    const answers = answerOnly(7);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.slice).toBe('sales'));
    first.stop();
    const [own = '', other = ''] = ids;
    const isPartial = async (customerId: string) => (await queries.customer(customerId, today))?.stale;
    const bring = () => bringHistory(device.data, server, [own], new AbortController().signal);
    const read = (customerId: string) => replicaReader(device.data.replica).salesOf(customerId);
    const due = server.store.allSales().filter(({ customerId }) => customerId === own);
    server.rowsPerPage = 3;

    // Killed behind its second page, it leaves what has come and says that more is missing.
    answers.mockRestore();
    let left = 2;
    const dying: Pick<Transport, 'snapshot'> = {
      snapshot(...question) {
        left -= 1;
        return left >= 0 ? server.snapshot(...question) : new Promise(() => {});
      },
    };
    void bringHistory(device.data, dying, [own], new AbortController().signal);
    await settled(async () => expect((await read(own)).length).toBeGreaterThanOrEqual(6));
    expect(await isPartial(own)).toBe(true);

    await bring();
    expect(await read(own)).toHaveLength(due.length);
    expect(await isPartial(own)).toBe(false);
    expect(await isPartial(other)).toBe(true);
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    const asked = server.snapshots;
    await bring();
    expect(server.snapshots).toBe(asked);

    server.rowsPerPage = 10;
    const second = startLoop();
    await settled(async () => expect((await state()).snapshot).toBeNull());
    second.stop();
    expect(await read(own)).toHaveLength(due.length);
    expect(await isPartial(other)).toBe(false);
    expect(await figures(ids)).toEqual(await server.store.metrics(ids));
    expect(await verifyReplica(device.data.replica)).toEqual([]);
    await bring();
    expect(await verifyReplica(device.data.replica)).toEqual([]);
  });

  it('[N2] what was asked for before the shop was restored is not taken', async () => {
    const { device, startLoop, answerOnly, settled, state } = await setUp();
    const answers = answerOnly(7);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.slice).toBe('sales'));
    first.stop();
    answers.mockRestore();
    const { snapshot, feed } = await state();
    const sale = buildSale({ id: id('elsewhere'), customerId: ids[0] ?? null });
    const part = {
      epoch: feed.epoch,
      v: snapshot?.v ?? 0,
      customerId: ids[0] ?? '',
      rows: [{ table: 'sale', id: sale.id, v: 1, row: sale }],
      isLast: true,
    };
    expect(await takeCustomerPart(device.data, { ...part, epoch: 'another' })).toBe(false);
    expect(await takeCustomerPart(device.data, { ...part, v: part.v + 1 })).toBe(false);
    expect(await replicaReader(device.data.replica).sale(sale)).toBeUndefined();
    expect((await state()).snapshot?.whole).toBeUndefined();
  });

  it('[N4] says from which day on the history is here, and of a customer and a receipt that part of it is not', async () => {
    const { device, server, startLoop, answerOnly, queries, settled, state, statuses } = await setUp();
    const answers = answerOnly(12);
    const first = startLoop();
    await settled(async () => expect((await state()).snapshot?.slice).toBe('sales'));
    await settled(async () => expect((await state()).completeSince).toMatch(/^2026-1/));
    const { completeSince } = await state();
    const here = await Promise.all(
      ids.map((customerId) => replicaReader(device.data.replica).salesOf(customerId)),
    );
    const due = server.store.allSales().filter((sale) => sale.businessDate >= (completeSince ?? ''));
    expect(due.length).toBeGreaterThan(0);
    expect(here.flat().map((sale) => sale.id)).toEqual(expect.arrayContaining(due.map((sale) => sale.id)));
    expect((await queries.customer(ids[0] ?? '', today))?.stale).toBe(true);
    // Entered from paper while the history comes: whether it came back since, this device cannot know.
    const old = buildSale({
      id: id('from paper'),
      number: '',
      occurredAt: noon - 400 * dayMs,
      businessDate: '2025-10-16',
    });
    await device.mutate('recordSale', { sale: old });
    const isPartial = async (sale: Sale | undefined) => sale && (await queries.receipt(sale))?.isPartial;
    expect(await isPartial(due.at(-1))).toBe(false);
    expect(await isPartial(old)).toBe(true);
    expect(statuses.at(-1)?.loading).toBeGreaterThan(0);
    first.stop();
    answers.mockRestore();
    const second = startLoop();
    await settled(async () => expect((await state()).completeSince).toBeNull());
    second.stop();
    expect((await queries.customer(ids[0] ?? '', today))?.stale).toBe(false);
    expect(await isPartial(old)).toBe(false);
  });
});
