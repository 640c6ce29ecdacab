/**
 * A sale: any document of the till or of an order system. It is written once and never changed (rule D3); what is learnt
 * later stands in rows beside it. Amounts are signed from the shop's side (rule D4). It holds no personal field.
 */
import * as z from 'zod/mini';
import type { Refusal } from '../errors.ts';
import {
  currencySchema,
  daySchema,
  idSchema,
  instantSchema,
  labelSchema,
  milliSchema,
  minorSchema,
  type SaleRef,
  saleRefSchema,
  timeZoneSchema,
} from './primitives.ts';

/**
 * What kind of document it is (REQ-L1). A payment on account (REQ-C11) has no lines and a total of 0: what the customer pays, and as much
 * taken off the account, as a negative `credit` tender. New kinds stand at the end: packed documents name them by their place.
 */
export const saleTypes = ['sale', 'return', 'exchange', 'layaway_completion', 'account_payment'] as const;
export type SaleType = (typeof saleTypes)[number];

/** Where it was made: at a till, or in another system that posts orders. */
export const channels = ['pos', 'order'] as const;
export type Channel = (typeof channels)[number];

/** Whether line totals hold the tax already or the tax is added to them. */
export const taxModes = ['included', 'added'] as const;
export type TaxMode = (typeof taxModes)[number];

/** How it was paid. Imported and external documents carry one tender `unknown`. */
export const tenderMethods = [
  'cash',
  'card',
  'mobile_money',
  'credit',
  'gift_card',
  'bank_transfer',
  'deposit',
  'unknown',
] as const;
export type TenderMethod = (typeof tenderMethods)[number];

/** Why goods came back. */
export const returnReasons = [
  'damaged',
  'wrong_size',
  'wrong_item',
  'not_as_described',
  'changed_mind',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

export const saleLineSchema = z.strictObject({
  /** Position on the receipt, from 1. */
  n: z.int().check(z.gte(1)),
  productId: z.nullable(idSchema),
  variantId: z.nullable(idSchema),
  sku: labelSchema,
  name: z.string().check(z.maxLength(255)),
  variantLabel: z.optional(z.string().check(z.maxLength(255))),
  categoryId: z.nullable(idSchema),
  /** Thousandths of a piece; negative for goods that come back. */
  quantityMilli: milliSchema,
  /** Price of one piece in thousandths of the minor unit, before discount. */
  unitPriceMilli: milliSchema,
  /** Taken off this line, as a positive amount for sold goods. */
  discountMinor: minorSchema,
  /** The truth of the line: after discount, with tax when the tax mode is `included`. */
  totalMinor: minorSchema,
  taxMinor: minorSchema,
  /** Thousandths of a percent: 20 % is 20000. Absent where unknown. */
  taxRateMilli: z.optional(milliSchema),
  /** What the goods of this line cost the shop; absent where unknown. */
  costMinor: z.optional(minorSchema),
  promotionId: z.optional(idSchema),
  bundleId: z.optional(idSchema),
  /** For goods that come back: the line they were sold on. */
  parentLine: z.optional(z.strictObject({ saleId: idSchema, n: z.int().check(z.gte(1)) })),
  reason: z.optional(z.enum(returnReasons)),
});
export type SaleLine = z.infer<typeof saleLineSchema>;

export const tenderSchema = z.strictObject({
  method: z.enum(tenderMethods),
  /** Positive when the shop receives, negative for a refund. */
  amountMinor: minorSchema,
});
export type Tender = z.infer<typeof tenderSchema>;

export const saleSchema = z.strictObject({
  id: idSchema,
  type: z.enum(saleTypes),
  channel: z.enum(channels),
  customerId: z.nullable(idSchema),
  locationId: idSchema,
  staffId: z.nullable(idSchema),
  deviceId: z.nullable(idSchema),
  /** Receipt or invoice number: a label for people, never a key. */
  number: labelSchema,
  /** Its id in the system it comes from; null for sales of our own tills. */
  externalId: z.nullable(labelSchema),
  occurredAt: instantSchema,
  /** What the shop's clock was ahead of UTC, so that the local time reads back exactly. */
  utcOffsetMinutes: z.int().check(z.gte(-1080), z.lte(1080)),
  timeZone: timeZoneSchema,
  businessDate: daySchema,
  currency: currencySchema,
  taxMode: z.enum(taxModes),
  lines: z.array(saleLineSchema).check(z.maxLength(5000)),
  tenders: z.array(tenderSchema).check(z.maxLength(50)),
  changeMinor: minorSchema.check(z.gte(0)),
  roundingMinor: minorSchema,
  tipMinor: minorSchema,
  /** Σ lines + (tax added: Σ tax) + rounding + tip: what was settled. */
  totalMinor: minorSchema,
  /** The document this one returns, exchanges or completes. */
  parent: z.nullable(saleRefSchema),
  layawayId: z.optional(idSchema),
  importId: z.optional(idSchema),
});
/** When a document happened, as it stands on its receipt. */
export type SaleTime = Pick<z.infer<typeof saleSchema>, 'occurredAt' | 'utcOffsetMinutes' | 'businessDate'>;

export type Sale = z.infer<typeof saleSchema> & {
  /** Where the device's clock was wrong, the time on the receipt; the other fields then say when it happened. Never stored (rule X6). */
  readonly printed?: SaleTime;
};

/** The reference by which a sale is found in any layer (rule D6): it bears the printed time. */
export function saleRefOf({ id, customerId, occurredAt, printed }: Sale): SaleRef {
  return { id, customerId, occurredAt: printed?.occurredAt ?? occurredAt };
}

/** What one line is worth to the customer: after discount, with tax. */
export function lineValue(sale: Pick<Sale, 'taxMode'>, line: SaleLine): number {
  return sale.taxMode === 'added' ? line.totalMinor + line.taxMinor : line.totalMinor;
}

/** What the amounts and quantities of one document may add up to: figures over hundreds of the largest are still exact. */
const largestSum = 10 ** 13;

/** Sums of what no total checks but figures add up, each over the absolute values: no part of them can be larger. */
function sumsOf(lines: readonly SaleLine[]): number[] {
  const sumOf = (
    field: 'quantityMilli' | 'totalMinor' | 'taxMinor' | 'discountMinor' | 'costMinor',
  ): number => lines.reduce((sum, line) => sum + Math.abs(line[field] ?? 0), 0);
  return [
    sumOf('quantityMilli'),
    sumOf('totalMinor'),
    sumOf('taxMinor'),
    sumOf('discountMinor'),
    sumOf('costMinor'),
  ];
}

/** Whether the lines bear the numbers from 1 on, each once: returns and figures know a line by its number. */
function areNumbered(lines: readonly SaleLine[]): boolean {
  return (
    new Set(lines.map((line) => line.n)).size === lines.length &&
    lines.every((line) => line.n <= lines.length)
  );
}

/**
 * What is wrong with the lines and the arithmetic of a sale, or null (rule D4). Asserted where a sale is made, read from a
 * file, or received.
 *
 * @example saleProblem({ ...sale, tenders: [] })  // { code: 'payment_short' } for a sale of £5.00
 */
export function saleProblem(sale: Sale): Refusal | null {
  if (sale.type === 'account_payment') return paymentProblem(sale);
  if (sale.lines.length === 0) return { code: sale.type === 'return' ? 'nothing_returned' : 'nothing_sold' };
  if (!areNumbered(sale.lines)) return { code: 'invalid_request', path: ['lines'] };
  const goods = sale.lines.reduce((sum, line) => sum + lineValue(sale, line), 0);
  const due = goods + sale.roundingMinor + sale.tipMinor;
  const paid = sale.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0) - sale.changeMinor;
  if ([due, paid, ...sumsOf(sale.lines)].some((sum) => Math.abs(sum) > largestSum))
    return { code: 'amount_out_of_range' };
  if (due !== sale.totalMinor)
    return { code: 'sums_disagree', path: ['totalMinor'], values: { dueMinor: due } };
  if (paid < due) return { code: 'payment_short', path: ['tenders'], values: { missingMinor: due - paid } };
  if (paid > due) return { code: 'sums_disagree', path: ['tenders'], values: { overMinor: paid - due } };
  return null;
}

