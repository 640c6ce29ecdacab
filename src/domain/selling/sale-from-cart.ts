/** Turns a paid cart into the sale document. */
import type { Refusal } from '../errors.ts';
import type { SaleRef } from '../model/primitives.ts';
import { type Sale, type SaleLine, saleProblem, type Tender } from '../model/sale.ts';
import type { Setting } from '../model/shop.ts';
import { businessDateOf, zoneOffsetMinutes } from '../values/calendar.ts';
import { lineAmount } from '../values/money.ts';
import type { Cart, CartLine } from './cart.ts';
import { isNoSumOfCash, settle } from './tenders.ts';
import { cartTotals, type PricedLine } from './totals.ts';

/** Where and by whom a document is made. */
export interface Counter {
  readonly setting: Pick<Setting, 'currency' | 'timeZone' | 'cutOffHour' | 'taxMode' | 'cashRoundingMinor'>;
  readonly locationId: string;
  readonly staffId: string | null;
  readonly deviceId: string | null;
}

export type DocumentResult =
  | { readonly ok: true; readonly sale: Sale }
  | { readonly ok: false; readonly refusal: Refusal };

/** The head that every document made at a till shares. The number stays empty: the log hands it out. */
export function documentHead(counter: Counter, ref: SaleRef) {
  const { setting, locationId, staffId, deviceId } = counter;
  const utcOffsetMinutes = zoneOffsetMinutes(setting.timeZone, ref.occurredAt);
  return {
    ...ref,
    channel: 'pos',
    locationId,
    staffId,
    deviceId,
    number: '',
    externalId: null,
    utcOffsetMinutes,
    timeZone: setting.timeZone,
    businessDate: businessDateOf(ref.occurredAt, utcOffsetMinutes, setting.cutOffHour),
    tipMinor: 0,
  } as const;
}

/**
 * The sale of a cart, with `saleProblem` null, or why there is none: nothing in it, not paid in full, or more cash than anybody hands over.
 *
 * @param ref id, customer and instant of the sale to be
 * @example saleFromCart(cart, [{ method: 'cash', amountMinor: 5000 }], counter, ref)  // sale.changeMinor 540 for £44.60
 */
export function saleFromCart(
  cart: Cart,
  tenders: readonly Tender[],
  counter: Counter,
  ref: SaleRef,
): DocumentResult {
  const { taxMode, cashRoundingMinor, currency } = counter.setting;
  const totals = cartTotals(cart, taxMode);
  const settlement = settle(totals.dueMinor, tenders, cashRoundingMinor);
  if (isNoSumOfCash(totals.dueMinor, tenders)) {
    return { ok: false, refusal: { code: 'amount_out_of_range', path: ['tenders'] } };
  }
  const sale: Sale = {
    ...documentHead(counter, ref),
    type: 'sale',
    currency,
    taxMode,
    lines: cart.lines.map((line, index) => saleLine(line, totals.lines[index], index + 1)),
    tenders: tenders.filter((tender) => tender.amountMinor !== 0),
    changeMinor: settlement.changeMinor,
    roundingMinor: settlement.roundingMinor,
    totalMinor: settlement.dueMinor,
    parent: null,
  };
  const refusal = saleProblem(sale);
  return refusal ? { ok: false, refusal } : { ok: true, sale };
}

function saleLine(line: CartLine, priced: PricedLine | undefined, n: number): SaleLine {
  const { item, quantityMilli } = line;
  return {
    n,
    productId: item.productId,
    variantId: null,
    sku: item.sku,
    name: item.name,
    categoryId: item.categoryId,
    quantityMilli,
    unitPriceMilli: item.unitPriceMilli,
    discountMinor: priced?.discountMinor ?? 0,
    totalMinor: priced?.totalMinor ?? 0,
    taxMinor: priced?.taxMinor ?? 0,
    ...(item.taxRateMilli !== null && { taxRateMilli: item.taxRateMilli }),
    ...(item.unitCostMilli !== null && { costMinor: lineAmount(item.unitCostMilli, quantityMilli) }),
  };
}
