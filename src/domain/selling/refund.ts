/** By which tenders the money of a return goes back: the way it was paid, unless a person chooses another. */
import type { Sale, Tender, TenderMethod } from '../model/sale.ts';
import { toCoins } from './tenders.ts';

/** A tender of the original sale and what can still go back to it. */
export interface RefundSource {
  readonly method: TenderMethod;
  readonly paidMinor: number;
  /** Paid less what earlier returns gave back to it; never below zero. */
  readonly leftMinor: number;
}

/** Nobody can hand money back to an unknown tender, and a deposit was paid by another one. */
const notRefundable: ReadonlySet<TenderMethod> = new Set(['unknown', 'deposit']);

/**
 * The tenders that a sale was paid with, each with what is left to give back. Change was given in cash.
 *
 * @param children documents that return lines of the sale
 * @example refundSources(saleOfCard80Cash27, [])
 * // [{ method: 'card', paidMinor: 8000, leftMinor: 8000 }, { method: 'cash', paidMinor: 2700, leftMinor: 2700 }]
 */
export function refundSources(sale: Sale, children: readonly Sale[]): RefundSource[] {
  const paid = new Map<TenderMethod, number>();
  for (const { method, amountMinor } of sale.tenders) {
    if (amountMinor <= 0 || notRefundable.has(method)) continue;
    paid.set(method, (paid.get(method) ?? 0) + amountMinor);
  }
  const cash = paid.get('cash');
  if (cash !== undefined) paid.set('cash', cash - sale.changeMinor);
  const returns = children.filter((child) => child.type === 'return');
  return [...paid].map(([method, paidMinor]) => ({
    method,
    paidMinor,
    leftMinor: Math.max(0, paidMinor + movedBy(returns, method)),
  }));
}

function movedBy(returns: readonly Sale[], method: TenderMethod): number {
  return returns
    .flatMap((document) => document.tenders)
    .filter((tender) => tender.method === method)
    .reduce((sum, tender) => sum + tender.amountMinor, 0);
}

/** How a refund is to go: to one method, or spread as the sale was paid. */
export type RefundWay =
  | { readonly kind: 'as_paid' }
  | { readonly kind: 'method'; readonly method: TenderMethod };

/**
 * The tenders of a refund as positive amounts; cash is rounded to coins.
 *
 * @param dueMinor what is to be given back, before cash rounding
 * @example refundTenders(3600, { kind: 'method', method: 'cash' }, [], 1)  // [{ method: 'cash', amountMinor: 3600 }]
 */
export function refundTenders(
  dueMinor: number,
  way: RefundWay,
  sources: readonly RefundSource[],
  coinMinor: number,
): Tender[] {
  if (way.kind === 'method') {
    return [
      {
        method: way.method,
        amountMinor: way.method === 'cash' ? toCoins(dueMinor, coinMinor) : dueMinor,
      },
    ];
  }
  const tenders: Tender[] = [];
  let restMinor = dueMinor;
  for (const { method, leftMinor } of sources) {
    if (method === 'cash') continue;
    const amountMinor = Math.min(leftMinor, restMinor);
    if (amountMinor > 0) tenders.push({ method, amountMinor });
    restMinor -= amountMinor;
  }
  const cashMinor = toCoins(restMinor, coinMinor);
  return cashMinor > 0 ? [...tenders, { method: 'cash', amountMinor: cashMinor }] : tenders;
}

/**
 * The way that is chosen unless a person says otherwise: the original tender with the most left that holds the whole
 * refund; else spread as it was paid; else cash.
 *
 * @example proposedWay(3600, sourcesOfCard80Cash27)  // { kind: 'method', method: 'card' }
 */
export function proposedWay(dueMinor: number, sources: readonly RefundSource[]): RefundWay {
  const [largest] = sources.toSorted((a, b) => b.leftMinor - a.leftMinor);
  if (largest && largest.leftMinor >= dueMinor) return { kind: 'method', method: largest.method };
  const leftMinor = sources.reduce((sum, source) => sum + source.leftMinor, 0);
  return sources.length > 1 && leftMinor >= dueMinor
    ? { kind: 'as_paid' }
    : { kind: 'method', method: 'cash' };
}
