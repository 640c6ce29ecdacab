/** The purchase summary of a customer as people read it: views on metrics cells (DEFINITIONS §2, decisions on currency). */
import { daysBetween } from '../values/calendar.ts';
import { roundRatio } from '../values/money.ts';
import { addCells, type MetricsCell, type Milestone } from './metrics.ts';

/** Figures of one currency. Money is never added across currencies. */
export interface CurrencyFigures {
  readonly currency: string;
  readonly orders: number;
  readonly returns: number;
  readonly exchanges: number;
  readonly grossMinor: number;
  readonly returnMinor: number;
  /** Net lifetime value: gross − returns; may be negative. */
  readonly netMinor: number;
  /** Gross ÷ orders, half away from zero; null without an order. */
  readonly averageOrderMinor: number | null;
}

export interface PurchaseSummary {
  /** Figures in the currency that stands for the customer: the shop's if there is a document in it, else the last one's. */
  readonly main: CurrencyFigures;
  /** Every currency, the main one first, then by code. */
  readonly byCurrency: readonly CurrencyFigures[];
  /** Counts over all currencies. */
  readonly orders: number;
  readonly returns: number;
  readonly exchanges: number;
  readonly unitsSoldMilli: number;
  readonly unitsReturnedMilli: number;
  /** Distinct business dates with an order or exchange. */
  readonly visits: number;
  readonly first: Milestone | null;
  readonly last: Milestone | null;
  /** Currency of the first and last purchase. */
  readonly lastCurrency: string | null;
  /** Whole days from the last purchase to `today`; null without one. Never stored. */
  readonly daysSinceLast: number | null;
  /** Whole days from first to last purchase ÷ (orders − 1), as an exact ratio; null below two orders. */
  readonly averageGap: { readonly days: number; readonly gaps: number } | null;
}

function figuresOf(cell: MetricsCell): CurrencyFigures {
  return {
    currency: cell.currency,
    orders: cell.orders,
    returns: cell.returns,
    exchanges: cell.exchanges,
    grossMinor: cell.grossMinor,
    returnMinor: cell.returnMinor,
    netMinor: cell.grossMinor - cell.returnMinor,
    averageOrderMinor: cell.orders === 0 ? null : roundRatio(cell.grossMinor, cell.orders),
  };
}

const noFigures = (currency: string): CurrencyFigures => ({
  currency,
  orders: 0,
  returns: 0,
  exchanges: 0,
  grossMinor: 0,
  returnMinor: 0,
  netMinor: 0,
  averageOrderMinor: null,
});

/**
 * Sums the cells of a customer's whole group into the summary.
 *
 * @param cells cells of all metrics rows of the group
 * @param shopCurrency the currency of the tenant
 * @param today business date in the shop (or `as_of`)
 * @example summarize([], 'GBP', '2026-11-20').main.netMinor  // 0
 */
export function summarize(
  cells: readonly MetricsCell[],
  shopCurrency: string,
  today: string,
): PurchaseSummary {
  const perCurrency = new Map<string, MetricsCell>();
  for (const cell of cells) {
    const present = perCurrency.get(cell.currency);
    perCurrency.set(cell.currency, present ? addCells(present, cell) : cell);
  }
  const all = [...perCurrency.values()];
  const newest = all.reduce<MetricsCell | undefined>(
    (best, cell) => (best === undefined || cell.lastDocumentAt > best.lastDocumentAt ? cell : best),
    undefined,
  );
  const mainCurrency = perCurrency.has(shopCurrency) ? shopCurrency : (newest?.currency ?? shopCurrency);
  const total = all.reduce<MetricsCell | undefined>(
    (sum, cell) => (sum ? addCells(sum, cell) : cell),
    undefined,
  );
  const first = total?.first ?? null;
  const last = total?.last ?? null;
  const orders = total?.orders ?? 0;
  const byCurrency = all
    .map(figuresOf)
    .sort(
      (a, b) =>
        Number(b.currency === mainCurrency) - Number(a.currency === mainCurrency) ||
        (a.currency < b.currency ? -1 : 1),
    );
  return {
    main: byCurrency[0] ?? noFigures(mainCurrency),
    byCurrency,
    orders,
    returns: total?.returns ?? 0,
    exchanges: total?.exchanges ?? 0,
    unitsSoldMilli: total?.unitsSoldMilli ?? 0,
    unitsReturnedMilli: total?.unitsReturnedMilli ?? 0,
    visits: total?.days.length ?? 0,
    first,
    last,
    lastCurrency: last ? (all.find((cell) => cell.last?.sale.id === last.sale.id)?.currency ?? null) : null,
    daysSinceLast: last ? daysBetween(last.businessDate, today) : null,
    averageGap:
      first && last && orders >= 2
        ? { days: daysBetween(first.businessDate, last.businessDate), gaps: orders - 1 }
        : null,
  };
}
