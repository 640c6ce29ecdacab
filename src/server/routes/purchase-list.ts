/** The list of a customer's documents, as every route gives it that lists them (REQ-H1). */
import * as z from 'zod';
import type { TimelineFilter, TimelinePosition } from '../../domain/history/timeline.ts';
import { ownersOf } from '../../domain/metrics/owner.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { channels, saleTypes } from '../../domain/model/sale.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import type { Caller } from '../auth/caller.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantReader } from '../storage/storage.ts';
import { leftOutBy, leftOutView } from '../views/left-out-view.ts';
import { purchaseView, purchaseViewSchema } from '../views/purchase-view.ts';
import { enumText } from './accepted-names.ts';
import { cursorPosition, cursorText } from './purchase-cursor.ts';
import { locationNamesOf } from './receipt-parts.ts';
import { dayText, idText } from './request-values.ts';
import { leftOutFor, placesOf } from './seen-places.ts';
import { shownCustomer } from './shown-customer.ts';

export const purchaseFilters = {
  from: dayText.optional().describe('First business date.'),
  to: dayText.optional().describe('Last business date.'),
  type: enumText([...channels, 'all'])
    .optional()
    .describe('`pos` for documents of the till, `order` for those of other systems.'),
  sale_type: enumText([...saleTypes, 'all']).optional(),
  location_id: idText.optional(),
  q: z.string().max(200).optional().describe('Any part of a product name, a SKU or the receipt number.'),
  cursor: z
    .string()
    .max(300)
    .optional()
    .describe('The `next_cursor` of the page before, with the same filters.'),
};
/** The names of some filters in other systems. */
export const filterNames = { from_date: 'from', to_date: 'to', channel: 'type', text: 'q' } as const;
/** @param usual how many there are on a page where the request does not say */
export const limitOf = (usual: number) => z.coerce.number().int().min(1).max(100).default(usual);

interface PurchaseQuery extends z.infer<z.ZodObject<typeof purchaseFilters>> {
  readonly limit: number;
}

export const purchasePage = z.object({
  sales: z.array(purchaseViewSchema).describe('Newest first.'),
  next_cursor: z.string().nullable().describe('Where the next page begins; null at the end.'),
  limit: z.int(),
  ...leftOutView,
});

/**
 * A page of the list, newest first.
 *
 * @param offset how many of it are left out
 */
export async function purchasePageOf(
  reader: TenantReader,
  caller: Caller,
  customerId: string,
  query: PurchaseQuery,
  offset: number,
) {
  const { group } = await shownCustomer(reader, customerId);
  const places = placesOf(caller);
  const filter = { ...filterOf(query), ...(places && { locationIds: places }) };
  const list = canonicalJson({ customer: customerId, filter });
  const before = positionIn(query, list);
  const { sales, next } = await reader.timeline(group.memberIds, filter, before, query.limit, offset);
  const locationNames = await locationNamesOf(reader, sales);
  const owners = await ownersOf(reader, sales);
  return {
    sales: sales.map((sale, index) => purchaseView(sale, owners[index] ?? guestId, locationNames)),
    next_cursor: next && cursorText(next, list),
    limit: query.limit,
    ...leftOutBy(leftOutFor(caller), ['other_locations']),
  };
}

function filterOf({ from, to, type, sale_type, location_id, q }: PurchaseQuery): TimelineFilter {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(type !== undefined && type !== 'all' && { channel: type }),
    ...(sale_type !== undefined && sale_type !== 'all' && { type: sale_type }),
    ...(location_id !== undefined && { locationId: location_id }),
    ...(q !== undefined && { text: q }),
  };
}

function positionIn({ cursor }: PurchaseQuery, list: string): TimelinePosition | null {
  if (cursor === undefined) return null;
  const position = cursorPosition(cursor, list);
  if (!position) throw new RequestRefused([{ code: 'invalid_request', path: ['cursor'] }]);
  return position;
}
