/** Documents that change hands (REQ-L9), on a device between its own pending changes and those of others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saleClockOf } from '../../domain/history/corrected-time.ts';
import { groupOf } from '../../domain/history/groups.ts';
import { newestFirst } from '../../domain/history/timeline.ts';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import { buildLine, buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import { entriesAfter } from '../outbox/entries-to-send.ts';
import { applyFeed, feedCursor } from './apply-feed.ts';
import { changeReplica, replicaStateOf } from './change-replica.ts';
import { createQueries } from './queries.ts';
import { replicaReader } from './replica-reader.ts';
import { replicaStore } from './replica-store.ts';
import { sealHotSales } from './seal.ts';
import { type TestDevice, testDevice } from './testing/device.ts';
import { TestServer } from './testing/server.ts';
import { verifyReplica } from './verify.ts';

const dayMs = 86_400_000;
const people = ['ada', 'bea', 'cyd'].map(id);
const everybody = [...people, guestId];

const lines = [buildLine({ quantityMilli: 9000, totalMinor: 16_200 })];
const soldBefore = Array.from({ length: 4 }, (_, n) =>
  buildSale({
    id: id(`sale ${n}`),
    customerId: people[n] ?? null,
    occurredAt: noon + n * dayMs,
    businessDate: new Date(noon + n * dayMs).toISOString().slice(0, 10),
    lines,
  }),
);

type Deed = {
  readonly [N in MutationName]: { readonly name: N; readonly args: MutationArgs<N> };
}[MutationName];

const sale = fc.constantFrom(...soldBefore);
const person = fc.constantFrom(...people);
const key = fc.nat(9);

/** @param side where it is done: documents are made in one place */
const deedAt = (side: string): fc.Arbitrary<Deed> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record({ sale, n: key, to: fc.option(person), sees: fc.array(key, { maxLength: 3 }) })
        .map(
          ({ sale, n, to, sees }): Deed => ({
            name: 'linkSale',
            args: {
              id: id(`link ${n}`),
              sale: saleRefOf(sale),
              customerId: to,
              replaces: sees.map((k) => id(`link ${k}`)),
            },
          }),
        ),
    },
    {
      weight: 2,
      arbitrary: fc.record({ sale, n: key }).map(
        ({ sale, n }): Deed => ({
          name: 'takeBackLink',
          args: { id: id(`link ${n}`), sale: saleRefOf(sale) },
        }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.record({ sale, n: fc.nat(99) }).map(
        ({ sale, n }): Deed => ({
          name: 'recordReturn',
          args: {
            sale: buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], {
              id: id(`${side} return ${n}`),
              occurredAt: noon + n * 1000,
            }),
          },
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({ n: key, winnerId: person, loserId: person }).map(
        ({ n, winnerId, loserId }): Deed => ({
          name: 'mergeCustomers',
          args: { id: id(`edge ${n}`), winnerId, loserId, choices: {} },
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ winnerId: person, loserId: person })
        .map((args): Deed => ({ name: 'unmergeCustomers', args })),
    },
  );

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('here' as const), deed: deedAt('here') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('there' as const), deed: deedAt('there') }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('push' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pull' as const), lag: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('seal' as const) }) },
);

async function push(till: TestDevice, server: TestServer, count = 1000): Promise<void> {
  const taken = server.feed.filter((row) => row.table === 'outcome').length;
  for (const entry of await entriesAfter(till.data.log, 0, 1000, 1e9)) {
    if (entry.seq > taken && entry.seq <= taken + count) await server.take(entry);
  }
}

async function pull(till: TestDevice, server: TestServer, upTo = server.v): Promise<void> {
  const { v } = feedCursor(await replicaStateOf(till.data.replica));
  if (v > upTo) return;
  const rows = server.feed.filter((row) => row.v >= v && row.v <= upTo);
  await applyFeed(till.data, { epoch: 'first', rows, completeV: upTo }, noon);
}

/** Timelines of everybody's groups on the device show what the owners of its documents make of them. */
async function expectTimelines({ data: { replica } }: TestDevice, documents: readonly Sale[]): Promise<void> {
  const reader = replicaReader(replica);
  const queries = createQueries(replica);
  for (const customerId of people) {
    const { memberIds } = await groupOf(reader, customerId);
    const theirs: Sale[] = [];
    for (const document of documents)
      if (memberIds.includes(await ownerOf(reader, document))) theirs.push(document);
    const expected = theirs.sort(newestFirst).map((document) => document.id);
    const shown: string[] = [];
    let next: Awaited<ReturnType<typeof queries.timeline>>['next'] = null;
    do {
      const page: Awaited<ReturnType<typeof queries.timeline>> = await queries.timeline(
        customerId,
        {},
        next,
        2,
      );
      shown.push(...page.sales.map((document) => document.id));
      next = page.next;
    } while (next);
    expect(shown).toEqual(expected);
  }
}

async function documentsOn({ data: { replica } }: TestDevice): Promise<Sale[]> {
  const reader = replicaReader(replica);
  const all: Sale[] = [];
  for (const owner of everybody) all.push(...(await reader.salesOf(owner)));
  return all;
}

test('[L4] [L5] [F3] whatever interleaves, figures and histories on a device follow the links it shows, and end as on the server', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
      const [till, server] = [await testDevice('connected'), new TestServer()];
      for (const [n, customerId] of people.entries())
        await server.run(
          'createCustomer',
          { id: customerId, fields: emptyCustomerFields(`P${n}`) },
          { at: noon },
        );
      for (const one of soldBefore) await server.run('recordSale', { sale: one }, { at: noon });
      await pull(till, server);
      let at = noon;
      for (const next of steps) {
        at += 1;
        if (next.kind === 'here')
          await till.mutate(next.deed.name, next.deed.args as never, { accepted: ['over_returned'] });
        if (next.kind === 'there') await server.run(next.deed.name, next.deed.args, { at });
        if (next.kind === 'push') await push(till, server, next.count);
        if (next.kind === 'pull') await pull(till, server, server.v - next.lag);
        if (next.kind === 'seal') await sealHotSales(till.data, 1);
        expect(await verifyReplica(till.data.replica)).toEqual([]);
        await expectTimelines(till, await documentsOn(till));
      }
      await push(till, server);
      await pull(till, server);
      const cellsOf = (rows: readonly ({ readonly cells: unknown } | undefined)[]) =>
        rows.map((row) => row?.cells ?? []);
      expect(cellsOf(await replicaReader(till.data.replica).metrics(everybody))).toEqual(
        cellsOf(await server.store.metrics(everybody)),
      );
      expect(await createQueries(till.data.replica).all('saleLink')).toEqual(server.store.all('saleLink'));
      expect(await till.data.replica.pending.count()).toBe(0);
      await till.remove();
    }),
    { numRuns: 15 },
  );
}, 240_000);

