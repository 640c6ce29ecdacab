/** The purchase history of a customer and its receipts (REQ-H1, REQ-H3). */
import * as z from 'zod';
import type { TimelineFilter, TimelinePosition } from '../../domain/history/timeline.ts';
import { ownerOf, ownersOf } from '../../domain/metrics/owner.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { channels, saleTypes } from '../../domain/model/sale.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { leftOutBy, leftOutView } from '../views/left-out-view.ts';
import { purchaseView, purchaseViewSchema } from '../views/purchase-view.ts';
import { receiptView, receiptViewSchema } from '../views/receipt-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { cursorPosition, cursorText } from './purchase-cursor.ts';
import { locationNamesOf, receiptParts } from './receipt-parts.ts';
import { dayText, idParams, idText } from './request-values.ts';
import { leftOutFor, placesOf, seesPlace } from './seen-places.ts';
import { shownCustomer } from './shown-customer.ts';

const purchaseQuery = acceptingNames(
  z.object({
    from: dayText.optional().describe('First business date.'),
    to: dayText.optional().describe('Last business date.'),
    type: enumText([...channels, 'all'])
      .optional()
      .describe('`pos` for documents of the till, `order` for those of other systems.'),
    sale_type: enumText([...saleTypes, 'all']).optional(),
    location_id: idText.optional(),
    q: z.string().max(200).optional().describe('Any part of a product name, a SKU or the receipt number.'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z
      .string()
      .max(300)
      .optional()
      .describe('The `next_cursor` of the page before, with the same filters.'),
  }),
  { from_date: 'from', to_date: 'to', channel: 'type', text: 'q' },
);
type PurchaseQuery = z.infer<typeof purchaseQuery>;

const purchasePage = z.object({
  sales: z.array(purchaseViewSchema).describe('Newest first.'),
  next_cursor: z.string().nullable().describe('Where the next page begins; null at the end.'),
  limit: z.int(),
  ...leftOutView,
});

const receiptParams = idParams.extend({ saleId: z.string() });

export function registerCustomerPurchaseRoutes(app: App, { storage }: Dependencies): void {
  for (const name of ['purchases', 'sales', 'history']) {
    app.get(
      `/customers/:id/${name}`,
      {
        config: { access: 'sales:read' },
        schema: {
          tags: ['purchases'],
          summary: 'List the documents of a customer',
          description: 'Sales, returns, exchanges and orders of the whole group of a merged customer.',
          params: idParams,
          querystring: purchaseQuery,
          response: { 200: purchasePage, ...errorResponses },
        },
      },
      (request) =>
        storage.read(callerOf(request).tenantId, async (reader) => {
          const { params, query } = request;
          const { group } = await shownCustomer(reader, params.id);
          const places = placesOf(callerOf(request));
          const filter = { ...filterOf(query), ...(places && { locationIds: places }) };
          const list = canonicalJson({ customer: params.id, filter });
          const before = positionIn(query, list);
          const page = await reader.timeline(group.memberIds, filter, before, query.limit);
          const locationNames = await locationNamesOf(reader, page.sales);
          const owners = await ownersOf(reader, page.sales);
          return {
            sales: page.sales.map((sale, index) =>
              purchaseView(sale, owners[index] ?? guestId, locationNames),
            ),
            next_cursor: page.next && cursorText(page.next, list),
            limit: query.limit,
            ...leftOutBy(leftOutFor(callerOf(request)), ['other_locations']),
          };
        }),
    );
  }

  app.get(
    '/customers/:id/purchases/:saleId',
    {
      config: { access: 'sales:read' },
      schema: {
        tags: ['purchases'],
        summary: 'Get a receipt',
        params: receiptParams,
        response: { 200: z.object({ purchase: receiptViewSchema }), ...errorResponses },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { group } = await shownCustomer(reader, request.params.id);
        const sale = await reader.saleById(request.params.saleId);
        const isTheirs = sale && group.memberIds.includes(await ownerOf(reader, sale));
        if (!isTheirs || !seesPlace(callerOf(request), sale.locationId))
          throw new RequestRefused('sale_not_found');
        return { purchase: receiptView(await receiptParts(reader, sale)) };
      }),
  );
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
