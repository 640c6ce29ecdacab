import { describe, expect, it } from 'vitest';
import { buildLine, buildReturn, buildSale, id } from '../../../domain/testing/build.ts';
import { receiptSums, returnedParts, taxShares, wholePercent } from './receipt-figures.ts';

const blend = buildLine({ n: 1, totalMinor: 2800, unitPriceMilli: 2_800_000, taxMinor: 0, taxRateMilli: 0 });
const apron = buildLine({
  n: 2,
  unitPriceMilli: 3_400_000,
  discountMinor: 340,
  totalMinor: 3060,
  taxMinor: 510,
  taxRateMilli: 20_000,
});
const mugs = buildLine({ n: 3, quantityMilli: 2000, totalMinor: 3600, taxMinor: 600, taxRateMilli: 20_000 });
const sale = buildSale({ lines: [blend, apron, mugs] });

describe('sums of a receipt', () => {
  it('lead from list price over the discount to the total', () => {
    const sums = receiptSums(sale);
    expect(sums).toMatchObject({
      beforeDiscountMinor: 9800,
      discountMinor: 340,
      taxAddedMinor: 0,
      totalMinor: 9460,
    });
    expect(sums.beforeDiscountMinor - sums.discountMinor).toBe(sums.totalMinor);
  });

  it('name tax that comes on top, rounding and tip', () => {
    const rounded = {
      ...sale,
      taxMode: 'added',
      roundingMinor: -2,
      tipMinor: 100,
      totalMinor: 10668,
    } as const;
    const sums = receiptSums(rounded);
    expect(
      sums.beforeDiscountMinor - sums.discountMinor + sums.taxAddedMinor + sums.roundingMinor + sums.tipMinor,
    ).toBe(10668);
  });

  it('of a return mirror the sale', () => {
    const back = buildReturn(sale, [{ n: 2, quantityMilli: 1000 }]);
    expect(receiptSums(back)).toMatchObject({
      beforeDiscountMinor: -3400,
      discountMinor: -340,
      totalMinor: -3060,
    });
  });
});

describe('tax by rate', () => {
  it('adds lines of one rate and gives the value without tax', () => {
    expect(taxShares(sale)).toEqual([
      { rateMilli: 20_000, baseMinor: 5550, taxMinor: 1110 },
      { rateMilli: 0, baseMinor: 2800, taxMinor: 0 },
    ]);
  });

  it('is not claimed where nothing is known of it', () => {
    expect(taxShares(buildSale({ lines: [buildLine({ taxMinor: 0 })] }))).toEqual([]);
  });

  it('shows tax of an unknown rate as such', () => {
    expect(taxShares(buildSale({ lines: [buildLine({ taxMinor: 300 })] }))).toEqual([
      { rateMilli: null, baseMinor: 1500, taxMinor: 300 },
    ]);
  });
});

it('[L6] adds up what came back of a line over several returns', () => {
  const first = buildReturn(sale, [{ n: 3, quantityMilli: 1000 }], {
    id: id('first'),
    businessDate: '2026-11-21',
  });
  const second = buildReturn(sale, [{ n: 3, quantityMilli: 1000 }], {
    id: id('second'),
    businessDate: '2026-11-25',
  });
  expect([...returnedParts(sale, [first, second])]).toEqual([
    [3, { returnedMilli: 2000, lastDay: '2026-11-25' }],
  ]);
});

it.each([
  [340, 3400, 10],
  [1, 3, null],
  [0, 0, null],
])('a discount of %i on %i is %s percent', (discount, list, percent) => {
  expect(wholePercent(discount, list)).toBe(percent);
});
