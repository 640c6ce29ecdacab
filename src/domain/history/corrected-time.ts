/**
 * When a document really happened (rule X6). A document keeps the time that its device's clock showed; where that was wrong a
 * `saleClock` stands beside it, and every reader sees the document at its effective time. Its reference keeps the printed one.
 */
import type { EntityRow } from '../model/entities.ts';
import { type Sale, saleRefOf } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import { businessDateOf, zoneOffsetMinutes } from '../values/calendar.ts';
import { nameBasedId } from '../values/ids.ts';

export type SaleClock = EntityRow<'saleClock'>;

/** The id of the one row that can correct a document's time. */
export function clockIdOf(saleId: string): string {
  return nameBasedId('saleClock', saleId);
}

/** The row that says when a document happened. */
export function saleClockOf(
  sale: Sale,
  time: { readonly effectiveAt: number; readonly receivedAt: number; readonly cutOffHour: number },
): SaleClock {
  const { effectiveAt, receivedAt, cutOffHour } = time;
  const utcOffsetMinutes = zoneOffsetMinutes(sale.timeZone, effectiveAt);
  return {
    id: clockIdOf(sale.id),
    sale: saleRefOf(sale),
    effectiveAt,
    utcOffsetMinutes,
    businessDate: businessDateOf(effectiveAt, utcOffsetMinutes, cutOffHour),
    receivedAt,
  };
}

/**
 * A document as it happened; `sale` itself where its clock was right.
 *
 * @example asHappened(sale, clock).printed?.occurredAt  // the time on the receipt
 */
export function asHappened(sale: Sale, clock: SaleClock | undefined): Sale {
  if (!clock) return sale;
  const { occurredAt, utcOffsetMinutes, businessDate } = sale;
  return {
    ...sale,
    occurredAt: clock.effectiveAt,
    utcOffsetMinutes: clock.utcOffsetMinutes,
    businessDate: clock.businessDate,
    printed: { occurredAt, utcOffsetMinutes, businessDate },
  };
}

/** A document as it was written, for whoever stores or sends it. */
export function asPrinted({ printed, ...sale }: Sale): Sale {
  return { ...sale, ...printed };
}

/** Several documents as they happened, in the order given. Imported ones come from no clock of ours. */
export async function allAsHappened(
  store: Pick<StoreReader, 'getMany'>,
  sales: readonly Sale[],
): Promise<Sale[]> {
  const ours = sales.filter(({ importId }) => importId === undefined);
  if (ours.length === 0) return [...sales];
  const clocks = await store.getMany(
    'saleClock',
    ours.map(({ id }) => clockIdOf(id)),
  );
  const bySale = new Map(clocks.flatMap((clock) => (clock ? [[clock.sale.id, clock] as const] : [])));
  return bySale.size === 0 ? [...sales] : sales.map((sale) => asHappened(sale, bySale.get(sale.id)));
}
