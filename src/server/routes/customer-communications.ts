/** Calls, messages and letters between the shop and a customer (REQ-C8). */
import * as z from 'zod';
import { communicationsOf } from '../../domain/history/group-rows.ts';
import {
  type Communication,
  communicationChannels,
  communicationDirections,
} from '../../domain/model/customer-rows.ts';
import { isoInstant } from '../../domain/values/calendar.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { instantUpToNow } from './instant-up-to-now.ts';
import { isInstantText } from './order-time.ts';
import { pagingFields, pagingOf, pagingView, stretchOf } from './paging.ts';
import { cardFree, idParams, writtenText } from './request-values.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const communicationView = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    channel: z.enum(communicationChannels),
    direction: z.enum(communicationDirections),
    subject: z.string().nullable(),
    content: z.string(),
    created_by: z.string().nullable(),
    occurred_at: z.string(),
  })
  .meta({ id: 'Communication' });

function viewOf(row: Communication): z.infer<typeof communicationView> {
  return {
    id: row.id,
    customer_id: row.customerId,
    channel: row.channel,
    direction: row.direction,
    subject: row.subject,
    content: row.text,
    created_by: row.staffId,
    occurred_at: isoInstant(row.at),
  };
}

const newCommunication = acceptingNames(
  z.object({
    channel: enumText(communicationChannels, { call: 'phone', e_mail: 'email' }),
    direction: enumText(communicationDirections).default('outbound'),
    subject: cardFree(z.string().max(255)).nullish(),
    content: cardFree(writtenText(2000)),
    occurred_at: z.string().refine(isInstantText, { error: 'date_out_of_range' }).optional(),
  }),
  { text: 'content', body: 'content', type: 'channel' },
);

export function registerCustomerCommunicationRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.get(
    '/customers/:id/communications',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customer record'],
        summary: 'List calls and messages, newest first',
        params: idParams,
        querystring: acceptingNames(z.object(pagingFields)),
        response: {
          200: z.object({ communications: z.array(communicationView), ...pagingView }),
          ...errorResponses,
        },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { group } = await shownCustomer(reader, request.params.id);
        const all = await communicationsOf(reader, group);
        const { offset, limit } = stretchOf(request.query);
        const communications = all.slice(offset, offset + limit).map(viewOf);
        return { communications, ...pagingOf(request.query, all.length) };
      }),
  );

  app.post(
    '/customers/:id/communications',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Note a call or a message',
        description: 'What is noted is never changed.',
        params: idParams,
        body: newCommunication,
        response: { 201: z.object({ communication: communicationView }), ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id: customerId } = request.params;
      const { channel, direction, subject = null, content: text, occurred_at } = request.body;
      const communication = await storage.write(caller.tenantId, async (writer) => {
        await shownCustomer(writer, customerId);
        const setting = await shopSetting(writer, caller.tenantId);
        const at = instantUpToNow('occurred_at', occurred_at, setting, clock());
        const row = { id: newId(clock(), randomBytes), customerId, channel, direction, subject, text, at };
        await mutateIn(writer, dependencies, caller, 'recordCommunication', { communication: row });
        return viewOf({ ...row, staffId: caller.signedIn?.id ?? null });
      });
      return reply.code(201).send({ communication });
    },
  );
}
