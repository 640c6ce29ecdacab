/** What one document adds to the figures of its owner (DEFINITIONS §13). */
import { unreachable } from '../assert.ts';
import {
  lineValue,
  paidOnAccountMinor,
  type Sale,
  type SaleLine,
  saleRefOf,
  tenderedMinor,
} from '../model/sale.ts';
import type { MetricsCell } from './metrics.ts';

/** Whether a line counts as sold (positive) or as returned, by the kind of document. */
function isReturnedLine(sale: Sale, line: SaleLine): boolean {
  switch (sale.type) {
    case 'sale':
    case 'layaway_completion':
    case 'account_payment':
      return false;
    case 'return':
      return true;
    case 'exchange':
      return line.quantityMilli < 0 || (line.quantityMilli === 0 && line.totalMinor < 0);
    default:
      return unreachable(sale.type);
  }
}

/** Value of the goods to the customer: after discounts, with tax, without rounding and tip. Returns are negative. */
export function saleValue(sale: Sale): number {
  return sale.lines.reduce((sum, line) => sum + lineValue(sale, line), 0);
}

/** Whether the document is an order: what counts in order figures and as first or last purchase. */
function isOrder(sale: Sale): boolean {
  return sale.type === 'sale' || sale.type === 'layaway_completion';
}

/** Whether the customer came to buy. */
function isVisit(sale: Sale): boolean {
  return isOrder(sale) || sale.type === 'exchange';
}

/**
 * The cell that one document adds.
 *
 * @example contributionOf(aSaleOfTwoMugs)  // { orders: 1, grossMinor: 3600, unitsSoldMilli: 2000, … }
 */
export function contributionOf(sale: Sale): MetricsCell {
  const order = isOrder(sale);
  const cell: MetricsCell = {
    locationId: sale.locationId,
    currency: sale.currency,
    orders: order ? 1 : 0,
    returns: sale.type === 'return' ? 1 : 0,
    exchanges: sale.type === 'exchange' ? 1 : 0,
    grossMinor: 0,
    returnMinor: 0,
    unitsSoldMilli: 0,
    unitsReturnedMilli: 0,
    taxMinor: 0,
    costMinor: 0,
    costedValueExTaxMinor: 0,
    lines: sale.lines.length,
    linesWithoutCost: 0,
    creditChargedMinor: sale.type === 'account_payment' ? 0 : tenderedMinor(sale.tenders, 'credit'),
    creditPaidMinor: paidOnAccountMinor(sale),
    first: null,
    last: null,
    lastDocumentAt: sale.occurredAt,
    days: isVisit(sale) ? [sale.businessDate] : [],
  };
  for (const line of sale.lines) {
    const value = lineValue(sale, line);
    if (isReturnedLine(sale, line)) {
      cell.returnMinor -= value;
      cell.unitsReturnedMilli -= line.quantityMilli;
    } else {
      cell.grossMinor += value;
      cell.unitsSoldMilli += line.quantityMilli;
    }
    cell.taxMinor += line.taxMinor;
    if (line.costMinor === undefined) {
      cell.linesWithoutCost += 1;
    } else {
      cell.costMinor += line.costMinor;
      cell.costedValueExTaxMinor += value - line.taxMinor;
    }
  }
  if (order) {
    const milestone = {
      at: sale.occurredAt,
      utcOffsetMinutes: sale.utcOffsetMinutes,
      businessDate: sale.businessDate,
      sale: saleRefOf(sale),
      amountMinor: saleValue(sale),
    };
    cell.first = milestone;
    cell.last = milestone;
  }
  return cell;
}
