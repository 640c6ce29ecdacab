import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saleArbitrary } from '../testing/arbitraries.ts';
import { buildLine, buildReturn, buildSale, id } from '../testing/build.ts';
import { contributionOf } from './contribution.ts';
import { addToMetrics, combineCells, emptyMetrics } from './metrics.ts';

const cells = fc.array(saleArbitrary.map(contributionOf), { maxLength: 12 });

describe('the purchase summary as a monoid', () => {
  it('[L4] combining is associative', () => {
    fc.assert(
      fc.property(cells, cells, cells, (a, b, c) => {
        expect(combineCells([...combineCells([...a, ...b]), ...c])).toEqual(
          combineCells([...a, ...combineCells([...b, ...c])]),
        );
      }),
    );
  });

  it('[L4] combining does not depend on the order', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        expect(combineCells([...a, ...b])).toEqual(combineCells([...b, ...a]));
      }),
    );
  });

  it('[L4] the empty row adds nothing', () => {
    fc.assert(
      fc.property(cells, (a) => {
        const combined = combineCells(a);
        expect(combineCells(combined)).toEqual(combined);
        expect(addToMetrics(emptyMetrics('x'), combined).cells).toEqual(combined);
      }),
    );
  });

  it('[L4] the smaller id decides between two purchases of one moment', () => {
    const two = [buildSale({ id: id('one') }), buildSale({ id: id('two') })];
    const smaller = [id('one'), id('two')].sort()[0];
    const [cell] = combineCells(two.map(contributionOf));
    expect(cell?.first?.sale.id).toBe(smaller);
    expect(cell?.last?.sale.id).toBe(smaller);
  });
});

describe('what a document counts as (DEFINITIONS §13)', () => {
  const sale = buildSale({
    lines: [buildLine({ quantityMilli: 2000, totalMinor: 3600, taxMinor: 600, costMinor: 1000 })],
  });

  it('a sale is one order with all of its lines', () => {
    expect(contributionOf(sale)).toMatchObject({
      orders: 1,
      grossMinor: 3600,
      returnMinor: 0,
      unitsSoldMilli: 2000,
      costMinor: 1000,
      costedValueExTaxMinor: 3000,
      days: ['2026-11-20'],
      first: { amountMinor: 3600 },
    });
  });

  it('a return reduces value, never orders or the last purchase', () => {
    expect(contributionOf(buildReturn(sale, [{ n: 1, quantityMilli: 1000 }]))).toMatchObject({
      orders: 0,
      returns: 1,
      grossMinor: 0,
      returnMinor: 1800,
      unitsReturnedMilli: 1000,
      first: null,
      last: null,
      days: [],
    });
  });

  it('an exchange splits into what went out and what came back, and is a visit', () => {
    const exchange = buildSale({
      type: 'exchange',
      lines: [buildLine({ totalMinor: 2500 }), buildLine({ n: 2, quantityMilli: -1000, totalMinor: -1800 })],
    });
    expect(contributionOf(exchange)).toMatchObject({
      orders: 0,
      exchanges: 1,
      grossMinor: 2500,
      returnMinor: 1800,
      unitsSoldMilli: 1000,
      unitsReturnedMilli: 1000,
      first: null,
      days: ['2026-11-20'],
    });
  });

  it('value holds tax that is added, but neither rounding nor tip', () => {
    const added = buildSale({ taxMode: 'added', roundingMinor: 2, tipMinor: 500 });
    expect(contributionOf(added).grossMinor).toBe(2100);
  });

  it('the net over documents of any kind is the sum of their values', () => {
    fc.assert(
      fc.property(fc.array(saleArbitrary, { maxLength: 20 }), (sales) => {
        const net = combineCells(sales.map(contributionOf)).reduce(
          (sum, cell) => sum + cell.grossMinor - cell.returnMinor,
          0,
        );
        const expected = sales.reduce((sum, document) => sum + document.totalMinor, 0);
        expect(net).toBe(expected);
      }),
    );
  });
});
