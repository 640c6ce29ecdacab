/** An order as a format reads it, and the sale it becomes. */
import type { Customer } from '../model/customer.ts';
import type { Channel, Sale, SaleLine, SaleType, TenderMethod } from '../model/sale.ts';
import type { CurrencyCode } from '../values/currency.ts';
import { nameBasedId } from '../values/ids.ts';
import { type ExactAmount, exactTotals } from './exact-totals.ts';
import type { ImportContext } from './importer.ts';
import type { Moment } from './wall-time.ts';

/** One line of an order. */
export interface OrderLine {
  /** Where it stands in the file. */
  readonly row: number;
  readonly productId: string | null;
  readonly sku: string;
  readonly name: string;
  readonly categoryId: string | null;
  readonly quantityMilli: number;
  /** Price of one piece before discount, thousandths of the minor unit. */
  readonly unitPriceMilli: number;
  readonly discountMinor: number;
  /** What the line is worth, not yet rounded. */
  readonly amount: ExactAmount;
}

/** What all lines of an order have in common. */
export interface OrderHead {
  /** What makes the order the same one whenever it is read (rule D1). */
  readonly key: readonly string[];
  readonly channel: Channel;
  readonly number: string;
  readonly customer: Customer | null;
  readonly locationId: string;
  readonly currency: CurrencyCode;
  readonly tender: TenderMethod;
}

/**
 * The sale of an order: line totals are rounded so that they add up to the rounded exact total, one tender covers it.
 * Undefined where the amounts are larger than can be stored.
 */
export function saleOf(
  type: SaleType,
  head: OrderHead,
  moment: Moment,
  lines: readonly OrderLine[],
  context: ImportContext,
): Sale | undefined {
  const totals = exactTotals(lines.map((line) => line.amount));
  if (totals === undefined) return undefined;
  const totalMinor = totals.reduce((sum, total) => sum + total, 0);
  return {
    id: nameBasedId(context.run.format, 'sale', ...head.key),
    type,
    channel: head.channel,
    customerId: head.customer?.id ?? null,
    locationId: head.locationId,
    staffId: null,
    deviceId: null,
    number: head.number,
    externalId: head.number || null,
    ...moment,
    timeZone: context.timeZone,
    currency: head.currency,
    taxMode: 'included',
    lines: lines.map((line, index) => saleLineOf(line, index + 1, totals[index] ?? 0)),
    tenders: [{ method: head.tender, amountMinor: totalMinor }],
    changeMinor: 0,
    roundingMinor: 0,
    tipMinor: 0,
    totalMinor,
    parent: null,
    importId: context.run.id,
  };
}

function saleLineOf(line: OrderLine, n: number, totalMinor: number): SaleLine {
  return {
    n,
    productId: line.productId,
    variantId: null,
    sku: line.sku,
    name: line.name,
    categoryId: line.categoryId,
    quantityMilli: line.quantityMilli,
    unitPriceMilli: line.unitPriceMilli,
    discountMinor: line.discountMinor,
    totalMinor,
    taxMinor: 0,
  };
}
