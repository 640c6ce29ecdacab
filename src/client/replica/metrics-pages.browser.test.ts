import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type CustomerMetrics, emptyMetrics } from '../../domain/metrics/metrics.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { id } from '../../domain/testing/build.ts';
import { changeReplica } from './change-replica.ts';
import { MetricsRows, metricsRowsAfter, rowsPerMetricsPage } from './metrics-pages.ts';
import { unpackMetrics } from './packed-metrics.ts';
import { testDevice } from './testing/device.ts';

const customer = fc.oneof(
  { weight: 30, arbitrary: fc.nat(300).map((n) => id(`customer ${n}`)) },
  fc.constant(guestId),
);
const batches = fc.array(fc.uniqueArray(customer, { maxLength: 60, size: 'max' }), {
  maxLength: 8,
  size: 'max',
});

test('[L4] rows put in any order and number are found again, in order, on pages that never overlap', async () => {
  const { data, remove } = await testDevice('local');
  onTestFinished(remove);
  const { replica } = data;
  await fc.assert(
    fc.asyncProperty(batches, fc.boolean(), async (given, readFirst) => {
      await replica.metricsPages.clear();
      const plain = new Map<string, CustomerMetrics>();
      for (const [round, ids] of given.entries()) {
        const rows = ids.map((customerId) => ({ ...emptyMetrics(customerId), stale: round % 2 === 0 }));
        await changeReplica(replica, async ({ effects }) => {
          const metrics = new MetricsRows(replica);
          if (readFirst)
            expect(await metrics.get(ids)).toEqual(ids.map((customerId) => plain.get(customerId)));
          await metrics.put(effects, rows);
          for (const row of rows) plain.set(row.customerId, row);
          expect(await metrics.get(ids)).toEqual(rows);
        });
      }
      const expected = [...plain.values()].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
      const stored = await replica.metricsPages.toArray();
      const pages = stored.map(({ firstId, rows }) => ({ firstId, rows: unpackMetrics(rows) }));
      expect(pages.flatMap((page) => page.rows)).toEqual(expected);
      expect(pages.every(({ firstId, rows }) => rows[0]?.customerId === firstId)).toBe(true);
      expect(pages.every(({ rows }) => rows.length <= rowsPerMetricsPage)).toBe(true);
      const behind = expected[Math.floor(expected.length / 2)]?.customerId ?? '';
      const rest = expected.filter((row) => row.customerId > behind);
      expect(await metricsRowsAfter(replica, behind, 1000)).toEqual(rest);
      expect((await metricsRowsAfter(replica, behind, 5)).slice(0, 5)).toEqual(rest.slice(0, 5));
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('figures of customers who come in order fill their pages', async () => {
  const { data, remove } = await testDevice('local');
  onTestFinished(remove);
  const { replica } = data;
  const ids = Array.from({ length: 500 }, (_, n) => id(`customer ${n}`)).sort();
  for (let start = 0; start < ids.length; start += 50) {
    const rows = ids.slice(start, start + 50).map(emptyMetrics);
    await changeReplica(replica, ({ effects }) => new MetricsRows(replica).put(effects, rows));
  }
  expect(await replica.metricsPages.count()).toBe(Math.ceil(500 / rowsPerMetricsPage));
});
