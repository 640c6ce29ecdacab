/** The purchase summary of a customer in REST answers. */
import * as z from 'zod';
import type { CurrencyFigures, PurchaseSummary } from '../../domain/metrics/summary.ts';
import { decimalText } from '../../domain/values/decimal.ts';
import { formatAmount, roundRatio } from '../../domain/values/money.ts';
import { thousandths, zonedText } from '../../domain/values/written.ts';
import { leftOutView } from './left-out-view.ts';

/** Decimals of an average number of days. */
const gapDecimals = 4;

const currencyFigures = {
  currency: z.string(),
  total_sales: z.int().describe('Number of sales; returns do not lessen it.'),
  gross_value: z.string(),
  return_count: z.int(),
  return_value: z.string().describe('What came back, as a positive amount.'),
  lifetime_value: z.string().describe('Net: gross value less return value; may be negative.'),
  average_order_value: z
    .string()
    .nullable()
    .describe('Gross value ÷ sales, rounded half away from zero; null without a sale.'),
};

export const summaryViewSchema = z
  .object({
    customer_id: z.string(),
    merged_into: z.string().nullable(),
    as_of: z.string().describe('The day up to which documents count.'),
    ...currencyFigures,
    currency: z
      .string()
      .describe(
        "Of all amounts but the last sale's: the shop's if there is a document in it, else the newest one's.",
      ),
    total_sales: z.int().describe('Number of sales in all currencies.'),
    return_count: z.int().describe('Number of returns in all currencies.'),
    exchange_count: z.int().describe('Number of exchanges in all currencies.'),
    total_quantity: z.number().describe('Units sold, in all currencies.'),
    units_returned: z.number(),
    visits: z.int().describe('Distinct business dates with a sale or an exchange.'),
    first_purchase_at: z.string().nullable(),
    last_purchase_at: z.string().nullable(),
    last_sale_id: z.string().nullable(),
    last_sale_amount: z.string().nullable(),
    last_sale_currency: z.string().nullable(),
    days_since_last_purchase: z.int().nullable(),
    average_days_between_orders: z
      .string()
      .nullable()
      .describe('Days from first to last sale ÷ (sales − 1), with four decimals; null below two sales.'),
    by_currency: z.array(z.object(currencyFigures)),
    ...leftOutView,
  })
  .meta({ id: 'PurchaseSummary' });
export type SummaryView = z.infer<typeof summaryViewSchema>;

/**
 * @param customerId root of the group that the summary is of
 * @param mergedInto the root again where the request named another id of the group, else null
 * @param asOf the `today` that the summary was made for
 */
export function summaryView(
  summary: PurchaseSummary,
  { customerId, mergedInto, asOf }: { customerId: string; mergedInto: string | null; asOf: string },
): SummaryView {
  const { first, last, lastCurrency, averageGap } = summary;
  return {
    customer_id: customerId,
    merged_into: mergedInto,
    as_of: asOf,
    ...figuresView(summary.main),
    total_sales: summary.orders,
    return_count: summary.returns,
    exchange_count: summary.exchanges,
    total_quantity: thousandths(summary.unitsSoldMilli),
    units_returned: thousandths(summary.unitsReturnedMilli),
    visits: summary.visits,
    first_purchase_at: first && zonedText(first.at, first.utcOffsetMinutes),
    last_purchase_at: last && zonedText(last.at, last.utcOffsetMinutes),
    last_sale_id: last?.sale.id ?? null,
    last_sale_amount: last && lastCurrency && formatAmount(last.amountMinor, lastCurrency),
    last_sale_currency: lastCurrency,
    days_since_last_purchase: summary.daysSinceLast,
    average_days_between_orders:
      averageGap &&
      decimalText(roundRatio(averageGap.days * 10 ** gapDecimals, averageGap.gaps), gapDecimals),
    by_currency: summary.byCurrency.map(figuresView),
  };
}

function figuresView(figures: CurrencyFigures) {
  const { currency, averageOrderMinor } = figures;
  return {
    currency,
    total_sales: figures.orders,
    gross_value: formatAmount(figures.grossMinor, currency),
    return_count: figures.returns,
    return_value: formatAmount(figures.returnMinor, currency),
    lifetime_value: formatAmount(figures.netMinor, currency),
    average_order_value: averageOrderMinor === null ? null : formatAmount(averageOrderMinor, currency),
  };
}
