import Dexie from 'dexie';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { asHappened, type SaleClock, saleClockOf } from '../../domain/history/corrected-time.ts';
import { metricsFromSales } from '../../domain/metrics/write-sales.ts';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import {
  applyMutation,
  isMutationName,
  type MutationArgs,
  type MutationName,
} from '../../domain/mutations/registry.ts';
import { buildCustomer, buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import { MemoryStore } from '../../domain/testing/memory-store.ts';
import { ReceiptDirectory } from '../directory/receipt-directory.ts';
import { entriesAfter } from '../outbox/entries-to-send.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { startIncarnation } from '../outbox/new-incarnation.ts';
import { retireConfirmed } from '../outbox/retire.ts';
import { applyFeed, feedCursor } from './apply-feed.ts';
import { replicaStateOf } from './change-replica.ts';
import { metricsRowsAfter } from './metrics-pages.ts';
import { undecidedAttention } from './open-problems.ts';
import { unpackSales } from './packed-sales.ts';
import { createQueries } from './queries.ts';
import { emptySnapshot } from './replica-database.ts';
import { replicaReader } from './replica-reader.ts';
import { sealHotSales } from './seal.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { type TestDevice, testDevice } from './testing/device.ts';
import { TestServer } from './testing/server.ts';
import { verifyReplica } from './verify.ts';

async function device() {
  const made = await testDevice('connected');
  onTestFinished(made.remove);
  return made;
}

/** Sends at most `count` entries that the server has not seen. */
async function push(till: TestDevice, server: TestServer, count = 1000): Promise<void> {
  const taken = server.feed.filter((row) => row.table === 'outcome').length;
  for (const entry of await entriesAfter(till.data.log, 0, 1000, 1e9)) {
    if (entry.seq > taken && entry.seq <= taken + count) await server.take(entry);
  }
}

/** Takes the feed up to a position, in parts of so many v's. */
async function pull(till: TestDevice, server: TestServer, upTo = server.v, step = 1000): Promise<void> {
  for (;;) {
    const { v } = feedCursor(await replicaStateOf(till.data.replica));
    if (v > upTo) return;
    const completeV = Math.min(upTo, v + step - 1);
    const rows = server.feed.filter((row) => row.v >= v && row.v <= completeV);
    await applyFeed(till.data, { epoch: 'first', rows, completeV }, noon);
  }
}

/** What the server notes of a sale in the position of its outcome: the device's clock was wrong. */
function correct(server: TestServer, sale: Sale, effectiveAt: number): SaleClock {
  const clock = saleClockOf(sale, { effectiveAt, receivedAt: noon, cutOffHour: 0 });
  server.feed.push({ table: 'saleClock', id: clock.id, v: server.v, row: clock });
  return clock;
}

const ownSale = buildSale({ id: id('own sale') });

/** The replica as it was before the work: its last relaxed transactions are lost with the power, those of the log are not. */
async function losingPowerAfter({ data: { replica } }: TestDevice, work: () => Promise<void>): Promise<void> {
  const before = await Promise.all(
    replica.tables.map(async (table) => ({
      table,
      values: await table.toArray(),
      keys: table.schema.primKey.keyPath ? undefined : await table.toCollection().primaryKeys(),
    })),
  );
  await work();
  await replica.transaction('rw', replica.tables, async () => {
    for (const { table, values, keys } of before) {
      await table.clear();
      await table.bulkAdd(values, keys);
    }
  });
}

describe('after a fork', () => {
  test('[X3] a fact that the feed has shown is not applied again, so nothing waits for its echo', async () => {
    const [till, server] = [await device(), new TestServer()];
    await till.mutate('recordSale', { sale: ownSale });
    const { id: saleId, customerId, occurredAt } = ownSale;
    await till.mutate('recordPrint', {
      id: id('print'),
      sale: { id: saleId, customerId, occurredAt },
      form: 'copy',
    });
    await push(till, server);
    const shown = server.feed.filter(({ table }) => table !== 'outcome');
    await applyFeed(till.data, { epoch: 'first', rows: shown, completeV: server.v }, noon);
    await startIncarnation(till.data.log, id('another'));
    await till.drain();
    expect((await till.data.replica.rows.get(['salePrint', id('print')]))?.v).toBe(2);
    expect(await verifyReplica(till.data.replica)).toEqual([]);
  });
});

describe('after a loss of power', () => {
  test('[W5] an intent that has left the log ends when the feed shows it again', async () => {
    const [till, server] = [await device(), new TestServer()];
    await till.mutate('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
    await push(till, server);
    await losingPowerAfter(till, () => pull(till, server));
    expect(await till.data.log.entries.count()).toBe(0);
    expect(await till.data.replica.pending.count()).toBe(1);
    await pull(till, server);
    expect(await till.data.replica.pending.count()).toBe(0);
    expect(await till.data.replica.serverRows.count()).toBe(0);
  });
});

describe('the echo of an own fact', () => {
  /** A device that took back what it did not know to be sold; the server knows it. */
  async function tookBackUnknown() {
    const [till, server] = [await device(), new TestServer()];
    const sold = buildSale({ id: id('sold elsewhere') });
    await server.run('recordSale', { sale: sold }, { at: noon });
    const sale = buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], { id: id('taken back') });
    await till.mutate('recordReturn', { sale }, { accepted: ['unknown_parent'] });
    const issues = () => createQueries(till.data.replica).all('saleIssue');
    expect(await issues()).toMatchObject([{ code: 'unknown_parent' }]);
    await push(till, server);
    return { till, server, issues };
  }

  test('[K1] leaves only those issues that the server has raised', async () => {
    const { till, server, issues } = await tookBackUnknown();
    await pull(till, server);
    expect(await issues()).toEqual([]);
  });

  test('[K1] [X2] the same where it comes before its outcome: another device gave it back to a restored server', async () => {
    const { till, server, issues } = await tookBackUnknown();
    const rows = server.feed.filter(({ table }) => table !== 'outcome');
    await applyFeed(till.data, { epoch: 'first', rows, completeV: server.v }, noon);
    expect(await issues()).toEqual([]);
  });

  test('[K1] [N1] the same where a snapshot brings it, behind the outcomes', async () => {
    const { till, server, issues } = await tookBackUnknown();
    const isOutcome = ({ table }: { readonly table: string }) => table === 'outcome';
    const { slice, after } = emptySnapshot;
    const sales = { slice: 'sales', after: '' } as const;
    const common = { epoch: 'first', v: server.v, completeSince: null, total: 0 };
    const outcomes = { ...common, from: { slice, after }, rows: server.feed.filter(isOutcome), next: sales };
    const rest = { ...common, from: sales, rows: server.feed.filter((row) => !isOutcome(row)), next: null };
    expect(await takeSnapshot(till.data, outcomes, noon)).toBe(true);
    expect(await takeSnapshot(till.data, rest, noon)).toBe(true);
    expect(await issues()).toEqual([]);
  });

  test('[F4] sets its position and is counted once', async () => {
    const [till, server] = [await device(), new TestServer()];
    await till.mutate('recordSale', { sale: ownSale });
    const before = await metricsRowsAfter(till.data.replica, '', 1000);
    await push(till, server);
    await pull(till, server);
    expect(await metricsRowsAfter(till.data.replica, '', 1000)).toEqual(before);
    expect(await till.data.replica.hotSales.get(ownSale.id)).toMatchObject({ v: 1 });
    expect(await createQueries(till.data.replica).waitingSaleIds()).toEqual(new Set());
    expect(await verifyReplica(till.data.replica)).toEqual([]);
  });

  test('[F4] that comes before the drain is not doubled by the drain', async () => {
    const [till, server] = [await device(), new TestServer()];
    await till.save('recordSale', { sale: ownSale });
    await till.save('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
    await push(till, server);
    await pull(till, server);
    await till.drain();
    expect((await replicaReader(till.data.replica).metrics(['guest']))[0]).toMatchObject({
      cells: [{ orders: 1 }],
    });
    expect(await undecidedAttention(till.data.replica)).toEqual([]);
    expect(await till.data.replica.pending.count()).toBe(0);
  });

  test('[F4] an import that comes back adds nothing, and its pages learn their positions', async () => {
    const [till, server] = [await device(), new TestServer()];
    const sales = Array.from({ length: 300 }, (_, n) =>
      buildSale({ id: id(`imported ${n}`), occurredAt: noon + n, customerId: id(`customer ${n % 7}`) }),
    );
    const run = { id: id('run'), format: 'csv', fileName: 'a.csv', startedAt: 1, startedBy: null } as const;
    const customers = Array.from({ length: 7 }, (_, n) => buildCustomer(`customer ${n}`));
    await till.mutate('importBatch', { run, locations: [], categories: [], products: [], customers, sales });
    const before = await metricsRowsAfter(till.data.replica, '', 1000);
    await push(till, server);
    await pull(till, server);
    expect(await metricsRowsAfter(till.data.replica, '', 1000)).toEqual(before);
    const pages = await till.data.replica.pages.toArray();
    expect(pages.flatMap((page) => unpackSales(page.sales).map(({ v }) => v))).toEqual(sales.map(() => 1));
    expect(await till.data.replica.rows.get(['customer', id('customer 3')])).toMatchObject({ v: 1 });
    expect(await verifyReplica(till.data.replica)).toEqual([]);
  });
});

describe('what the feed has shown', () => {
  test('[W5] leaves the log for the retained entries, also when the move was interrupted', async () => {
    const [till, server] = [await device(), new TestServer()];
    await till.mutate('recordSale', { sale: ownSale });
    await till.mutate('recordSale', { sale: buildSale({ id: id('not sent') }) });
    await push(till, server, 1);
    await pull(till, server);
    expect(await till.data.log.entries.toCollection().primaryKeys()).toEqual([2]);
    const { estimatedOffsetMs } = await logStateOf(till.data.log);
    expect(await till.data.log.retained.toArray()).toMatchObject([
      { seq: 1, retainedAt: noon + estimatedOffsetMs },
    ]);
    // As if the tab had died before the move: the entry lies in the log again, and start-up moves it.
    const [retained] = await till.data.log.retained.toArray();
    if (!retained) throw new Error('one entry is retained');
    const { retainedAt: _, ...entry } = retained;
    await till.data.log.entries.put(entry);
    await till.data.log.retained.clear();
    await till.data.log.state.where('key').equals('log').modify({ retainedSeq: 0 });
    await retireConfirmed(till.data, noon + 1);
    expect(await till.data.log.entries.toCollection().primaryKeys()).toEqual([2]);
    expect(await till.data.log.retained.count()).toBe(1);
  });

  test('[X3] [W5] leaves nothing unsent behind when the log goes on under a new incarnation meanwhile', async () => {
    const [till, server] = [await device(), new TestServer()];
    const { log } = till.data;
    await till.mutate('recordSale', { sale: ownSale });
    await push(till, server);
    await pull(till, server);
    await till.mutate('recordSale', { sale: buildSale({ id: id('sent') }) });
    const unsent = await till.mutate('recordSale', { sale: buildSale({ id: id('not sent') }) });
    await push(till, server, 1);
    // The log is renumbered between the first look at it and the next.
    const read = log.state.get.bind(log.state);
    let reads = 0;
    const reading = vi.spyOn(log.state, 'get').mockImplementation((key) => {
      reads += 1;
      return reads === 2
        ? Dexie.Promise.resolve(startIncarnation(log, id('second'))).then(() => read(key))
        : read(key);
    });
    await pull(till, server);
    reading.mockRestore();
    expect((await read('log'))?.incarnation).toBe(id('second'));
    expect((await log.entries.toArray()).map((entry) => entry.id)).toContain(
      unsent.saved && unsent.mutationId,
    );
  });

  test('[F2] the same part again changes nothing', async () => {
    const [till, server] = [await device(), new TestServer()];
    await server.run('recordSale', { sale: buildSale({ id: id('theirs') }) }, { at: noon });
    const part = { epoch: 'first', rows: server.feed, completeV: 1 };
    await applyFeed(till.data, part, noon);
    const state = await till.data.replica.meta.get('state');
    await applyFeed(till.data, part, noon);
    expect(await till.data.replica.meta.get('state')).toEqual(state);
    expect((await replicaReader(till.data.replica).metrics(['guest']))[0]).toMatchObject({
      cells: [{ orders: 1 }],
    });
  });

  test('[K2] a refused intent is taken back here and kept as a problem', async () => {
    const [till, server] = [await device(), new TestServer()];
    const taken = { ...emptyCustomerFields('Ada'), externalId: '7' };
    await till.mutate('createCustomer', { id: id('Ada'), fields: taken });
    await server.run('createCustomer', { id: id('Bea'), fields: { ...taken, name: 'Bea' } }, { at: noon });
    await push(till, server);
    await pull(till, server);
    const rows = await createQueries(till.data.replica).all('customer');
    expect(rows.map((row) => row.name)).toEqual(['Bea']);
    expect(await undecidedAttention(till.data.replica)).toMatchObject([
      { code: 'external_id_taken', path: ['fields', 'externalId'], mutationName: 'createCustomer' },
    ]);
  });

  test('many sales of others go to pages at once, with their returns and figures', async () => {
    const [till, server] = [await device(), new TestServer()];
    for (let n = 0; n < 40; n += 1) {
      const sale = buildSale({ id: id(`theirs ${n}`), customerId: id('Ada'), occurredAt: noon + n * 1000 });
      await server.run('recordSale', { sale }, { at: noon });
      const back = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id(`back ${n}`) });
      if (n % 4 === 0) await server.run('recordReturn', { sale: back }, { at: noon });
    }
    await pull(till, server);
    expect(await till.data.replica.hotSales.count()).toBe(0);
    expect(await till.data.replica.chunks.toArray()).toMatchObject([{ count: 50 }]);
    expect((await replicaReader(till.data.replica).metrics([id('Ada')]))[0]?.cells).toEqual(
      (await server.store.metrics([id('Ada')]))[0]?.cells,
    );
    expect(await verifyReplica(till.data.replica)).toEqual([]);
  });
});

