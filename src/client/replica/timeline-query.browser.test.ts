import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { asHappened, saleClockOf } from '../../domain/history/corrected-time.ts';
import {
  matchesFilter,
  newestFirst,
  type TimelineFilter,
  type TimelinePosition,
} from '../../domain/history/timeline.ts';
import { writeSales } from '../../domain/metrics/write-sales.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { saleArbitrary } from '../../domain/testing/arbitraries.ts';
import { buildCustomer, buildSale, id, noon } from '../../domain/testing/build.ts';
import { changeReplica } from './change-replica.ts';
import { createQueries } from './queries.ts';
import { replicaStore } from './replica-store.ts';
import { sealHotSales } from './seal.ts';
import { testDevice } from './testing/device.ts';

const filter: fc.Arbitrary<TimelineFilter> = fc.record(
  {
    from: fc.constantFrom('2026-02-01', '2026-06-15', '2026-12-31'),
    to: fc.constantFrom('2026-02-01', '2026-06-15', '2026-12-31'),
    type: fc.constantFrom('sale' as const, 'return' as const),
    locationId: fc.constantFrom(id('shop'), id('stall')),
    text: fc.constantFrom('mug', 'nothing'),
  },
  { requiredKeys: [] },
);

test('[X6] a timeline is a plain sort and filter over the whole group, whatever layer its sales lie in', async () => {
  const { data, remove } = await testDevice('connected');
  onTestFinished(remove);
  const { replica } = data;
  const timeline = createQueries(replica).timeline;
  await changeReplica(replica, async ({ effects }) => {
    const store = replicaStore(replica, effects);
    await store.putMany('customer', [buildCustomer('anna'), buildCustomer('ben'), buildCustomer('chloe')]);
    await store.put('mergeEdge', {
      id: id('edge'),
      winnerId: id('anna'),
      loserId: id('ben'),
      choices: {},
      active: true,
      mergedAt: noon,
      mergedBy: null,
    });
  });
  const layer = fc.constantFrom('hot', 'hot', 'sealed');
  const wrongByMs = fc.constantFrom(0, 0, 0, 3_600_000, -40 * 86_400_000);
  const given = fc.uniqueArray(fc.tuple(saleArbitrary, layer, wrongByMs), {
    selector: ([sale]) => sale.id,
    maxLength: 80,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(given, filter, fc.integer({ min: 1, max: 20 }), async (drawn, narrowed, limit) => {
      // As sales are when they were sent or logged: JSON knows no negative zero.
      const layered: typeof drawn = JSON.parse(JSON.stringify(drawn));
      const clocks = layered.flatMap(([sale, , wrongBy]) =>
        wrongBy === 0
          ? []
          : [
              saleClockOf(sale, {
                effectiveAt: sale.occurredAt - wrongBy,
                receivedAt: noon,
                cutOffHour: 0,
              }),
            ],
      );
      const clockOf = new Map(clocks.map((clock) => [clock.sale.id, clock]));
      await Promise.all([
        replica.pages.clear(),
        replica.hotSales.clear(),
        replica.rows.where('[kind+id]').between(['saleClock', ''], ['saleClock', '~']).delete(),
      ]);
      await changeReplica(replica, async ({ effects }) => {
        const store = replicaStore(replica, effects);
        const inLayer = (wanted: string) =>
          layered.filter(([, layer]) => layer === wanted).map(([sale]) => sale);
        await store.addSales(inLayer('hot'), 'one');
        await store.addSales(inLayer('sealed'), 'many');
        await store.putMany('saleClock', clocks);
      });
      const group = [id('anna'), id('ben')];
      const expected = layered
        .map(([sale]) => asHappened(sale, clockOf.get(sale.id)))
        .filter((sale) => group.includes(sale.customerId ?? '') && matchesFilter(sale, narrowed))
        .sort(newestFirst);
      const shown: Sale[] = [];
      let before: TimelinePosition | null = null;
      do {
        const page = await timeline(id('anna'), narrowed, before, limit);
        expect(page.sales.length).toBeLessThanOrEqual(limit);
        shown.push(...page.sales);
        before = page.next;
      } while (before);
      expect(shown).toEqual(expected);
      expect((await timeline(id('ben'), narrowed, null, 1000)).sales).toEqual(expected);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('the newest documents of a long history are read from few pages', async () => {
  const { data, remove } = await testDevice('local');
  onTestFinished(remove);
  const { replica } = data;
  const sales = Array.from({ length: 3000 }, (_, n) =>
    buildSale({ id: id(`long ${n}`), customerId: id('anna'), occurredAt: noon + n * 60_000 }),
  );
  await changeReplica(replica, async ({ effects }) => {
    await writeSales(replicaStore(replica, effects), sales, 'many');
  });
  let pagesRead = 0;
  replica.pages.hook('reading', (page) => {
    pagesRead += 1;
    return page;
  });
  const { sales: newest } = await createQueries(replica).timeline(id('anna'), {}, null, 50);
  expect(newest).toEqual(sales.slice(-50).reverse());
  expect(pagesRead).toBeLessThanOrEqual(2);
});

test('[L1] sealing changes no answer', async () => {
  const { data, mutate, remove } = await testDevice('local');
  onTestFinished(remove);
  const queries = createQueries(data.replica);
  for (let n = 0; n < 5; n += 1) await mutate('recordSale', { sale: buildSale({ id: id(`guest ${n}`) }) });
  const ref = { id: id('guest 3'), customerId: null, occurredAt: noon };
  const before = await queries.receipt(ref);
  expect(before?.waiting).toBe(true);
  expect(await sealHotSales(data, 1)).toBe(5);
  expect(await queries.receipt(ref)).toEqual({ ...before, waiting: false });
});
