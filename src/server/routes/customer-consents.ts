/** What a customer was asked and answered (REQ-C9): answers are added, none is changed. */
import * as z from 'zod';
import { answeredNow, currentConsents, knownAnswers } from '../../domain/history/current-consents.ts';
import { consentsOf } from '../../domain/history/group-rows.ts';
import { consentOrigins, consentPurposes, consentStates } from '../../domain/model/customer-rows.ts';
import type { StoreReader } from '../../domain/store.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import {
  consentView,
  consentViewSchema,
  currentConsentSchema,
  currentConsentViews,
} from '../views/consent-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { instantUpToNow } from './instant-up-to-now.ts';
import { isInstantText } from './order-time.ts';
import { idParams } from './request-values.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const newAnswer = acceptingNames(
  z.object({
    purpose: enumText(consentPurposes),
    state: enumText(consentStates),
    origin: enumText(consentOrigins).default('other'),
    given_at: z
      .string()
      .refine(isInstantText, { error: 'date_out_of_range' })
      .optional()
      .describe('When the customer answered. Default now.'),
  }),
);

const allConsents = z.object({
  consents: z.array(currentConsentSchema).describe('Every purpose with the answer that holds.'),
  history: z.array(consentViewSchema).describe('All answers, newest first.'),
});

async function consentViews(reader: StoreReader, customerId: string) {
  const { group } = await shownCustomer(reader, customerId);
  const all = await consentsOf(reader, group);
  return { consents: currentConsentViews(currentConsents(all)), history: all.map(consentView) };
}

export function registerCustomerConsentRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.get(
    '/customers/:id/consents',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customer record'],
        summary: 'Get what a customer consents to, and every answer so far',
        description:
          'Of the answers that were known to whoever recorded the next, the one given last holds. Of two that did not know of each other, for instance of two merged customers, the more restrictive.',
        params: idParams,
        response: { 200: allConsents, ...errorResponses },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, (reader) => consentViews(reader, request.params.id)),
  );

  app.post(
    '/customers/:id/consents',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Record what a customer answered',
        description:
          'An answer that was given before one that is known is kept in the history and changes nothing else.',
        params: idParams,
        body: newAnswer,
        response: { 201: allConsents, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id: customerId } = request.params;
      const { purpose, state, origin, given_at } = request.body;
      const recorded = await storage.write(caller.tenantId, async (writer) => {
        const { group } = await shownCustomer(writer, customerId);
        const setting = await shopSetting(writer, caller.tenantId);
        const known = await consentsOf(writer, group);
        const now = clock();
        const at =
          given_at === undefined
            ? answeredNow(known, purpose, now)
            : instantUpToNow('given_at', given_at, setting, now);
        const replaces = knownAnswers(known, purpose);
        const id = newId(clock(), randomBytes);
        const consent = { id, customerId, purpose, state, origin, at, replaces };
        await mutateIn(writer, dependencies, caller, 'recordConsent', { consent });
        return consentViews(writer, customerId);
      });
      return reply.code(201).send(recorded);
    },
  );
}
