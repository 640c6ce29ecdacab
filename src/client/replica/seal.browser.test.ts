import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emptyMetrics } from '../../domain/metrics/metrics.ts';
import { writeSales } from '../../domain/metrics/write-sales.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { saleArbitrary } from '../../domain/testing/arbitraries.ts';
import { buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import type { ShopNature } from '../outbox/log-database.ts';
import { changeReplica } from './change-replica.ts';
import { columnsOf, saleRefAt } from './column-chunk.ts';
import { packMetrics } from './packed-metrics.ts';
import type { ReplicaDatabase } from './replica-database.ts';
import { replicaStore } from './replica-store.ts';
import { sealHotSales } from './seal.ts';
import { testDevice } from './testing/device.ts';
import { verifyReplica } from './verify.ts';

async function device(nature: ShopNature) {
  const made = await testDevice(nature);
  onTestFinished(made.remove);
  return made;
}

const write = (
  replica: ReplicaDatabase,
  sales: readonly Sale[],
  size: 'one' | 'many',
  v: number | null = null,
) =>
  changeReplica(replica, ({ effects }) => {
    const places = new Map(v === null ? [] : sales.map((sale) => [sale.id, { v }]));
    return writeSales(replicaStore(replica, effects, places), sales, size);
  });

const threeSales = ['a', 'b', 'c'].map((name, n) => buildSale({ id: id(name), occurredAt: noon + n }));

describe('sealing', () => {
  test('[L1] takes only what the feed has shown, unless the shop has no server', async () => {
    const [connected, local] = [await device('connected'), await device('local')];
    for (const { data } of [connected, local]) {
      await write(data.replica, threeSales.slice(0, 2), 'one', 7);
      await write(data.replica, threeSales.slice(2), 'one');
    }
    expect(await sealHotSales(connected.data, 1)).toBe(2);
    expect(await connected.data.replica.hotSales.toCollection().primaryKeys()).toEqual([id('c')]);
    expect(await sealHotSales(local.data, 1)).toBe(3);
  });

  test('[L2] may be done again and again', async () => {
    const { data } = await device('local');
    await write(data.replica, threeSales, 'one');
    expect(await sealHotSales(data, 1)).toBe(3);
    expect(await sealHotSales(data, 1)).toBe(0);
    // A sale that is hot although its page holds it, as no code of ours leaves it, is sealed without doubling it.
    const [first] = threeSales;
    if (!first) throw new Error('there are three sales');
    await data.replica.hotSales.add({ id: first.id, ledgerKey: 'guest:2026-11', v: null, sale: first });
    expect(await sealHotSales(data, 1)).toBe(1);
    expect(await verifyReplica(data.replica)).toEqual([]);
  });

  test('leaves a handful of sales where they are', async () => {
    const { data } = await device('local');
    await write(data.replica, threeSales, 'one');
    expect(await sealHotSales(data)).toBe(0);
  });
});

test('[L4] after any sequence of writes, imports, returns and sealings, what is derived is what the sales say', async () => {
  const { data } = await device('local');
  const { replica } = data;
  const sales = fc.uniqueArray(saleArbitrary, { selector: (sale) => sale.id, minLength: 1, maxLength: 12 });
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('write' as const),
      sales,
      size: fc.constantFrom('one' as const, 'many' as const),
    }),
    fc.record({ kind: fc.constant('return' as const), pick: fc.nat() }),
    fc.record({ kind: fc.constant('again' as const), pick: fc.nat() }),
    fc.record({ kind: fc.constant('seal' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await Promise.all(
        [replica.pages, replica.hotSales, replica.metricsPages, replica.chunks, replica.childDocuments].map(
          (table) => table.clear(),
        ),
      );
      const written: Sale[] = [];
      for (const next of steps) {
        const picked = 'pick' in next ? written[next.pick % Math.max(1, written.length)] : undefined;
        if (next.kind === 'write') {
          await write(replica, next.sales, next.size);
          written.push(...next.sales);
        }
        if (next.kind === 'return' && picked) {
          const back = buildReturn(picked, [{ n: 1, quantityMilli: 500 }], {
            id: id(`back ${written.length}`),
          });
          await write(replica, [back], 'one');
          written.push(back);
        }
        if (next.kind === 'again' && picked) await write(replica, [picked], 'many');
        if (next.kind === 'seal') await sealHotSales(data, 1);
      }
      expect(await verifyReplica(replica)).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe('verify', () => {
  test('[L4] finds each derived row that was changed by hand', async () => {
    const { data } = await device('local');
    const { replica } = data;
    const sale = buildSale({ customerId: id('ada') });
    await write(
      replica,
      [sale, buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('back') })],
      'many',
    );
    expect(await verifyReplica(replica)).toEqual([]);
    const emptied = packMetrics([emptyMetrics(id('ada'))]);
    await replica.metricsPages.put({ firstId: id('ada'), rows: emptied }, id('ada'));
    await replica.chunks.clear();
    await replica.childDocuments.clear();
    await replica.hotSales.add({ id: sale.id, ledgerKey: id('ada'), v: null, sale });
    expect(await verifyReplica(replica)).toEqual([
      { kind: 'twice', saleId: sale.id },
      { kind: 'chunk_lacks', saleId: sale.id },
      { kind: 'chunk_lacks', saleId: id('back') },
      { kind: 'metrics_differ', customerId: id('ada') },
      { kind: 'child_lacks', saleId: id('back') },
    ]);
  });
});

test('[L3] a column chunk says of each sale what receipt search asks', () => {
  const sale = buildSale({ id: id('one'), customerId: id('ada'), number: 'B2-Ä-7', totalMinor: 1800 });
  const chunk = columnsOf([
    sale,
    buildSale({ id: id('two'), number: '8', lines: [...sale.lines, ...sale.lines] }),
  ]);
  expect(saleRefAt(chunk, 0)).toEqual({ id: id('one'), customerId: id('ada'), occurredAt: noon });
  expect(saleRefAt(chunk, 1).customerId).toBeNull();
  expect(chunk.numbers).toBe('\nb2-a-7\n8\n');
  expect([...chunk.lineAt]).toEqual([0, 1, 3]);
  expect(chunk.productTexts).toEqual(['stoneware mug\tmug']);
  expect([...chunk.businessDate]).toEqual([20261120, 20261120]);
});
