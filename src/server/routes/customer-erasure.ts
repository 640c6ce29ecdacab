/** Erasing a person (REQ-P1, rules E1, E5): what is asked for, and the certificate of how far it has come. */
import * as z from 'zod';
import { lastErasureOf } from '../../domain/history/erasure-certificate.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import { certificateSchema, certificateView } from '../views/erasure-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { idParams, idText } from './request-values.ts';
import { shownCustomer } from './shown-customer.ts';

const eraseBody = acceptingNames(
  z.object({
    customer_ids: z
      .array(idText)
      .min(1)
      .optional()
      .describe('Who was previewed; default: the customer and everyone merged with it now.'),
  }),
);
const answer = { 200: z.object({ erasure: certificateSchema }), ...errorResponses };
const tags = ['privacy'];

export function registerCustomerErasureRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.post(
    '/customers/:id/erase',
    {
      config: { access: 'customers:erase' },
      schema: {
        tags,
        summary: 'Erase a person',
        description:
          'Every personal field goes, on the server at once and on each device when it next asks. Sales stay as anonymous facts, and figures stay as they are. It cannot be undone.',
        params: idParams,
        body: eraseBody.nullish(),
        response: answer,
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.write(caller.tenantId, async (writer) => {
        const { group } = await shownCustomer(writer, request.params.id);
        const customerIds = request.body?.customer_ids ?? [...group.memberIds];
        const isOfGroup = (id: string) => group.memberIds.includes(id);
        if (!customerIds.every(isOfGroup))
          throw new RequestRefused([{ code: 'customer_not_found', path: ['customer_ids'] }]);
        const id = newId(clock(), randomBytes);
        await mutateIn(writer, dependencies, caller, 'eraseCustomer', { id, customerIds });
        const erasure = await writer.get('erasure', id);
        if (!erasure) throw new Error('the erasure was not written');
        return { erasure: await certificateView(writer, erasure, dependencies) };
      });
    },
  );

  app.get(
    '/customers/:id/erasure',
    {
      config: { access: 'customers:read' },
      schema: {
        tags,
        summary: 'How far the erasure of a person has come',
        params: idParams,
        response: answer,
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.read(caller.tenantId, async (reader) => {
        const found = lastErasureOf(await reader.all('erasure'), request.params.id);
        if (!found) throw new RequestRefused('not_found');
        return { erasure: await certificateView(reader, found, dependencies) };
      });
    },
  );
}
