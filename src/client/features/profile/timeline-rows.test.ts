import { describe, expect, it } from 'vitest';
import { buildLine, buildReturn, buildSale, id } from '../../../domain/testing/build.ts';
import { headerIndexOf, returnedLineCounts, timelineRows } from './timeline-rows.ts';

const sale = (name: string, businessDate: string) => buildSale({ id: id(name), businessDate });
const shape = (rows: ReturnType<typeof timelineRows>) =>
  rows.map((row) =>
    row.kind === 'month' ? `${row.month.month}${row.complete ? '' : ' …'}` : row.sale.businessDate,
  );

describe('the timeline', () => {
  const sales = [sale('c', '2026-11-20'), sale('b', '2026-10-31'), sale('a', '2026-10-02')];

  it('puts each month above its documents', () => {
    expect(shape(timelineRows(sales, false))).toEqual([
      '2026-11',
      '2026-11-20',
      '2026-10',
      '2026-10-31',
      '2026-10-02',
    ]);
  });

  it('gives no figures for a month that is not read to its end', () => {
    expect(shape(timelineRows(sales, true))).toContain('2026-10 …');
    expect(shape(timelineRows(sales, true))).toContain('2026-11');
  });

  it('knows the header over every row', () => {
    const rows = timelineRows(sales, false);
    expect(rows.map((_, index) => headerIndexOf(rows, index))).toEqual([0, 0, 2, 2, 2]);
  });
});

it('counts the lines of a sale that came back, each once however often', () => {
  const sold = buildSale({
    lines: [buildLine({ n: 1, quantityMilli: 3000, totalMinor: 5400 }), buildLine({ n: 2 })],
  });
  const first = buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], { id: id('first') });
  const both = [
    { n: 1, quantityMilli: 1000 },
    { n: 2, quantityMilli: 1000 },
  ];
  const second = buildReturn(sold, both, { id: id('second') });
  const counts = returnedLineCounts([second, first, sold]);
  expect(counts.get(sold.id)).toBe(2);
  expect(counts.get(first.id)).toBeUndefined();
});