const people = ['ada', 'bea', 'cyd'];
const person = fc.constantFrom(...people);
const intent = fc.oneof(
  fc.record({
    name: fc.constant<MutationName>('createCustomer'),
    args: fc.record({
      id: person.map(id),
      fields: fc.record({
        ...Object.fromEntries(
          Object.entries(emptyCustomerFields('New')).map(([key, value]) => [key, fc.constant(value)]),
        ),
        externalId: fc.constantFrom(null, '1', '2'),
      }),
    }),
  }),
  fc.record({
    name: fc.constant<MutationName>('editCustomer'),
    args: fc.record({
      id: person.map(id),
      changes: fc.oneof(
        fc.record({ name: fc.constantFrom('A', 'B', 'C') }),
        fc.record({ externalId: fc.constantFrom('1', '2', null) }),
        fc.record({ tags: fc.constantFrom([], ['x'], ['y', 'z']) }),
      ),
    }),
  }),
  fc.record({
    name: fc.constant<MutationName>('mergeCustomers'),
    args: fc.record({
      id: fc.nat(20).map((n) => id(`edge ${n}`)),
      winnerId: person.map(id),
      loserId: person.map(id),
      choices: fc.constant({}),
    }),
  }),
  fc.record({
    name: fc.constant<MutationName>('unmergeCustomers'),
    args: fc.record({ winnerId: person.map(id), loserId: person.map(id) }),
  }),
);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('here' as const), intent }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('there' as const), intent }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('push' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pull' as const),
      lag: fc.nat(2),
      step: fc.integer({ min: 1, max: 4 }),
    }),
  },
);

