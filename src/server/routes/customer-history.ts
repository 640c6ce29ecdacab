/** The purchase history of a customer as other systems ask for it: by offset, with the number of documents and their sums. */
import * as z from 'zod';
import { businessDayAt } from '../../domain/values/calendar.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { seenSummary } from './purchase-history.ts';
import { filterNames, limitOf, purchaseFilters, purchasePage, purchasePageOf } from './purchase-list.ts';
import { idParams } from './request-values.ts';
import { placesOf } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const historyQuery = acceptingNames(
  z.object({
    ...purchaseFilters,
    limit: limitOf(10),
    offset: z.coerce
      .number()
      .int()
      .min(0)
      .max(100_000_000)
      .default(0)
      .describe('How many of the list come before the page; with a `cursor` it means nothing.'),
  }),
  filterNames,
);

const historyPage = purchasePage.extend({
  offset: z.int(),
  total: z.int().describe('How many documents the customer has in all, whatever is filtered.'),
  summary: z
    .object({
      total_sales: z.int(),
      total_amount: z.string().describe('Gross value, in `currency` of the summary.'),
      avg_amount: z.string().nullable(),
    })
    .describe('Of all sales of the customer, as in `summary`.'),
});

export function registerCustomerHistoryRoutes(app: App, { storage, clock }: Dependencies): void {
  app.get(
    '/customers/:id/history',
    {
      config: { access: 'sales:read' },
      schema: {
        tags: ['purchases'],
        summary: 'List the documents of a customer, with their number and sums',
        description: 'As `purchases`, by cursor or by offset.',
        params: idParams,
        querystring: historyQuery,
        response: { 200: historyPage, ...errorResponses },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { params, query } = request;
        const caller = callerOf(request);
        const { group } = await shownCustomer(reader, params.id);
        const setting = await shopSetting(reader, caller.tenantId);
        const today = businessDayAt(setting, clock());
        const { main, orders } = await seenSummary(reader, caller, group, setting, today);
        const { grossMinor, averageOrderMinor, currency } = main;
        const places = placesOf(caller);
        const offset = query.cursor === undefined ? query.offset : 0;
        return {
          ...(await purchasePageOf(reader, caller, params.id, query, offset)),
          offset,
          total: await reader.timelineSize(group.memberIds, places ? { locationIds: places } : {}),
          summary: {
            total_sales: orders,
            total_amount: formatAmount(grossMinor, currency),
            avg_amount: averageOrderMinor === null ? null : formatAmount(averageOrderMinor, currency),
          },
        };
      }),
  );
}
