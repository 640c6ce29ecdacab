import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sale } from '../../domain/model/sale.ts';
import { saleArbitrary } from '../../domain/testing/arbitraries.ts';
import { buildLine, buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import { oldestFirst, type PlacedSale, SaleReader, salePacker, unpackSales } from './packed-sales.ts';

const everything = buildSale({
  customerId: id('ada'),
  staffId: id('staff'),
  deviceId: id('tablet'),
  externalId: 'WEB-7',
  channel: 'order',
  layawayId: id('layaway'),
  importId: id('import'),
  occurredAt: -5,
  utcOffsetMinutes: -330,
  lines: [
    buildLine({
      variantId: id('variant'),
      variantLabel: 'Größe 漢',
      categoryId: id('mugs'),
      taxRateMilli: 20_000,
      costMinor: 0,
      promotionId: id('promotion'),
      bundleId: id('bundle'),
      parentLine: { saleId: id('parent'), n: 3 },
      reason: 'wrong_size',
      totalMinor: 2 ** 52,
    }),
    buildLine({ n: 2, name: '', productId: null }),
  ],
  parent: { id: id('parent'), customerId: null, occurredAt: 0 },
});

function packSales(sales: readonly PlacedSale[]) {
  const packer = salePacker();
  for (const placed of sales) packer.add(placed);
  return packer.packed();
}

/** As sales are when they were sent or logged: JSON knows no negative zero. */
const asSent = (sales: readonly Sale[]): Sale[] => JSON.parse(JSON.stringify(sales));

test('every field of a sale comes back as it was', () => {
  const sales = asSent([everything, buildReturn(everything, [{ n: 1, quantityMilli: 500 }])]);
  const packed = packSales(sales.map((sale, index) => ({ sale, v: index === 0 ? null : 7 })));
  expect(unpackSales(structuredClone(packed))).toEqual([
    { sale: sales[0], v: null },
    { sale: sales[1], v: 7 },
  ]);
});

test('any sales come back as they were and are found by their position', () => {
  fc.assert(
    fc.property(fc.uniqueArray(saleArbitrary, { selector: (sale) => sale.id, maxLength: 40 }), (sales) => {
      const ordered = asSent(sales).sort(oldestFirst);
      const packed = packSales(ordered.map((sale) => ({ sale, v: 1 })));
      expect(unpackSales(packed).map(({ sale }) => sale)).toEqual(ordered);
      const reader = new SaleReader(packed);
      expect(ordered.map((sale) => reader.find(sale))).toEqual(ordered);
      expect(reader.find({ occurredAt: 0, id: 'elsewhere' })).toBeUndefined();
    }),
  );
});

test('a sale that does not fit leaves no trace', () => {
  const packer = salePacker();
  packer.add({ sale: everything, v: null });
  const before = structuredClone(packer.packed());
  const other = buildSale({ id: id('other'), number: 'unheard of' });
  expect(packer.addWithin({ sale: other, v: null }, packer.bytes + 10)).toBe(false);
  expect(packer.packed()).toEqual(before);
  expect(packer.addWithin({ sale: other, v: null }, packer.bytes + 10_000)).toBe(true);
  expect(unpackSales(packer.packed()).map(({ sale }) => sale)).toEqual([everything, other]);
});

test('the size is told within reach of what a clone takes', () => {
  const packer = salePacker();
  const sales = Array.from({ length: 100 }, (_, n) =>
    buildSale({ id: id(`${n}`), number: `N${n}`, occurredAt: n }),
  );
  for (const sale of sales) packer.add({ sale, v: 1 });
  const packed = packer.packed();
  const bytes = packed.bytes.byteLength + new TextEncoder().encode(JSON.stringify(packed.texts)).byteLength;
  expect(packer.bytes / bytes).toBeCloseTo(1, 1);
});

test('numbers of any size that an amount may have come back exactly', () => {
  const amounts = [0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1];
  const sales = amounts.map((totalMinor, n) =>
    buildSale({ id: id(`${n}`), occurredAt: n, totalMinor, roundingMinor: totalMinor }),
  );
  const packed = packSales(sales.map((sale) => ({ sale, v: null })));
  expect(unpackSales(packed).map(({ sale }) => sale.totalMinor)).toEqual(amounts);
});
