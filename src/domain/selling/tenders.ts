/** Paying: several tenders for one sale, cash rounding as an amount of its own, and change. */
import type { Tender, TenderMethod } from '../model/sale.ts';
import { roundRatio } from '../values/money.ts';

/** The ways to pay that a till offers. */
export const tillMethods = ['cash', 'card', 'mobile_money', 'credit'] as const;
export type TillMethod = (typeof tillMethods)[number];

export interface Settlement {
  /** What cash rounding adds (or takes off, negative); 0 unless some of it is paid in cash. */
  readonly roundingMinor: number;
  /** The amount to settle, rounding included. */
  readonly dueMinor: number;
  /** Still to be paid; 0 when the payments cover what is due. */
  readonly leftMinor: number;
  /** To be given back in cash. */
  readonly changeMinor: number;
  /** What other tenders than cash are over what is due: no change is given for them. */
  readonly overMinor: number;
}

/**
 * Rounds an amount to the nearest multiple of the smallest coin, half away from zero.
 *
 * @example toCoins(4462, 5)  // 4460; toCoins(4463, 5) is 4465
 */
export function toCoins(amountMinor: number, coinMinor: number): number {
  return roundRatio(amountMinor, coinMinor) * coinMinor;
}

/**
 * How a sale stands with the payments so far. Only what is left for cash is rounded, and only when cash is among them.
 *
 * @param goodsMinor what the goods come to, without rounding
 * @param coinMinor smallest coin: cash is rounded to multiples of it, 1 = no rounding
 * @example settle(4460, [{ method: 'card', amountMinor: 2000 }, { method: 'cash', amountMinor: 3000 }], 1)
 * // { roundingMinor: 0, dueMinor: 4460, leftMinor: 0, changeMinor: 540, overMinor: 0 }
 */
export function settle(goodsMinor: number, tenders: readonly Tender[], coinMinor: number): Settlement {
  const { restMinor, cashMinor, hasCash, otherMinor } = partsOf(goodsMinor, tenders);
  const roundedMinor = hasCash ? toCoins(restMinor, coinMinor) : restMinor;
  // Cash that covers the rest to the penny settles it too: nobody is asked for two pence more to round up.
  const forCash = cashMinor >= restMinor ? Math.min(roundedMinor, cashMinor) : roundedMinor;
  return {
    roundingMinor: forCash - restMinor,
    dueMinor: goodsMinor + forCash - restMinor,
    leftMinor: Math.max(0, forCash - cashMinor),
    changeMinor: Math.max(0, cashMinor - forCash),
    overMinor: Math.max(0, otherMinor - goodsMinor),
  };
}

function partsOf(goodsMinor: number, tenders: readonly Tender[]) {
  const cash = tenders.filter((tender) => tender.method === 'cash');
  const cashMinor = amountOf(cash);
  const otherMinor = amountOf(tenders) - cashMinor;
  return { cashMinor, otherMinor, hasCash: cash.length > 0, restMinor: Math.max(0, goodsMinor - otherMinor) };
}

function amountOf(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
}

/** The largest note is worth this many times what is due at most, reckoned from the price of a small thing on. */
const mostTimesDue = 1000;
const smallThingMinor = 100;

/**
 * Whether the cash of a sale is no sum that anybody hands over, but something else typed where a sum belongs: a code, a phone number.
 *
 * @example isNoSumOfCash(1800, [{ method: 'cash', amountMinor: 501234567890 }])  // true
 */
export function isNoSumOfCash(dueMinor: number, tenders: readonly Tender[]): boolean {
  return partsOf(dueMinor, tenders).cashMinor > mostTimesDue * Math.max(dueMinor, smallThingMinor);
}

/**
 * What a further payment by a method has to bring to settle the sale.
 *
 * @example leftFor('cash', 4462, [], 5)  // 4460
 */
export function leftFor(
  method: TenderMethod,
  goodsMinor: number,
  tenders: readonly Tender[],
  coinMinor: number,
): number {
  const { leftMinor } = settle(goodsMinor, tenders, coinMinor);
  if (leftMinor === 0) return 0;
  if (method === 'cash') {
    return settle(goodsMinor, [...tenders, { method, amountMinor: 0 }], coinMinor).leftMinor;
  }
  const { restMinor, cashMinor } = partsOf(goodsMinor, tenders);
  return restMinor - cashMinor;
}
