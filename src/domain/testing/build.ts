/** Small valid values for tests; every field can be overridden. Nothing outside of tests imports this folder. */
import type { Product } from '../model/catalogue.ts';
import { type Customer, emptyCustomerFields } from '../model/customer.ts';
import type { Sale, SaleLine } from '../model/sale.ts';
import type { MutationContext } from '../mutations/mutation.ts';
import { nameBasedId } from '../values/ids.ts';

/** A readable stable id: `id('anna')` is the same everywhere. */
export const id = (name: string): string => nameBasedId('test', name);

export const shop = id('shop');
export const noon = Date.UTC(2026, 10, 20, 12);

export function buildLine(line: Partial<SaleLine> = {}): SaleLine {
  return {
    n: 1,
    productId: id('mug'),
    variantId: null,
    sku: 'MUG',
    name: 'Stoneware mug',
    categoryId: null,
    quantityMilli: 1000,
    unitPriceMilli: 1_800_000,
    discountMinor: 0,
    totalMinor: 1800,
    taxMinor: 300,
    ...line,
  };
}

/** A sale whose total and single tender follow from its lines. */
export function buildSale(sale: Partial<Sale> = {}): Sale {
  const lines = sale.lines ?? [buildLine()];
  const taxMode = sale.taxMode ?? 'included';
  const totalMinor = lines.reduce(
    (sum, line) => sum + line.totalMinor + (taxMode === 'added' ? line.taxMinor : 0),
    0,
  );
  return {
    id: id('sale'),
    type: 'sale',
    channel: 'pos',
    customerId: null,
    locationId: shop,
    staffId: null,
    deviceId: null,
    number: 'A1-A-000001',
    externalId: null,
    occurredAt: noon,
    utcOffsetMinutes: 0,
    timeZone: 'Europe/London',
    businessDate: '2026-11-20',
    currency: 'GBP',
    taxMode,
    lines,
    tenders: [{ method: 'cash', amountMinor: totalMinor }],
    changeMinor: 0,
    roundingMinor: 0,
    tipMinor: 0,
    totalMinor,
    parent: null,
    ...sale,
  };
}

/** A return of the given quantities of a sale's lines, at the price they were sold for. */
export function buildReturn(
  parent: Sale,
  quantities: readonly { n: number; quantityMilli: number }[],
  sale: Partial<Sale> = {},
): Sale {
  const lines = quantities.map(({ n, quantityMilli }, index) => {
    const sold = parent.lines.find((line) => line.n === n) ?? buildLine({ n });
    const share = (amount: number) => -Math.round((amount * quantityMilli) / sold.quantityMilli);
    return {
      ...sold,
      n: index + 1,
      quantityMilli: -quantityMilli,
      discountMinor: share(sold.discountMinor),
      totalMinor: share(sold.totalMinor),
      taxMinor: share(sold.taxMinor),
      parentLine: { saleId: parent.id, n },
      reason: 'changed_mind' as const,
    };
  });
  return buildSale({
    type: 'return',
    customerId: parent.customerId,
    occurredAt: parent.occurredAt + 60_000,
    parent: { id: parent.id, customerId: parent.customerId, occurredAt: parent.occurredAt },
    lines,
    ...sale,
  });
}

/** A payment on account. */
export function buildPayment({
  amountMinor,
  ...sale
}: Partial<Sale> & { readonly amountMinor: number }): Sale {
  const tenders: Sale['tenders'] = [
    { method: 'cash', amountMinor },
    { method: 'credit', amountMinor: -amountMinor },
  ];
  return {
    ...buildSale({ id: id('payment'), customerId: id('anna'), ...sale }),
    type: 'account_payment',
    lines: [],
    tenders,
    totalMinor: 0,
  };
}

export function buildCustomer(name: string, customer: Partial<Customer> = {}): Customer {
  return {
    id: id(name),
    ...emptyCustomerFields(name),
    createdAt: noon,
    createdBy: null,
    updatedAt: noon,
    editedAt: {},
    ...customer,
  };
}

export function buildContext(context: Partial<MutationContext> = {}): MutationContext {
  return { mutationId: id('mutation'), actorId: id('owner'), deviceId: id('tablet'), at: noon, ...context };
}

export function buildProduct(name: string, product: Partial<Product> = {}): Product {
  return {
    id: id(name),
    name,
    sku: '',
    barcodes: [],
    categoryId: null,
    taxRateId: null,
    unitPriceMilli: null,
    unitCostMilli: null,
    active: true,
    createdAt: noon,
    updatedAt: noon,
    ...product,
  };
}