test('[N3] [L4] a sale that figures of guests include already leaves them when it comes with its link', async () => {
  const [till, server] = [await testDevice('connected'), new TestServer()];
  const [ada = ''] = people;
  const guestSale = buildSale({ id: id('early') });
  await server.run('createCustomer', { id: ada, fields: emptyCustomerFields('Ada') }, { at: noon });
  await server.run('recordSale', { sale: guestSale }, { at: noon });
  const counted = (await server.store.metrics([guestId])).flatMap((row) => row ?? []);
  await changeReplica(till.data.replica, async ({ effects, advance }) => {
    await replicaStore(till.data.replica, effects).putMetrics(counted);
    advance({ snapshot: null, ahead: { [guestId]: server.v } });
  });
  const link = { id: id('link'), sale: saleRefOf(guestSale), customerId: ada, replaces: [] };
  await server.run('linkSale', link, { at: noon });
  await pull(till, server);
  expect(await verifyReplica(till.data.replica)).toEqual([]);
  await till.remove();
});

test.each([
  ['a guest’s sale gets its customer', null, people[0] ?? null],
  ['a customer’s sale becomes a guest’s', people[0] ?? null, null],
])(
  '[X6] [L4] where %s and the feed corrects its time before it shows that, its figures move once',
  async (_, from, to) => {
    const [till, server] = [await testDevice('connected'), new TestServer()];
    const [ada = ''] = people;
    const own = { id: id('own'), customerId: from, occurredAt: noon + 400 * dayMs };
    const sold = buildSale({ ...own, businessDate: '2027-12-25' });
    await till.mutate('createCustomer', { id: ada, fields: emptyCustomerFields('Ada') });
    await till.mutate('recordSale', { sale: sold });
    const link = { id: id('link'), sale: saleRefOf(sold), customerId: to, replaces: [] };
    await till.mutate('linkSale', link);
    // The server finds the clock wrong as the sale arrives.
    const clock = saleClockOf(sold, { effectiveAt: noon, receivedAt: noon, cutOffHour: 0 });
    await server.store.put('saleClock', clock);
    await push(till, server, 2);
    server.feed.push({ table: 'saleClock', id: clock.id, v: server.v, row: clock });
    await pull(till, server);
    expect(await verifyReplica(till.data.replica)).toEqual([]);
    await push(till, server);
    await pull(till, server);
    expect(await verifyReplica(till.data.replica)).toEqual([]);
    const cells = (await replicaReader(till.data.replica).metrics(everybody)).map((row) => row?.cells ?? []);
    expect(cells).toEqual((await server.store.metrics(everybody)).map((row) => row?.cells ?? []));
    await till.remove();
  },
);