const shownKinds = ['customer', 'mergeEdge'] as const;

/** What the device must show: what the feed has brought so far, with its pending intents on top in order of seq. */
async function expectedRows(till: TestDevice, server: TestServer) {
  const model = new MemoryStore();
  const { v } = feedCursor(await replicaStateOf(till.data.replica));
  for (const row of server.feed) {
    const kind = shownKinds.find((shown) => shown === row.table);
    if (row.v < v && kind === 'customer') await model.put(kind, row.row as ReturnType<typeof buildCustomer>);
    if (row.v < v && kind === 'mergeEdge')
      await model.put(kind, row.row as ReturnType<typeof model.all<'mergeEdge'>>[0]);
  }
  for (const entry of await entriesAfter(till.data.log, 0, 1000, 1e9)) {
    if (!isMutationName(entry.name)) throw new Error('known mutations only');
    await applyMutation(model, entry.name, entry.args, {
      mutationId: entry.id,
      actorId: entry.actor,
      deviceId: entry.device,
      at: entry.deviceTime + entry.estimatedOffsetMs,
    });
  }
  return Object.fromEntries(shownKinds.map((kind) => [kind, model.all(kind)]));
}

async function shownRows(till: TestDevice) {
  const queries = createQueries(till.data.replica);
  return { customer: await queries.all('customer'), mergeEdge: await queries.all('mergeEdge') };
}

