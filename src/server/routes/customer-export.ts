/** All that is held about a person (REQ-P2), for the person who asks for it. */
import { heldAboutPerson } from '../../domain/privacy/held-about-person.ts';
import { personDocumentSchema } from '../../domain/privacy/person-document.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { idParams } from './request-values.ts';
import { leftOutFor, limitedDeviceOf, placesOf } from './seen-places.ts';
import { shownCustomer } from './shown-customer.ts';

export function registerCustomerExportRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock } = dependencies;
  app.get(
    '/customers/:id/export',
    {
      config: { access: 'customers:export' },
      schema: {
        tags: ['privacy'],
        summary: 'Get all that is held about a person',
        description:
          'Record, purchases with their lines, figures, history of changes, merges and erasures, joined over merged customers. That it was given out is noted in the audit log.',
        params: idParams,
        response: { 200: personDocumentSchema, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id } = request.params;
      // The audit log knows of it before it is given out.
      const customerId = await storage.write(caller.tenantId, async (writer) => {
        const { group } = await shownCustomer(writer, id);
        const args = { customerId: group.rootId, form: 'json' } as const;
        await mutateIn(writer, dependencies, caller, 'recordPersonExport', args);
        return group.rootId;
      });
      return storage.read(caller.tenantId, async (reader) => {
        const document = await heldAboutPerson(reader, customerId, {
          now: clock(),
          locations: await reader.all('location'),
          erasures: await reader.all('erasure'),
          places: placesOf(caller),
          changesOf: limitedDeviceOf(caller),
          leftOut: leftOutFor(caller),
        });
        if (!document) throw new RequestRefused('customer_not_found');
        return document;
      });
    },
  );
}
