/** Who looked at whose profile (REQ-P3): a device gathers it and tells it once a minute, beside its log. */
import * as z from 'zod';
import type { EntityRow } from '../../domain/model/entities.ts';
import { auditEntryId } from '../../domain/mutations/audit.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { idText } from './request-values.ts';

const mostAtOnce = 500;
/** A device may have been without a network for so long. */
const longestAgoMs = 400 * 86_400_000;

const lookup = z.object({
  id: idText.describe('Made by the device; telling it again adds nothing.'),
  customer_id: idText,
  actor_id: idText.nullable().describe('Who was at the till, as the device says.'),
  ago_ms: z.number().int().min(0).max(longestAgoMs),
});

export function registerAuditLookupRoutes(app: App, { storage, clock }: Dependencies): void {
  app.post(
    '/audit/lookups',
    {
      config: { access: 'device' },
      schema: {
        tags: ['audit'],
        summary: 'Tell which profiles were looked at on a device',
        body: acceptingNames(z.object({ lookups: z.array(lookup).max(mostAtOnce) })),
        response: {
          200: z.object({
            noted: z.int(),
            unknown: z.array(z.string()).describe('About customers who have not arrived; to be told again.'),
          }),
          ...errorResponses,
        },
      },
    },
    async (request) => {
      const { tenantId, deviceId } = callerOf(request);
      const now = clock();
      return storage.write(tenantId, async (writer) => {
        const told = new Map(request.body.lookups.map((one) => [auditEntryId(one.id), one]));
        const ids = [...told.keys()];
        const customers = await writer.getMany(
          'customer',
          [...told.values()].map(({ customer_id }) => customer_id),
        );
        const here = new Set(customers.flatMap((row) => (row ? [row.id] : [])));
        const unknown = [...told.values()].filter(({ customer_id }) => !here.has(customer_id));
        if (unknown.length > 0 && here.size === 0) throw new RequestRefused('customer_not_found');
        const known = new Set((await writer.getMany('auditEntry', ids)).map((row) => row?.id));
        const actors = [...told.values()].map(({ actor_id }) => actor_id ?? '');
        const staff = new Set((await writer.getMany('staff', actors)).map((row) => row?.id));
        const rows = ids.flatMap((id): EntityRow<'auditEntry'>[] => {
          const one = told.get(id);
          if (!one || known.has(id) || !here.has(one.customer_id)) return [];
          const actorId = staff.has(one.actor_id ?? undefined) ? one.actor_id : null;
          const what = { action: 'customer_seen', strength: 'asserted' } as const;
          return [{ id, ...what, actorId, deviceId, subjectId: one.customer_id, at: now - one.ago_ms }];
        });
        await writer.putMany('auditEntry', rows);
        return { noted: rows.length, unknown: unknown.map(({ id }) => id) };
      });
    },
  );
}
