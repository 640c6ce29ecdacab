import { describe, expect, it } from 'vitest';
import { contributionOf } from '../../domain/metrics/contribution.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { buildLine, buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import { summaryView } from './summary-view.ts';

const who = { customerId: id('anna'), mergedInto: null, asOf: '2026-12-31' };
const viewOf = (sales: readonly Sale[], shopCurrency = 'GBP') =>
  summaryView(summarize(sales.map(contributionOf), shopCurrency, who.asOf), who);

const dayMs = 86_400_000;
const sold = (name: string, day: number, totalMinor: number, sale: Partial<Sale> = {}) =>
  buildSale({
    id: id(name),
    occurredAt: Date.UTC(2026, 10, 1, 12) + (day - 1) * dayMs,
    businessDate: `2026-11-${String(day).padStart(2, '0')}`,
    lines: [buildLine({ quantityMilli: 3000, totalMinor })],
    ...sale,
  });

describe('the summary of a customer', () => {
  it('[REQ-H2] counts, values, averages and gaps of sales and a return', () => {
    const first = sold('s1', 1, 1000);
    const last = sold('s3', 15, 3000);
    const returned = buildReturn(last, [{ n: 1, quantityMilli: 1000 }], {
      id: id('r'),
      businessDate: '2026-11-20',
    });
    expect(viewOf([first, sold('s2', 8, 1000), sold('s2b', 8, 1001), last, returned])).toEqual({
      customer_id: id('anna'),
      merged_into: null,
      as_of: '2026-12-31',
      currency: 'GBP',
      total_sales: 4,
      gross_value: '60.01',
      return_count: 1,
      return_value: '10.00',
      lifetime_value: '50.01',
      // 60.01 ÷ 4 = 15.0025
      average_order_value: '15.00',
      exchange_count: 0,
      total_quantity: 12,
      units_returned: 1,
      visits: 3,
      first_purchase_at: '2026-11-01T12:00:00.000+00:00',
      last_purchase_at: '2026-11-15T12:00:00.000+00:00',
      last_sale_id: last.id,
      last_sale_amount: '30.00',
      last_sale_currency: 'GBP',
      days_since_last_purchase: 46,
      // 14 days ÷ 3 gaps
      average_days_between_orders: '4.6667',
      by_currency: [
        {
          currency: 'GBP',
          total_sales: 4,
          gross_value: '60.01',
          return_count: 1,
          return_value: '10.00',
          lifetime_value: '50.01',
          average_order_value: '15.00',
        },
      ],
    });
  });

  it('rounds the average half away from zero', () => {
    expect(viewOf([sold('a', 1, 101), sold('b', 2, 100)]).average_order_value).toBe('1.01');
  });

  it('keeps currencies apart and writes each with its own decimals', () => {
    const yen = sold('yen', 20, 500, { currency: 'JPY' });
    const view = viewOf([sold('pounds', 1, 1000), yen]);
    expect(view).toMatchObject({
      currency: 'GBP',
      total_sales: 2,
      lifetime_value: '10.00',
      average_order_value: '10.00',
    });
    expect(view).toMatchObject({ last_sale_amount: '500', last_sale_currency: 'JPY' });
    expect(view.by_currency.map(({ currency, lifetime_value }) => [currency, lifetime_value])).toEqual([
      ['GBP', '10.00'],
      ['JPY', '500'],
    ]);
    expect(viewOf([yen]).currency).toBe('JPY');
  });

  it('says nothing about purchases that never were', () => {
    expect(viewOf([])).toMatchObject({
      currency: 'GBP',
      total_sales: 0,
      lifetime_value: '0.00',
      average_order_value: null,
      first_purchase_at: null,
      last_sale_id: null,
      last_sale_amount: null,
      days_since_last_purchase: null,
      average_days_between_orders: null,
      by_currency: [],
    });
  });
});
