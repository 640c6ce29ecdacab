/** Addresses of a customer (REQ-C5). */
import * as z from 'zod';
import { addressesOf } from '../../domain/history/group-rows.ts';
import type { StoreReader } from '../../domain/store.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { addressView, addressViewSchema } from '../views/address-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { addressBody, addressOf, emptyAddress } from './address-body.ts';
import { partOf, partParams, registerRemoval } from './customer-part.ts';
import { idParams } from './request-values.ts';
import { shownCustomer } from './shown-customer.ts';

const oneAddress = z.object({ address: addressViewSchema });

async function addressViewOf(reader: StoreReader, customerId: string, id: string) {
  const { group } = await shownCustomer(reader, customerId);
  return { address: addressView(await partOf(reader, 'address', group, id)) };
}

export function registerCustomerAddressRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.get(
    '/customers/:id/addresses',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customer record'],
        summary: 'List the addresses of a customer, defaults first',
        params: idParams,
        response: {
          200: z.object({ addresses: z.array(addressViewSchema), count: z.int() }),
          ...errorResponses,
        },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { group } = await shownCustomer(reader, request.params.id);
        const addresses = (await addressesOf(reader, group)).map(addressView);
        return { addresses, count: addresses.length };
      }),
  );

  app.post(
    '/customers/:id/addresses',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Add an address',
        params: idParams,
        body: addressBody,
        response: { 201: oneAddress, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id: customerId } = request.params;
      const added = await storage.write(caller.tenantId, async (writer) => {
        await shownCustomer(writer, customerId);
        const id = newId(clock(), randomBytes);
        const address = { id, customerId, ...addressOf(request.body, emptyAddress) };
        await mutateIn(writer, dependencies, caller, 'saveAddress', { address });
        return addressViewOf(writer, customerId, id);
      });
      return reply.code(201).send(added);
    },
  );

  for (const method of ['PATCH', 'PUT'] as const) {
    app.route({
      method,
      url: '/customers/:id/addresses/:partId',
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Edit an address',
        params: partParams,
        body: addressBody,
        response: { 200: oneAddress, ...errorResponses },
      },
      handler: (request) => {
        const caller = callerOf(request);
        const { id: customerId, partId } = request.params;
        return storage.write(caller.tenantId, async (writer) => {
          const { group } = await shownCustomer(writer, customerId);
          const row = await partOf(writer, 'address', group, partId);
          // What was the default before a later one was saved is edited as what it is now.
          const shown = await addressesOf(writer, group);
          const isDefault = shown.some((one) => one.id === row.id && one.isDefault);
          const known = { ...row, isDefault };
          const kept = { id: known.id, customerId: known.customerId };
          const address = { ...kept, ...addressOf(request.body, known) };
          await mutateIn(writer, dependencies, caller, 'saveAddress', { address });
          return addressViewOf(writer, customerId, partId);
        });
      },
    });
  }

  registerRemoval(app, dependencies, {
    list: 'addresses',
    summary: 'Remove an address',
    message: 'Address removed',
    mutation: 'removeAddress',
    find: (reader, _caller, group, id) => partOf(reader, 'address', group, id),
  });
}
