/** The purchase history of a customer and its receipts (REQ-H1, REQ-H3). */
import * as z from 'zod';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { receiptView, receiptViewSchema } from '../views/receipt-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { filterNames, limitOf, purchaseFilters, purchasePage, purchasePageOf } from './purchase-list.ts';
import { receiptParts } from './receipt-parts.ts';
import { idParams } from './request-values.ts';
import { seesPlace } from './seen-places.ts';
import { shownCustomer } from './shown-customer.ts';

const purchaseQuery = acceptingNames(z.object({ ...purchaseFilters, limit: limitOf(50) }), filterNames);

const receiptParams = idParams.extend({ saleId: z.string() });

export function registerCustomerPurchaseRoutes(app: App, { storage }: Dependencies): void {
  for (const name of ['purchases', 'sales']) {
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
      (request) => {
        const caller = callerOf(request);
        return storage.read(caller.tenantId, (reader) =>
          purchasePageOf(reader, caller, request.params.id, request.query, 0),
        );
      },
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