/** What a payment on account takes off what the customer owes; 0 for any other document. */
export function paidOnAccountMinor(sale: Pick<Sale, 'type' | 'tenders'>): number {
  if (sale.type !== 'account_payment') return 0;
  // Never a negative zero.
  return 0 - tenderedMinor(sale.tenders, 'credit');
}

/** What a document has moved: its total, and of a payment on account what was paid. */
export function movedMinor(sale: Pick<Sale, 'type' | 'tenders' | 'totalMinor'>): number {
  return sale.type === 'account_payment' ? paidOnAccountMinor(sale) : sale.totalMinor;
}

/** With what a document was settled: of a payment on account without the part that the account bears. */
export function settlingTenders({ type, tenders }: Pick<Sale, 'type' | 'tenders'>): readonly Tender[] {
  return type === 'account_payment' ? tenders.filter(({ method }) => method !== 'credit') : tenders;
}

/** The sum of the tenders of one method. */
export function tenderedMinor(tenders: readonly Tender[], method: TenderMethod): number {
  return tenders.reduce((sum, tender) => (tender.method === method ? sum + tender.amountMinor : sum), 0);
}

function paymentProblem(sale: Sale): Refusal | null {
  if (sale.customerId === null) return { code: 'invalid_request', path: ['customerId'] };
  const { lines, tenders, changeMinor, roundingMinor, tipMinor, totalMinor, parent } = sale;
  if (lines.length > 0 || [changeMinor, roundingMinor, tipMinor, totalMinor].some((amount) => amount !== 0))
    return { code: 'invalid_request', path: ['lines'] };
  const paidMinor = paidOnAccountMinor(sale);
  // What takes a payment back stands beside it.
  if (parent !== null && paidMinor > 0) return { code: 'invalid_request', path: ['parent'] };
  if (paidMinor === 0) return { code: 'nothing_paid', path: ['tenders'] };
  if (Math.abs(paidMinor) > largestSum) return { code: 'amount_out_of_range' };
  const sum = tenders.reduce((all, tender) => all + tender.amountMinor, 0);
  if (sum < 0) return { code: 'payment_short', path: ['tenders'], values: { missingMinor: -sum } };
  if (sum > 0) return { code: 'sums_disagree', path: ['tenders'], values: { overMinor: sum } };
  return null;
}
