/**
 * The figures of a customer, reckoned in one plain pass over the sales and with none of the product's code: what every measured
 * answer is compared with.
 */
import type { Sale } from '../src/domain/model/sale.ts';

export interface PlainFigures {
  orders: number;
  returns: number;
  grossMinor: number;
  returnMinor: number;
  unitsSoldMilli: number;
  unitsReturnedMilli: number;
  lines: number;
  firstAt: number | null;
  lastAt: number | null;
}

/** Sales without a customer are summed under this name. */
export const nobody = 'guest';

export function noFigures(): PlainFigures {
  return {
    orders: 0,
    returns: 0,
    grossMinor: 0,
    returnMinor: 0,
    unitsSoldMilli: 0,
    unitsReturnedMilli: 0,
    lines: 0,
    firstAt: null,
    lastAt: null,
  };
}

/** Adds a document; made-up shops have sales and returns with tax inside, and nothing else. */
export function addDocument(figures: PlainFigures, sale: Pick<Sale, 'type' | 'occurredAt' | 'lines'>): void {
  if (sale.type === 'return') figures.returns += 1;
  else figures.orders += 1;
  for (const line of sale.lines) {
    figures.lines += 1;
    if (sale.type === 'return') {
      figures.returnMinor -= line.totalMinor;
      figures.unitsReturnedMilli -= line.quantityMilli;
    } else {
      figures.grossMinor += line.totalMinor;
      figures.unitsSoldMilli += line.quantityMilli;
    }
  }
  if (sale.type === 'return') return;
  figures.firstAt = Math.min(figures.firstAt ?? sale.occurredAt, sale.occurredAt);
  figures.lastAt = Math.max(figures.lastAt ?? sale.occurredAt, sale.occurredAt);
}

/** Newest first; the greater id stands first where two happened at once. */
export function newestFirst(
  a: { readonly occurredAt: number; readonly id: string },
  b: { readonly occurredAt: number; readonly id: string },
): number {
  if (a.occurredAt !== b.occurredAt) return b.occurredAt - a.occurredAt;
  return a.id < b.id ? 1 : -1;
}
