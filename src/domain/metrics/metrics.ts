/**
 * The purchase summary as a monoid (rules L4, L5; DEFINITIONS §2, §13).
 *
 * One row per *original* customer id holds a cell per (location, currency). `combineCells` adds, unites and takes
 * minimum and maximum, so rows of a merged group add up in any order. Nothing is ever subtracted: whatever takes a document
 * away recomputes the row from its sales.
 */
import * as z from 'zod/mini';
import { daySchema, instantSchema, milliSchema, minorSchema, saleRefSchema } from '../model/primitives.ts';

/** A first or last purchase. */
const milestoneSchema = z.strictObject({
  at: instantSchema,
  utcOffsetMinutes: z.int(),
  businessDate: daySchema,
  sale: saleRefSchema,
  amountMinor: minorSchema,
});
export type Milestone = z.infer<typeof milestoneSchema>;

const metricsCellSchema = z.strictObject({
  locationId: z.string(),
  currency: z.string(),
  /** Sales and layaway completions. */
  orders: z.int(),
  returns: z.int(),
  exchanges: z.int(),
  grossMinor: minorSchema,
  /** What came back, as a positive amount. */
  returnMinor: minorSchema,
  unitsSoldMilli: milliSchema,
  unitsReturnedMilli: milliSchema,
  /** Tax in gross less tax in returns. */
  taxMinor: minorSchema,
  /** Cost of the lines whose cost is known, returned lines deducted. */
  costMinor: minorSchema,
  /** Value without tax of the lines whose cost is known: the basis of profit and margin. */
  costedValueExTaxMinor: minorSchema,
  lines: z.int(),
  linesWithoutCost: z.int(),
  /** Charged to the customer's account by tenders `credit`, refunds to credit deducted. */
  creditChargedMinor: minorSchema,
  /** Paid on account. */
  creditPaidMinor: minorSchema,
  first: z.nullable(milestoneSchema),
  last: z.nullable(milestoneSchema),
  /** When the newest document of any kind happened. */
  lastDocumentAt: instantSchema,
  /** Distinct business dates with an order or exchange (visits), ascending. */
  days: z.array(daySchema),
});
export type MetricsCell = z.infer<typeof metricsCellSchema>;

const customerMetricsSchema = z.strictObject({
  /** Original customer id, or `guest`. */
  customerId: z.string(),
  /** True where this device lacks part of the customer's history; the figures are shown as such. */
  stale: z.boolean(),
  /** Sorted by location, then currency. */
  cells: z.array(metricsCellSchema),
});
export type CustomerMetrics = z.infer<typeof customerMetricsSchema>;

/** The neutral row of a customer. */
export function emptyMetrics(customerId: string): CustomerMetrics {
  return { customerId, stale: false, cells: [] };
}

function earlier(a: Milestone | null, b: Milestone | null): Milestone | null {
  if (a === null || b === null) return a ?? b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.sale.id < b.sale.id ? a : b;
}

function later(a: Milestone | null, b: Milestone | null): Milestone | null {
  if (a === null || b === null) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.sale.id < b.sale.id ? a : b;
}

/** Unites two ascending lists of distinct days. */
function uniteDays(a: readonly string[], b: readonly string[]): string[] {
  if (b.length === 0) return [...a];
  if (a.length === 0) return [...b];
  const lastOfA = a[a.length - 1] as string;
  if (b.length === 1 && b[0] === lastOfA) return [...a];
  if ((b[0] as string) > lastOfA) return [...a, ...b];
  return [...new Set([...a, ...b])].sort();
}

/** Adds two cells of the same location and currency (or of several, where only their sum is wanted). */
export function addCells(a: MetricsCell, b: MetricsCell): MetricsCell {
  return {
    locationId: a.locationId,
    currency: a.currency,
    orders: a.orders + b.orders,
    returns: a.returns + b.returns,
    exchanges: a.exchanges + b.exchanges,
    grossMinor: a.grossMinor + b.grossMinor,
    returnMinor: a.returnMinor + b.returnMinor,
    unitsSoldMilli: a.unitsSoldMilli + b.unitsSoldMilli,
    unitsReturnedMilli: a.unitsReturnedMilli + b.unitsReturnedMilli,
    taxMinor: a.taxMinor + b.taxMinor,
    costMinor: a.costMinor + b.costMinor,
    costedValueExTaxMinor: a.costedValueExTaxMinor + b.costedValueExTaxMinor,
    lines: a.lines + b.lines,
    linesWithoutCost: a.linesWithoutCost + b.linesWithoutCost,
    creditChargedMinor: a.creditChargedMinor + b.creditChargedMinor,
    creditPaidMinor: a.creditPaidMinor + b.creditPaidMinor,
    first: earlier(a.first, b.first),
    last: later(a.last, b.last),
    lastDocumentAt: Math.max(a.lastDocumentAt, b.lastDocumentAt),
    days: uniteDays(a.days, b.days),
  };
}

const cellKey = (cell: MetricsCell): string => `${cell.locationId} ${cell.currency}`;

/**
 * Combines cells of any number of rows: associative, commutative, with the empty list as neutral element.
 *
 * @example combineCells([cellOf(sale1), cellOf(sale2)])  // one cell with orders: 2
 */
export function combineCells(cells: readonly MetricsCell[]): MetricsCell[] {
  const byKey = new Map<string, MetricsCell>();
  for (const cell of cells) {
    const present = byKey.get(cellKey(cell));
    byKey.set(cellKey(cell), present ? addCells(present, cell) : cell);
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

/** Adds contributions to a row. */
export function addToMetrics(row: CustomerMetrics, cells: readonly MetricsCell[]): CustomerMetrics {
  return { ...row, cells: combineCells([...row.cells, ...cells]) };
}
