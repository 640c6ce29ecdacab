import type { Sale, SaleLine } from '../../../domain/model/sale.ts';
import { lineValue, movedMinor } from '../../../domain/model/sale.ts';
import type { Day } from '../../../domain/values/calendar.ts';

/** What stands between the lines and the total. */
export interface ReceiptSums {
  /** Goods at list price. */
  readonly beforeDiscountMinor: number;
  readonly discountMinor: number;
  /** Tax on top of the lines; 0 where the lines hold it. */
  readonly taxAddedMinor: number;
  readonly roundingMinor: number;
  readonly tipMinor: number;
  readonly totalMinor: number;
}

/** Sums of a document as its receipt shows them: they add up to the total. */
export function receiptSums(sale: Sale): ReceiptSums {
  const sum = (amountOf: (line: SaleLine) => number) =>
    sale.lines.reduce((total, line) => total + amountOf(line), 0);
  return {
    beforeDiscountMinor: sum((line) => line.totalMinor + line.discountMinor),
    discountMinor: sum((line) => line.discountMinor),
    taxAddedMinor: sale.taxMode === 'added' ? sum((line) => line.taxMinor) : 0,
    roundingMinor: sale.roundingMinor,
    tipMinor: sale.tipMinor,
    totalMinor: movedMinor(sale),
  };
}

/** Tax of the goods at one rate. */
export interface TaxShare {
  /** Thousandths of a percent; null where the rate of the lines is not known. */
  readonly rateMilli: number | null;
  /** Value of these goods without tax. */
  readonly baseMinor: number;
  readonly taxMinor: number;
}

/**
 * Tax by rate, the highest first, lines of unknown rate last. Empty where nothing is known about tax at all.
 *
 * @example taxShares(saleOf20And0Percent)  // [{ rateMilli: 20000, baseMinor: 6583, taxMinor: 1317 }, { rateMilli: 0, … }]
 */
export function taxShares(sale: Sale): TaxShare[] {
  const shares = new Map<number | null, TaxShare>();
  for (const line of sale.lines) {
    const rateMilli = line.taxRateMilli ?? null;
    const share = shares.get(rateMilli) ?? { rateMilli, baseMinor: 0, taxMinor: 0 };
    shares.set(rateMilli, {
      rateMilli,
      baseMinor: share.baseMinor + lineValue(sale, line) - line.taxMinor,
      taxMinor: share.taxMinor + line.taxMinor,
    });
  }
  return [...shares.values()]
    .filter(({ rateMilli, taxMinor }) => rateMilli !== null || taxMinor !== 0)
    .sort((a, b) => (b.rateMilli ?? -1) - (a.rateMilli ?? -1));
}

/** How much of a line came back and when the last of it did. */
export interface ReturnedPart {
  readonly returnedMilli: number;
  readonly lastDay: Day;
}

/** Of each line of a sale, what the given returns and exchanges brought back. */
export function returnedParts(sale: Sale, children: readonly Sale[]): ReadonlyMap<number, ReturnedPart> {
  const parts = new Map<number, ReturnedPart>();
  for (const child of children) {
    for (const { parentLine, quantityMilli } of child.lines) {
      if (parentLine?.saleId !== sale.id || quantityMilli >= 0) continue;
      const known = parts.get(parentLine.n);
      parts.set(parentLine.n, {
        returnedMilli: (known?.returnedMilli ?? 0) - quantityMilli,
        lastDay: known && known.lastDay > child.businessDate ? known.lastDay : child.businessDate,
      });
    }
  }
  return parts;
}

/**
 * A discount in whole percent of the list price; null where it is none.
 *
 * @example wholePercent(340, 3400)  // 10
 */
export function wholePercent(discountMinor: number, listMinor: number): number | null {
  if (listMinor === 0) return null;
  const percent = (discountMinor * 100) / listMinor;
  return Number.isInteger(percent) ? percent : null;
}
