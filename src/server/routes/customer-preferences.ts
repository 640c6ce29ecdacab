/** What a customer likes (REQ-C9). */
import * as z from 'zod';
import { preferencesOf } from '../../domain/history/group-rows.ts';
import { joinedPreference } from '../../domain/history/joined-preference.ts';
import { cellsAsOf } from '../../domain/metrics/cells-as-of.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { StoreReader } from '../../domain/store.ts';
import { businessDayAt } from '../../domain/values/calendar.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { errorResponses } from '../views/error-view.ts';
import { leftOutBy } from '../views/left-out-view.ts';
import { preferenceView, preferenceViewSchema } from '../views/preference-view.ts';
import { preferenceBody, preferenceChangesOf } from './preference-body.ts';
import { idParams } from './request-values.ts';
import { leftOutFor, seesPlace } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

export async function preferencesShown(reader: StoreReader, caller: Caller, id: string, now: number) {
  const setting = await shopSetting(reader, caller.tenantId);
  const { group } = await shownCustomer(reader, id);
  const rows = await preferencesOf(reader, group);
  const fields = joinedPreference(group, rows);
  const updatedAt = Math.max(0, ...[...rows.values()].map((row) => row.updatedAt ?? 0));
  const today = businessDayAt(setting, now);
  const cells = await cellsAsOf(reader, group.memberIds, today);
  const seen = cells.filter((cell) => seesPlace(caller, cell.locationId));
  const { currency, averageOrderMinor } = summarize(seen, setting.currency, today).main;
  const averageOrder = { amount: formatAmount(averageOrderMinor ?? 0, currency), currency };
  return {
    ...preferenceView(group.rootId, fields, averageOrder, updatedAt),
    ...leftOutBy(leftOutFor(caller), ['other_locations']),
  };
}

export function registerCustomerPreferenceRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock } = dependencies;

  app.get(
    '/customers/:id/preferences',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customer record'],
        summary: 'Get what a customer likes',
        params: idParams,
        response: { 200: z.object({ preferences: preferenceViewSchema }), ...errorResponses },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { id } = request.params;
        return { preferences: await preferencesShown(reader, callerOf(request), id, clock()) };
      }),
  );

  for (const method of ['PATCH', 'PUT'] as const) {
    app.route({
      method,
      url: '/customers/:id/preferences',
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Save what a customer likes',
        description: 'Fields that are not given stay as they are.',
        params: idParams,
        body: preferenceBody,
        response: {
          200: z.object({ message: z.string(), preferences: preferenceViewSchema }),
          ...errorResponses,
        },
      },
      handler: (request) => {
        const caller = callerOf(request);
        const { id: customerId } = request.params;
        const changes = preferenceChangesOf(request.body);
        return storage.write(caller.tenantId, async (writer) => {
          await shownCustomer(writer, customerId);
          await mutateIn(writer, dependencies, caller, 'savePreference', { customerId, changes });
          const preferences = await preferencesShown(writer, caller, customerId, clock());
          return { message: 'Preferences updated successfully', preferences };
        });
      },
    });
  }
}
