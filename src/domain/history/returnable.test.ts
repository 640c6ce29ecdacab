import { describe, expect, it } from 'vitest';
import { buildLine, buildReturn, buildSale, id } from '../testing/build.ts';
import { returnableLines } from './returnable.ts';

const sale = buildSale({
  lines: [buildLine({ quantityMilli: 3000, totalMinor: 5400 }), buildLine({ n: 2, sku: 'TOWEL' })],
});

describe('what can still come back', () => {
  it('[REQ-L6] is what was sold less what has come back', () => {
    const first = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('first') });
    const second = buildReturn(sale, [{ n: 1, quantityMilli: 500 }], { id: id('second') });
    expect(returnableLines(sale, [first, second])).toEqual([
      { n: 1, soldMilli: 3000, returnedMilli: 1500, leftMilli: 1500 },
      { n: 2, soldMilli: 1000, returnedMilli: 0, leftMilli: 1000 },
    ]);
  });

  it('[K4] a double return shows all that came back, and nothing is left', () => {
    const twice = [id('x'), id('y')].map((saleId) =>
      buildReturn(sale, [{ n: 2, quantityMilli: 1000 }], { id: saleId }),
    );
    expect(returnableLines(sale, twice)[1]).toEqual({
      n: 2,
      soldMilli: 1000,
      returnedMilli: 2000,
      leftMilli: 0,
    });
  });

  it('does not count what points to another sale', () => {
    const other = buildReturn(buildSale({ id: id('other sale') }), [{ n: 1, quantityMilli: 1000 }]);
    expect(returnableLines(sale, [other])[0]?.returnedMilli).toBe(0);
  });
});
