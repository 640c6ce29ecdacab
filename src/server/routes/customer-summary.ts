/** The purchase summary of a customer (REQ-H2). */
import * as z from 'zod';
import { cellsAsOf } from '../../domain/metrics/cells-as-of.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import { businessDayAt } from '../../domain/values/calendar.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mergedInto } from '../views/customer-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { leftOutBy } from '../views/left-out-view.ts';
import { summaryView, summaryViewSchema } from '../views/summary-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { dayText, idParams } from './request-values.ts';
import { leftOutFor, seesPlace } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const summaryQuery = acceptingNames(
  z.object({
    as_of: dayText
      .optional()
      .describe(
        'Answers as known at the end of this day: documents up to it, counted from it. Default today in the shop.',
      ),
  }),
);

export function registerCustomerSummaryRoutes(app: App, { storage, clock }: Dependencies): void {
  for (const url of ['/customers/:id/summary', '/customers/:id/purchase-summary']) {
    app.get(
      url,
      {
        config: { access: 'customers:read' },
        schema: {
          tags: ['purchases'],
          summary: 'Get the purchase summary of a customer',
          description:
            'Over the whole group of a merged customer. Returns lessen the value, never the number of sales.',
          params: idParams,
          querystring: summaryQuery,
          response: { 200: summaryViewSchema, ...errorResponses },
        },
      },
      (request) =>
        storage.read(callerOf(request).tenantId, async (reader) => {
          const { id } = request.params;
          const setting = await shopSetting(reader, callerOf(request).tenantId);
          const { group } = await shownCustomer(reader, id);
          const today = request.query.as_of ?? businessDayAt(setting, clock());
          const caller = callerOf(request);
          const cells = (await cellsAsOf(reader, group.memberIds, today)).filter((cell) =>
            seesPlace(caller, cell.locationId),
          );
          const view = summaryView(summarize(cells, setting.currency, today), {
            customerId: group.rootId,
            mergedInto: mergedInto(group, id),
            asOf: today,
          });
          return { ...view, ...leftOutBy(leftOutFor(caller), ['other_locations']) };
        }),
    );
  }
}
