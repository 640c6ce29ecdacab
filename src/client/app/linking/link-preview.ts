import { contributionOf } from '../../../domain/metrics/contribution.ts';
import { combineCells, type MetricsCell } from '../../../domain/metrics/metrics.ts';
import type { Sale } from '../../../domain/model/sale.ts';

/** What a customer has in one currency, and how many orders in all. */
interface Sum {
  readonly orders: number;
  readonly netMinor: number;
}

/** A sum as it is, and as it becomes. */
export interface SumChange {
  readonly before: Sum;
  readonly after: Sum;
}

function sumOf(cells: readonly MetricsCell[], currency: string): Sum {
  return {
    orders: cells.reduce((sum, { orders }) => sum + orders, 0),
    netMinor: cells
      .filter((cell) => cell.currency === currency)
      .reduce((sum, { grossMinor, returnMinor }) => sum + grossMinor - returnMinor, 0),
  };
}

/**
 * What becomes of a customer's figures.
 *
 * @param documents of one currency
 * @param comes whether the customer gets them or loses them
 * @example sumChange([], [saleOf1800], true).after  // { orders: 1, netMinor: 1800 }
 */
export function sumChange(
  cells: readonly MetricsCell[],
  documents: readonly Sale[],
  comes: boolean,
): SumChange {
  const currency = documents[0]?.currency ?? '';
  const before = sumOf(cells, currency);
  const moved = sumOf(combineCells(documents.map(contributionOf)), currency);
  const sign = comes ? 1 : -1;
  return {
    before,
    after: {
      orders: before.orders + sign * moved.orders,
      netMinor: before.netMinor + sign * moved.netMinor,
    },
  };
}
