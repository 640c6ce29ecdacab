import { describe, expect, it } from 'vitest';
import { buildLine, buildReturn, buildSale, id } from '../testing/build.ts';
import { contributionOf } from './contribution.ts';
import { combineCells } from './metrics.ts';
import { summarize } from './summary.ts';

const on = (day: string, sale: Parameters<typeof buildSale>[0] = {}) =>
  buildSale({
    id: id(`sale ${day} ${sale.currency ?? ''}`),
    businessDate: day,
    occurredAt: Date.parse(`${day}T12:00:00Z`),
    ...sale,
  });
const summaryOf = (sales: ReturnType<typeof buildSale>[], today = '2026-11-20') =>
  summarize(combineCells(sales.map(contributionOf)), 'GBP', today);

describe('purchase summary', () => {
  it('is all zero and empty for a customer without documents', () => {
    expect(summaryOf([])).toMatchObject({
      main: { currency: 'GBP', netMinor: 0, averageOrderMinor: null },
      byCurrency: [],
      orders: 0,
      first: null,
      daysSinceLast: null,
      averageGap: null,
    });
  });

  it('[REQ-H2] counts days since the last purchase and between orders in whole days', () => {
    const summary = summaryOf([on('2026-11-01'), on('2026-11-05'), on('2026-11-11')]);
    expect(summary.daysSinceLast).toBe(9);
    expect(summary.averageGap).toEqual({ days: 10, gaps: 2 });
  });

  it('has a gap of zero when all orders fell on one day', () => {
    const summary = summaryOf([on('2026-11-01'), on('2026-11-01', { id: id('second') })]);
    expect(summary.averageGap).toEqual({ days: 0, gaps: 1 });
    expect(summary.visits).toBe(1);
  });

  it('[REQ-§9] deducts returns from value and leaves gross, orders and average alone', () => {
    const sale = on('2026-11-01', { lines: [buildLine({ quantityMilli: 2000, totalMinor: 3601 })] });
    const other = on('2026-11-02');
    const summary = summaryOf([
      sale,
      other,
      buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('back') }),
    ]);
    expect(summary.main).toMatchObject({
      orders: 2,
      returns: 1,
      grossMinor: 5401,
      returnMinor: 1801,
      netMinor: 3600,
      averageOrderMinor: 2701,
    });
    expect(summary.last?.businessDate).toBe('2026-11-02');
  });

  it('may be negative when more came back than was bought in the period', () => {
    expect(summaryOf([buildReturn(on('2026-11-01'), [{ n: 1, quantityMilli: 1000 }])]).main.netMinor).toBe(
      -1800,
    );
  });

  it('[REQ-§9] never adds currencies: the shop’s stands for the customer if there is a document in it', () => {
    const summary = summaryOf([on('2026-11-01'), on('2026-11-09', { currency: 'KES' })]);
    expect(summary.main.currency).toBe('GBP');
    expect(summary.byCurrency.map(({ currency, grossMinor }) => [currency, grossMinor])).toEqual([
      ['GBP', 1800],
      ['KES', 1800],
    ]);
    expect(summary.orders).toBe(2);
    expect(summary.lastCurrency).toBe('KES');
  });

  it('[REQ-§9] otherwise the currency of the last document does', () => {
    const summary = summaryOf([on('2026-11-01', { currency: 'USD' }), on('2026-11-09', { currency: 'KES' })]);
    expect(summary.main.currency).toBe('KES');
  });
});