test('[F3] whatever interleaves, a device shows the server with its own pending intents on top, and ends as the server', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
      const [till, server] = [await testDevice('connected'), new TestServer()];
      let at = noon;
      for (const next of steps) {
        at += 1;
        if (next.kind === 'here') await till.mutate(next.intent.name, next.intent.args as never);
        if (next.kind === 'there') await server.run(next.intent.name, next.intent.args, { at });
        if (next.kind === 'push') await push(till, server, next.count);
        if (next.kind === 'pull') await pull(till, server, server.v - next.lag, next.step);
        expect(await shownRows(till)).toEqual(await expectedRows(till, server));
      }
      await push(till, server);
      await pull(till, server);
      expect(await shownRows(till)).toEqual({
        customer: server.store.all('customer'),
        mergeEdge: server.store.all('mergeEdge'),
      });
      expect(await till.data.replica.pending.count()).toBe(0);
      expect(await till.data.replica.serverRows.count()).toBe(0);
      expect(await till.data.log.entries.count()).toBe(0);
      await till.remove();
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('[X6] [L4] a time that is corrected after a sale was counted moves it in figures, history and receipt, also when it is sealed', async () => {
  const [till, other, server] = [await device(), await device(), new TestServer()];
  const customerId = id('anna');
  await server.run('createCustomer', { id: customerId, fields: emptyCustomerFields('Anna') }, { at: noon });
  await pull(till, server);
  const days = 24 * 60 * 60_000;
  for (const n of [0, 1, 2]) {
    const fields = { customerId: n === 2 ? null : customerId, occurredAt: noon + n * 60_000 };
    await till.mutate('recordSale', { sale: buildSale({ id: id(`wrong ${n}`), ...fields }) });
  }
  const sales: Sale[] = [];
  const clocks: SaleClock[] = [];
  for (const entry of await entriesAfter(till.data.log, 0, 1000, 1e9)) {
    await server.take(entry);
    // With the number that the log has given it.
    const { sale } = entry.args as MutationArgs<'recordSale'>;
    sales.push(sale);
    clocks.push(correct(server, sale, sale.occurredAt - 40 * days));
  }
  await pull(till, server);
  await pull(other, server);
  const happened = sales.map((sale, n) => asHappened(sale, clocks[n]));
  for (const { data } of [till, other]) {
    await sealHotSales(data, 1);
    const reader = replicaReader(data.replica);
    const queries = createQueries(data.replica);
    const owned = happened.slice(0, 2);
    expect(await reader.metrics([customerId, guestId])).toEqual([
      metricsFromSales(customerId, owned),
      metricsFromSales(guestId, happened.slice(2)),
    ]);
    expect((await queries.timeline(customerId, {}, null, 10)).sales).toEqual([...owned].reverse());
    for (const ref of [saleRefOf(sales[0] as Sale), happened[0] as Sale])
      expect((await queries.receipt(ref))?.sale).toEqual(happened[0]);
    const found = await new ReceiptDirectory(data.replica).find(
      null,
      {
        text: '',
        from: null,
        to: sales[0]?.businessDate ?? null,
        type: null,
        locationId: null,
        minMinor: null,
        maxMinor: null,
      },
      0,
      10,
      { key: '', isNamed: () => false },
    );
    expect(found.refs).toEqual([...sales].reverse().map(saleRefOf));
    expect(await verifyReplica(data.replica)).toEqual([]);
  }
});
