/**
 * What a customer has on account (REQ-C11): a ledger of what was charged and what was paid, and how long the oldest charge has stood open.
 * Payments settle the oldest charge first.
 */
import type { MetricsCell } from '../metrics/metrics.ts';
import { ownedDocuments } from '../metrics/owned-documents.ts';
import { type Sale, tenderedMinor } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import type { Day } from '../values/calendar.ts';
import { newestFirst } from './timeline.ts';

/** One document that changed what is owed. */
export interface CreditEntry {
  readonly sale: Sale;
  /** Positive for what was charged, negative for what was paid or given back to the account. */
  readonly changeMinor: number;
  /** What was owed after it. */
  readonly balanceMinor: number;
}

export interface CreditAccount {
  readonly currency: string;
  /** Newest first. */
  readonly entries: readonly CreditEntry[];
  /** What is owed; negative where the customer has paid more than was charged. */
  readonly balanceMinor: number;
  /** The business date of the oldest charge that is not paid in full; null where nothing is owed. */
  readonly openSince: Day | null;
}

/**
 * The account in one currency.
 *
 * @param documents all that count for the customer, in any order
 * @example creditAccountOf([saleOnAccountOf60, paymentOf50], 'GBP')  // { balanceMinor: 1000, openSince: '2026-03-02', … }
 */
export function creditAccountOf(documents: readonly Sale[], currency: string): CreditAccount {
  const charging = documents
    .filter((sale) => sale.currency === currency && sale.tenders.some(({ method }) => method === 'credit'))
    .sort((a, b) => newestFirst(b, a));
  const entries: CreditEntry[] = [];
  const open: { readonly day: Day; leftMinor: number }[] = [];
  let balanceMinor = 0;
  let paidAheadMinor = 0;
  for (const sale of charging) {
    const changeMinor = tenderedMinor(sale.tenders, 'credit');
    balanceMinor += changeMinor;
    entries.push({ sale, changeMinor, balanceMinor });
    if (changeMinor > 0) open.push({ day: sale.businessDate, leftMinor: changeMinor });
    else paidAheadMinor -= changeMinor;
    while (paidAheadMinor > 0 && open[0]) {
      const settledMinor = Math.min(paidAheadMinor, open[0].leftMinor);
      open[0].leftMinor -= settledMinor;
      paidAheadMinor -= settledMinor;
      if (open[0].leftMinor === 0) open.shift();
    }
  }
  return { currency, entries: entries.reverse(), balanceMinor, openSince: open[0]?.day ?? null };
}

/**
 * What is owed by the figures of a customer, which are right also where older documents are not on the device yet.
 *
 * @example owedMinor(view.cells, 'GBP')  // 1600; negative where more was paid than charged
 */
export function owedMinor(cells: readonly MetricsCell[], currency: string): number {
  return cells
    .filter((cell) => cell.currency === currency)
    .reduce((sum, cell) => sum + cell.creditChargedMinor - cell.creditPaidMinor, 0);
}

/**
 * The account of a merged group up to a day: documents of later days are not there yet.
 *
 * @param memberIds original customer ids
 */
export async function creditAccount(
  store: StoreReader,
  memberIds: readonly string[],
  currency: string,
  today: Day,
): Promise<CreditAccount> {
  const owned = await Promise.all(memberIds.map((id) => ownedDocuments(store, id)));
  return creditAccountOf(
    owned.flat().filter((sale) => sale.businessDate <= today),
    currency,
  );
}

/**
 * How much of the limit is used, as a fraction: 0.8 = 80 %; above 1 is over the limit. Null without a limit.
 *
 * @example utilisationOf(4000, 5000)  // 0.8; of a balance below zero 0
 */
export function utilisationOf(balanceMinor: number, limitMinor: number | null): number | null {
  if (limitMinor === null) return null;
  if (limitMinor === 0) return balanceMinor > 0 ? Number.POSITIVE_INFINITY : 0;
  return Math.max(0, balanceMinor) / limitMinor;
}
