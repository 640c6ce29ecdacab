/** The purchase history of a customer as a list (REQ-H1): filters, order and the words-free facts of each row. */

import * as z from 'zod/mini';
import { saleValue } from '../metrics/contribution.ts';
import { daySchema, idSchema, instantSchema } from '../model/primitives.ts';
import { channels, type Sale, saleTypes } from '../model/sale.ts';
import { fold } from '../values/text.ts';

/** What a timeline is narrowed to; an absent field narrows nothing. */
const timelineFilterSchema = z.strictObject({
  /** Business dates, both inclusive. */
  from: z.optional(daySchema),
  to: z.optional(daySchema),
  type: z.optional(z.enum(saleTypes)),
  channel: z.optional(z.enum(channels)),
  locationId: z.optional(idSchema),
  /** Places beyond which the rights of whoever asks do not reach. */
  locationIds: z.optional(z.array(idSchema)),
  /** Any part of a product name, a SKU or the receipt number; case and accents do not matter. */
  text: z.optional(z.string().check(z.maxLength(200))),
});
export type TimelineFilter = z.infer<typeof timelineFilterSchema>;

/** Where a page begins: only documents before this one, in the order newest first. */
export const timelinePositionSchema = z.strictObject({ occurredAt: instantSchema, id: idSchema });
export type TimelinePosition = z.infer<typeof timelinePositionSchema>;

export interface TimelinePage {
  readonly sales: readonly Sale[];
  /** Where the next page begins; null at the end. */
  readonly next: TimelinePosition | null;
}

/** Newest first; ids decide between documents of one millisecond. */
export function newestFirst(a: TimelinePosition, b: TimelinePosition): number {
  return b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** Whether a document lies behind a position in the order newest first. */
export function isBefore(sale: TimelinePosition, position: TimelinePosition | null): boolean {
  return position === null || newestFirst(position, sale) < 0;
}

/**
 * Whether a document passes a filter.
 *
 * @example matchesFilter(sale, { text: 'mug' })  // true when a line's name holds "Mug"
 */
export function matchesFilter(sale: Sale, filter: TimelineFilter): boolean {
  if (filter.from !== undefined && sale.businessDate < filter.from) return false;
  if (filter.to !== undefined && sale.businessDate > filter.to) return false;
  if (filter.type !== undefined && sale.type !== filter.type) return false;
  if (filter.channel !== undefined && sale.channel !== filter.channel) return false;
  if (filter.locationId !== undefined && sale.locationId !== filter.locationId) return false;
  if (filter.locationIds !== undefined && !filter.locationIds.includes(sale.locationId)) return false;
  if (filter.text === undefined || filter.text.trim() === '') return true;
  const wanted = fold(filter.text);
  return (
    fold(sale.number).includes(wanted) ||
    sale.lines.some((line) => fold(line.name).includes(wanted) || fold(line.sku).includes(wanted))
  );
}

/** One month of a timeline: what happened in it, per currency. */
export interface TimelineMonth {
  /** `YYYY-MM` */
  readonly month: string;
  readonly sales: readonly Sale[];
  readonly counts: Readonly<Record<Sale['type'], number>>;
  /** Net value of the listed documents, per currency, by code. */
  readonly netByCurrency: readonly { readonly currency: string; readonly netMinor: number }[];
}

/** Groups documents, given newest first, by the month of their business date. */
export function groupByMonth(sales: readonly Sale[]): TimelineMonth[] {
  const months = new Map<string, Sale[]>();
  for (const sale of sales) {
    const month = sale.businessDate.slice(0, 7);
    const list = months.get(month);
    if (list) list.push(sale);
    else months.set(month, [sale]);
  }
  return [...months].map(([month, list]) => {
    const counts = { sale: 0, return: 0, exchange: 0, layaway_completion: 0, account_payment: 0 };
    const net = new Map<string, number>();
    for (const sale of list) {
      counts[sale.type] += 1;
      net.set(sale.currency, (net.get(sale.currency) ?? 0) + saleValue(sale));
    }
    const netByCurrency = [...net]
      .map(([currency, netMinor]) => ({ currency, netMinor }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
    return { month, sales: list, counts, netByCurrency };
  });
}
