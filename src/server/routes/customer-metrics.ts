/** Figures of a customer as other systems ask for them, and who came more than once (REQ-H2, REQ-H6, REQ-A6). */
import * as z from 'zod';
import { preferencesOf } from '../../domain/history/group-rows.ts';
import { rootFinder } from '../../domain/history/groups.ts';
import { joinedPreference } from '../../domain/history/joined-preference.ts';
import { rowsAsOf } from '../../domain/metrics/cells-as-of.ts';
import type { PurchaseSummary } from '../../domain/metrics/summary.ts';
import { valueTierBy } from '../../domain/metrics/tiers.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { groupObjects } from '../../domain/privacy/profiling.ts';
import { businessDayAt, type Day, isoInstant } from '../../domain/values/calendar.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import type { TenantReader } from '../storage/storage.ts';
import { errorResponses } from '../views/error-view.ts';
import { leftOutBy, leftOutView } from '../views/left-out-view.ts';
import { metricsViewSchema, repeatCustomerSchema } from '../views/metrics-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { pagingFields, pagingOf, pagingView, stretchOf } from './paging.ts';
import { historyView, seenSummary } from './purchase-history.ts';
import { idParams } from './request-values.ts';
import { leftOutFor, placesOf, seesPlace } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const repeatQuery = acceptingNames(
  z.object({
    min_purchases: z.coerce.number().int().min(1).max(1_000_000).default(2),
    ...pagingFields,
  }),
);

/** Rows of figures read at once. */
const rowsAtOnce = 1000;

export function registerCustomerMetricsRoutes(app: App, { storage, clock }: Dependencies): void {
  app.get(
    '/customers/:id/metrics',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['purchases'],
        summary: 'Get the metrics of a customer',
        description:
          'The figures of `summary` under the names of other systems, with what the customer likes.',
        params: idParams,
        response: { 200: z.object({ metrics: metricsViewSchema }), ...errorResponses },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => ({
        metrics: await metricsOf(reader, callerOf(request), request.params.id, clock()),
      })),
  );

  app.get(
    '/customers/repeat',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['purchases'],
        summary: 'List the customers who came more than once',
        description: 'Those with most purchases first; merged customers are one.',
        querystring: repeatQuery,
        response: {
          200: z.object({
            customers: z.array(repeatCustomerSchema),
            count: z.int().describe('How many are in this answer.'),
            filter: z.object({ min_purchases: z.int() }),
            ...pagingView,
            ...leftOutView,
          }),
          ...errorResponses,
        },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const caller = callerOf(request);
        const { min_purchases, ...paging } = request.query;
        const setting = await shopSetting(reader, caller.tenantId);
        const today = businessDayAt(setting, clock());
        const repeating = await repeatingCustomers(reader, caller, min_purchases, today);
        const { offset, limit } = stretchOf(paging);
        const customers = [];
        for (const customerId of repeating.slice(offset, offset + limit)) {
          const { group, joined } = await shownCustomer(reader, customerId);
          const summary = await seenSummary(reader, caller, group, setting, today);
          customers.push({
            customer_id: group.rootId,
            name: joined.name,
            phone: joined.phones[0]?.raw ?? null,
            customer_type: joined.type,
            ...(await historyView(reader, caller, group, summary, today)),
          });
        }
        return {
          customers,
          count: customers.length,
          filter: { min_purchases },
          ...pagingOf(paging, repeating.length),
          ...leftOutBy(leftOutFor(caller), ['other_locations']),
        };
      }),
  );
}

async function metricsOf(reader: TenantReader, caller: Caller, id: string, now: number) {
  const setting = await shopSetting(reader, caller.tenantId);
  const { group, joined } = await shownCustomer(reader, id);
  const today = businessDayAt(setting, now);
  const summary = await seenSummary(reader, caller, group, setting, today);
  const likes = joinedPreference(group, await preferencesOf(reader, group));
  const isJudged = placesOf(caller) === null && !(await groupObjects(reader, group));
  return {
    customer_id: group.rootId,
    name: joined.name,
    customer_type: joined.type,
    created_at: isoInstant(joined.createdAt),
    ...(await historyView(reader, caller, group, summary, today)),
    loyalty_tier: isJudged ? await tierOf(reader, summary, today) : null,
    preferred_payment: likes.preferredPayment,
    favorite_products: likes.favoriteProducts,
    can_receive_offers: likes.wantsOffers,
    phone: joined.phones[0]?.raw ?? null,
    email: joined.emails[0] ?? null,
    prefer_sms: likes.prefersSms,
    prefer_email: likes.prefersEmail,
    prefer_call: likes.prefersCall,
    ...leftOutBy(leftOutFor(caller), ['other_locations']),
  };
}

async function tierOf(reader: TenantReader, { main, orders }: PurchaseSummary, today: Day) {
  if (orders === 0) return null;
  return valueTierBy(main.netMinor, await reader.valueRank(main, today));
}

/** Roots of the customers with so many purchases at the places that the caller may see, those with most first. */
async function repeatingCustomers(
  reader: TenantReader,
  caller: Caller,
  least: number,
  today: Day,
): Promise<string[]> {
  const rootOf = rootFinder(await reader.all('mergeEdge'));
  const orders = new Map<string, number>();
  for (let after = ''; ; ) {
    const rows = await reader.metricsAfter(after, rowsAtOnce);
    for (const row of rows) {
      if (row.customerId === guestId) continue;
      const cells = await rowsAsOf(reader, [row], today);
      const own = cells.reduce(
        (sum, cell) => (seesPlace(caller, cell.locationId) ? sum + cell.orders : sum),
        0,
      );
      const root = rootOf(row.customerId);
      if (own > 0) orders.set(root, (orders.get(root) ?? 0) + own);
    }
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) break;
    after = last.customerId;
  }
  const roots = [...orders]
    .filter(([, count]) => count >= least)
    .sort(([a, ordersA], [b, ordersB]) => ordersB - ordersA || (a < b ? -1 : 1))
    .map(([root]) => root);
  return peopleAmong(reader, roots);
}

/** A sale may name somebody whom nobody knows here, and the figures of those who were erased stay. */
async function peopleAmong(reader: TenantReader, ids: readonly string[]): Promise<string[]> {
  const people: string[] = [];
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    const rows = await reader.getMany('customer', ids.slice(from, from + rowsAtOnce));
    people.push(...rows.flatMap((row) => (row && row.erasedAt === undefined ? [row.id] : [])));
  }
  return people;
}
