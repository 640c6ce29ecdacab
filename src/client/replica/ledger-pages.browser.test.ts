import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Sale } from '../../domain/model/sale.ts';
import { buildLine, buildSale, id, noon } from '../../domain/testing/build.ts';
import { changeReplica } from './change-replica.ts';
import { addToLedger, bytesPerPage, saleFromLedger, salesPerPage } from './ledger-pages.ts';
import { oldestFirst, salePacker, unpackSales } from './packed-sales.ts';
import type { LedgerPage, ReplicaDatabase } from './replica-database.ts';
import { testDevice } from './testing/device.ts';

/** Batches as they may come: few or many, in any order, some with the same instants, now and then a sale larger than a page. */
const batches = fc.array(
  fc.array(
    fc.record({
      key: fc.nat(2000),
      customer: fc.constantFrom('anna', 'anna', 'anna', null),
      lines: fc.constantFrom(1, 1, 1, 1, 1, 1, 3, 40, 700),
    }),
    { minLength: 1, maxLength: 300, size: 'max' },
  ),
  { minLength: 1, maxLength: 5 },
);

/** One sale per key; its instant follows from the key, so that a repeated key is the same sale again. */
function saleOf({ key, customer, lines }: { key: number; customer: string | null; lines: number }): Sale {
  return buildSale({
    id: id(`ledger ${customer} ${key}`),
    customerId: customer === null ? null : id(customer),
    occurredAt: noon + (key % 700) * 3_600_000,
    lines: Array.from({ length: lines }, (_, n) => buildLine({ n: n + 1 })),
  });
}

function checkPage(page: LedgerPage): void {
  const placed = unpackSales(page.sales);
  const packer = salePacker();
  for (const sale of placed) packer.add(sale);
  expect(placed[0]?.sale).toMatchObject({ occurredAt: page.from, id: page.fromId });
  expect(placed.length).toBeLessThanOrEqual(salesPerPage);
  expect(placed.length === 1 || packer.bytes <= bytesPerPage).toBe(true);
}

async function salesInOrderOfPages(replica: ReplicaDatabase, ledgerKey: string): Promise<Sale[]> {
  const pages = await replica.pages.orderBy(':id').toArray();
  const own = pages.filter((page) => page.ledgerKey.startsWith(ledgerKey));
  for (const page of own) checkPage(page);
  return own.flatMap((page) => unpackSales(page.sales).map(({ sale }) => sale));
}

test('[L2] whatever comes in whatever order, pages are whole, in order, small enough, and never overlap', async () => {
  const { data, remove } = await testDevice('connected');
  onTestFinished(remove);
  const { replica } = data;
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      await replica.pages.clear();
      const plain = new Map<string, Sale>();
      for (const batch of given) {
        const sales = batch
          .map(saleOf)
          .filter((sale, index, all) => all.findIndex(({ id }) => id === sale.id) === index);
        const added = await changeReplica(replica, ({ effects }) =>
          addToLedger(
            replica,
            effects,
            sales.map((sale) => ({ sale, v: null })),
          ),
        );
        const fresh = sales.filter((sale) => !plain.has(sale.id)).map((sale) => sale.id);
        expect(added.map((sale) => sale.id).sort()).toEqual(fresh.sort());
        for (const sale of sales) if (!plain.has(sale.id)) plain.set(sale.id, sale);
      }
      const expected = [...plain.values()].sort(oldestFirst);
      const idsOf = (sales: readonly Sale[]) => sales.map((sale) => sale.id);
      const anna = await salesInOrderOfPages(replica, id('anna'));
      expect(idsOf(anna)).toEqual(idsOf(expected.filter((sale) => sale.customerId)));
      const guests = await salesInOrderOfPages(replica, 'guest:');
      expect(idsOf(guests)).toEqual(idsOf(expected.filter((sale) => !sale.customerId)));
      for (const sale of expected.slice(0, 20)) expect(await saleFromLedger(replica, sale)).toEqual(sale);
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('[L2] history that only grows fills its pages', async () => {
  const { data, remove } = await testDevice('connected');
  onTestFinished(remove);
  const { replica } = data;
  for (let batch = 0; batch < 20; batch += 1) {
    const sales = Array.from({ length: 50 }, (_, n) =>
      saleOf({ key: 0, customer: 'anna', lines: 1 + ((batch * 50 + n) % 3) }),
    ).map((sale, n) => ({ ...sale, id: id(`grown ${batch} ${n}`), occurredAt: noon + batch * 50 + n }));
    await changeReplica(replica, ({ effects }) =>
      addToLedger(
        replica,
        effects,
        sales.map((sale) => ({ sale, v: 1 })),
      ),
    );
  }
  const pages = await replica.pages.toArray();
  const packed = pages.map(({ sales }) => sales.count);
  expect(Math.min(...packed.slice(0, -1))).toBeGreaterThan(100);
});
