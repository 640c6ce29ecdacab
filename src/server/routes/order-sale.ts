/** The sale that an order of another system becomes. */
import type { Refusal } from '../../domain/errors.ts';
import { exactAmount, exactTotals } from '../../domain/importing/exact-totals.ts';
import type { Moment } from '../../domain/importing/wall-time.ts';
import type { Product } from '../../domain/model/catalogue.ts';
import type { Sale, SaleLine, TaxMode, Tender } from '../../domain/model/sale.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import { parseAmount } from '../../domain/values/money.ts';
import { parseQuantity } from '../../domain/values/quantity.ts';
import { RequestRefused } from '../request-refused.ts';
import type { OrderBody, OrderLineBody } from './order-body.ts';

/** What an order leaves to the shop, and what its names stand for. */
export interface OrderContext {
  readonly moment: Moment;
  readonly timeZone: string;
  readonly currency: string;
  readonly taxMode: TaxMode;
  readonly locationId: string;
  readonly customerId: string | null;
  /** The product of each line, undefined where the shop has none. */
  readonly products: readonly (Product | undefined)[];
}

/** The id of an order's sale: the same however often the order is sent (rule D1). */
export const orderSaleId = (externalId: string): string => nameBasedId('order', 'sale', externalId);

/** Throws `RequestRefused` with every amount that cannot be read. */
export function saleOfOrder(order: OrderBody, context: OrderContext): Sale {
  const amounts = new AmountReader(context.currency);
  const prices = order.lines.map((line, index) => {
    const quantityMilli = amounts.quantity(line.quantity, ['lines', index, 'quantity']);
    const unitCostMilli = context.products[index]?.unitCostMilli ?? null;
    return {
      quantityMilli,
      unitPriceMilli: amounts.price(line.unit_price, ['lines', index, 'unit_price']),
      discountMinor: amounts.minor(line.discount ?? '0', ['lines', index, 'discount']),
      taxMinor: amounts.minor(line.tax ?? '0', ['lines', index, 'tax']),
      ...(unitCostMilli !== null && {
        costMinor: amounts.cost(unitCostMilli, quantityMilli, ['lines', index, 'quantity']),
      }),
      givenMinor: line.total === undefined ? undefined : amounts.minor(line.total, ['lines', index, 'total']),
    };
  });
  const exact = exactTotals(prices.map((line) => exactAmount(line.unitPriceMilli, line.quantityMilli)));
  if (!exact) amounts.refuse(['lines']);
  const lines = prices.map((price, index): SaleLine => {
    const { givenMinor, ...rest } = price;
    const totalMinor = givenMinor ?? (exact?.[index] ?? 0) - price.discountMinor;
    return saleLine(order.lines[index], context.products[index], index + 1, { ...rest, totalMinor });
  });
  const tax = context.taxMode === 'added' ? sumOf(lines, 'taxMinor') : 0;
  const totalMinor = sumOf(lines, 'totalMinor') + tax;
  const tenders = order.payments?.map(({ method, amount }, index): Tender => {
    return { method, amountMinor: amounts.minor(amount, ['payments', index, 'amount']) };
  });
  amounts.throwIfRefused();
  return {
    id: orderSaleId(order.external_id),
    type: 'sale',
    channel: 'order',
    customerId: context.customerId,
    locationId: context.locationId,
    staffId: null,
    deviceId: null,
    number: order.number ?? order.external_id,
    externalId: order.external_id,
    ...context.moment,
    timeZone: context.timeZone,
    currency: context.currency,
    taxMode: context.taxMode,
    lines,
    tenders: tenders ?? [{ method: 'unknown', amountMinor: totalMinor }],
    changeMinor: 0,
    roundingMinor: 0,
    tipMinor: 0,
    totalMinor,
    parent: null,
  };
}

type LineAmounts = Pick<
  SaleLine,
  'quantityMilli' | 'unitPriceMilli' | 'discountMinor' | 'totalMinor' | 'taxMinor' | 'costMinor'
>;

function saleLine(
  line: OrderLineBody | undefined,
  product: Product | undefined,
  n: number,
  amounts: LineAmounts,
): SaleLine {
  const sku = line?.sku || (product?.sku ?? '');
  return {
    n,
    productId: product?.id ?? null,
    variantId: null,
    sku,
    name: line?.name ?? product?.name ?? sku,
    ...(line?.variant !== undefined && { variantLabel: line.variant }),
    categoryId: product?.categoryId ?? null,
    ...amounts,
  };
}

/** Whether an order that is sent again sells the goods that are recorded, for the same money. */
export function isSameOrder(recorded: Sale, repeated: Sale): boolean {
  return (
    recorded.currency === repeated.currency &&
    recorded.lines.length === repeated.lines.length &&
    recorded.lines.every((line, index) => isSameLine(line, repeated.lines[index]))
  );
}

function isSameLine(recorded: SaleLine, repeated: SaleLine | undefined): boolean {
  return (
    repeated !== undefined &&
    isSameProduct(recorded, repeated) &&
    recorded.quantityMilli === repeated.quantityMilli &&
    recorded.totalMinor === repeated.totalMinor &&
    recorded.taxMinor === repeated.taxMinor
  );
}

/** The product's SKU or name may have been edited in between; goods that are no product of the shop have a SKU, else a name. */
function isSameProduct(recorded: SaleLine, repeated: SaleLine): boolean {
  if (recorded.productId !== null && recorded.productId === repeated.productId) return true;
  if (recorded.sku !== '' || repeated.sku !== '') return recorded.sku === repeated.sku;
  return recorded.name === repeated.name;
}

function sumOf(lines: readonly SaleLine[], field: 'totalMinor' | 'taxMinor'): number {
  return lines.reduce((sum, line) => sum + line[field], 0);
}

/** Reads decimal texts in one currency and collects those that are out of range or finer than can be kept. */
class AmountReader {
  readonly #currency: string;
  readonly #refusals: Refusal[] = [];

  constructor(currency: string) {
    this.#currency = currency;
  }

  minor(text: string, path: Refusal['path']): number {
    return this.#orRefused(parseAmount(text, this.#currency), path);
  }

  price(text: string, path: Refusal['path']): number {
    return this.#orRefused(parseAmount(text, this.#currency, { extraDecimals: 3 }), path);
  }

  /** Orders sell: what comes back is a document of its own. */
  quantity(text: string, path: Refusal['path']): number {
    const milli = parseQuantity(text);
    return this.#orRefused(milli !== undefined && milli > 0 ? milli : undefined, path);
  }

  cost(unitCostMilli: number, quantityMilli: number, path: Refusal['path']): number {
    return this.#orRefused(exactTotals([exactAmount(unitCostMilli, quantityMilli)])?.[0], path);
  }

  refuse(path: Refusal['path']): void {
    this.#refusals.push({ code: 'amount_out_of_range', ...(path && { path }) });
  }

  throwIfRefused(): void {
    if (this.#refusals.length > 0) throw new RequestRefused(this.#refusals);
  }

  #orRefused(value: number | undefined, path: Refusal['path']): number {
    if (value === undefined) this.refuse(path);
    return value ?? 0;
  }
}
