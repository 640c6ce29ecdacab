import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sale } from '../model/sale.ts';
import { saleArbitrary } from '../testing/arbitraries.ts';
import { buildLine, buildReturn, buildSale, id } from '../testing/build.ts';
import { groupByMonth, isBefore, matchesFilter, newestFirst, type TimelinePosition } from './timeline.ts';

describe('timeline', () => {
  it('[REQ-H1] pages by position without losing or repeating a document, also within one millisecond', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(saleArbitrary, { selector: (sale) => sale.id, maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (drawn, size) => {
          const sales = drawn.map((sale, index) => (index % 3 === 0 ? { ...sale, occurredAt: 1_000 } : sale));
          const paged: string[] = [];
          let position: TimelinePosition | null = null;
          for (;;) {
            const before: TimelinePosition | null = position;
            const page: Sale[] = sales
              .filter((sale) => isBefore(sale, before))
              .sort(newestFirst)
              .slice(0, size);
            if (page.length === 0) break;
            paged.push(...page.map((sale) => sale.id));
            const last = page.at(-1);
            position = last ? { occurredAt: last.occurredAt, id: last.id } : null;
          }
          expect(paged).toEqual([...sales].sort(newestFirst).map((sale) => sale.id));
        },
      ),
    );
  });

  it('[REQ-H1] filters by dates inclusively, kind, channel and place', () => {
    const sale = buildSale({ businessDate: '2026-11-20' });
    expect(matchesFilter(sale, { from: '2026-11-20', to: '2026-11-20' })).toBe(true);
    expect(matchesFilter(sale, { from: '2026-11-21' })).toBe(false);
    expect(matchesFilter(sale, { to: '2026-11-19' })).toBe(false);
    expect(matchesFilter(sale, { type: 'return' })).toBe(false);
    expect(matchesFilter(sale, { channel: 'order' })).toBe(false);
    expect(matchesFilter(sale, { locationId: id('elsewhere') })).toBe(false);
  });

  it('[REQ-H1] finds text in product, SKU and receipt number without case and accents', () => {
    const sale = buildSale({
      number: 'B2-A-004417',
      lines: [buildLine({ name: 'Crème brûlée', sku: 'cb-1' })],
    });
    expect(
      ['creme', 'BRÛLÉE', 'CB-1', 'b2-a-0044', '  '].map((text) => matchesFilter(sale, { text })),
    ).toEqual([true, true, true, true, true]);
    expect(matchesFilter(sale, { text: 'mug' })).toBe(false);
  });

  it('groups by month with counts and net per currency', () => {
    const november = buildSale();
    const october = buildSale({ id: id('october'), businessDate: '2026-10-31', currency: 'KES' });
    const back = buildReturn(november, [{ n: 1, quantityMilli: 1000 }], { id: id('back') });
    const months = groupByMonth([back, november, october]);
    expect(
      months.map(({ month, counts, netByCurrency }) => ({
        month,
        sales: counts.sale,
        returns: counts.return,
        netByCurrency,
      })),
    ).toEqual([
      { month: '2026-11', sales: 1, returns: 1, netByCurrency: [{ currency: 'GBP', netMinor: 0 }] },
      { month: '2026-10', sales: 1, returns: 0, netByCurrency: [{ currency: 'KES', netMinor: 1800 }] },
    ]);
  });
});
