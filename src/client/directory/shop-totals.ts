/** Sums over the whole shop (as the reference figures have them): customers as groups, guests apart. */
import { addCells, combineCells, type MetricsCell } from '../../domain/metrics/metrics.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { ShopTotals, TotalsPart } from '../app/services.ts';

/**
 * @param groups the cells of each customer group that has any document
 * @param guest the cells of the sales without a customer
 */
export function shopTotals(
  groups: Iterable<readonly MetricsCell[]>,
  guest: readonly MetricsCell[],
  shopCurrency: string,
): ShopTotals {
  const count = { any: 0, withSale: 0, returnsOnly: 0, withReturn: 0, negativeNet: 0 };
  let sum: MetricsCell[] = [];
  for (const cells of groups) {
    const { orders, returns, main } = summarize(cells, shopCurrency, '1970-01-01');
    if (orders + returns > 0) count.any += 1;
    if (orders > 0) count.withSale += 1;
    if (orders === 0 && returns > 0) count.returnsOnly += 1;
    if (returns > 0) count.withReturn += 1;
    if (main.netMinor < 0) count.negativeNet += 1;
    // The days of all customers would only be united to be thrown away.
    sum = combineCells([...sum, ...cells.map((cell) => ({ ...cell, days: [] }))]);
  }
  return {
    customersAny: count.any,
    customersWithSale: count.withSale,
    customersReturnsOnly: count.returnsOnly,
    customersWithReturn: count.withReturn,
    customersNegativeNet: count.negativeNet,
    identified: partOf(sum),
    guest: partOf(guest),
  };
}

function partOf(cells: readonly MetricsCell[]): TotalsPart {
  const perCurrency = new Map<string, MetricsCell>();
  for (const cell of cells) {
    const present = perCurrency.get(cell.currency);
    perCurrency.set(cell.currency, present ? addCells(present, cell) : cell);
  }
  const all = [...perCurrency.values()];
  const add = (figure: (cell: MetricsCell) => number) => all.reduce((sum, cell) => sum + figure(cell), 0);
  const instants = all.flatMap((cell) => [cell.first?.at ?? [], cell.last?.at ?? []].flat());
  return {
    orders: add((cell) => cell.orders),
    returns: add((cell) => cell.returns),
    unitsSoldMilli: add((cell) => cell.unitsSoldMilli),
    unitsReturnedMilli: add((cell) => cell.unitsReturnedMilli),
    byCurrency: all
      .map(({ currency, grossMinor, returnMinor }) => ({ currency, grossMinor, returnMinor }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    firstAt: instants.length === 0 ? null : Math.min(...instants),
    lastAt: instants.length === 0 ? null : Math.max(...instants),
  };
}
