/** Customers: list, one, create, edit, deactivate. */
import * as z from 'zod';
import { customerStatuses, customerTypes } from '../../domain/model/customer.ts';
import { newId } from '../../domain/values/ids.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import type { CustomerSort } from '../storage/storage.ts';
import { customerDetailSchema } from '../views/customer-detail-view.ts';
import { customerViewSchema } from '../views/customer-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames, enumText, flagText } from './accepted-names.ts';
import { changesOf, customerEdit, fieldsOfNew, newCustomer } from './customer-body.ts';
import { customerDetailOf, saveDetails } from './customer-detail.ts';
import { customerViewOf, customerViews } from './customer-views.ts';
import { pagingFields, pagingOf, pagingView, stretchOf } from './paging.ts';
import { idParams } from './request-values.ts';
import { placesOf } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const sorts = ['created', 'name', 'last_purchase', 'value'] as const satisfies readonly CustomerSort[];

const listQuery = acceptingNames(
  z.object({
    q: z
      .string()
      .max(200)
      .optional()
      .describe('Words that must all occur in name, phone, e-mail or external id.'),
    type: enumText(customerTypes).optional(),
    status: enumText(customerStatuses).optional(),
    active: flagText.optional().describe('Whether the status is any but `inactive`.'),
    tag: z.string().max(50).optional(),
    external_id: z.string().max(100).optional(),
    sort: enumText(sorts, { created_at: 'created', id: 'created' })
      .default('created')
      .describe(
        '`last_purchase` and `value` go by purchases up to today at all places: refused to whoever may see some places alone.',
      ),
    order: enumText(['asc', 'desc']).optional().describe('Default `asc` for names, `desc` for all else.'),
    ...pagingFields,
  }),
  {
    search: 'q',
    customer_type: 'type',
    filter_type: 'type',
    is_active: 'active',
    sort_by: 'sort',
    sort_order: 'order',
  },
);

/** An order tells figures as well as an answer does (rules F6, REQ-H9). */
function refuseFiguresOfAllPlaces(caller: Caller, sort: CustomerSort): void {
  const isByFigures = sort === 'last_purchase' || sort === 'value';
  if (isByFigures && placesOf(caller) !== null)
    throw new RequestRefused([{ code: 'not_permitted', path: ['sort'] }]);
}

const oneCustomer = z.object({ customer: customerViewSchema });
const wholeCustomer = z.object({ customer: customerDetailSchema });
const savedCustomer = wholeCustomer.extend({ message: z.string() });

export function registerCustomerRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;
  const read = (caller: Caller, id: string) =>
    storage.read(caller.tenantId, (reader) => customerDetailOf(reader, caller, id, clock()));

  app.get(
    '/customers',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customers'],
        summary: 'List customers',
        description: 'Merged customers appear once, as the one that stands for all of them.',
        querystring: listQuery,
        response: {
          200: z.object({ customers: z.array(customerViewSchema), ...pagingView }),
          ...errorResponses,
        },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { query } = request;
        refuseFiguresOfAllPlaces(callerOf(request), query.sort);
        const order = query.order ?? (query.sort === 'name' ? 'asc' : 'desc');
        const { customers, total } = await reader.customers({
          ...(query.q !== undefined && { text: query.q }),
          ...(query.type && { type: query.type }),
          ...(query.status && { status: query.status }),
          ...(query.active !== undefined && { active: query.active }),
          ...(query.tag !== undefined && { tag: query.tag }),
          ...(query.external_id !== undefined && { externalId: query.external_id }),
          now: clock(),
          sort: query.sort,
          descending: order === 'desc',
          ...stretchOf(query),
        });
        return {
          customers: await customerViews(reader, callerOf(request), customers),
          ...pagingOf(query, total),
        };
      }),
  );

  app.post(
    '/customers',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customers'],
        summary: 'Create a customer',
        body: newCustomer,
        response: { 201: savedCustomer, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const id = newId(clock(), randomBytes);
      await storage.write(caller.tenantId, async (writer) => {
        const { currency } = await shopSetting(writer, caller.tenantId);
        const fields = fieldsOfNew(request.body, currency);
        await mutateIn(writer, dependencies, caller, 'createCustomer', { id, fields });
        await saveDetails(writer, dependencies, caller, id, request.body);
      });
      const customer = await read(caller, id);
      return reply.code(201).send({ message: 'Customer created successfully', customer });
    },
  );

  app.get(
    '/customers/:id',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customers'],
        summary: 'Get a customer',
        params: idParams,
        response: { 200: wholeCustomer, ...errorResponses },
      },
    },
    async (request) => ({ customer: await read(callerOf(request), request.params.id) }),
  );

  for (const method of ['PATCH', 'PUT'] as const) {
    app.route({
      method,
      url: '/customers/:id',
      config: { access: 'customers:write' },
      schema: {
        tags: ['customers'],
        summary: 'Edit fields of a customer',
        description:
          'Fields that are not given stay as they are. An edit of a merged customer goes to the one that stands for all.',
        params: idParams,
        body: customerEdit,
        response: { 200: savedCustomer, ...errorResponses },
      },
      handler: async (request) => {
        const caller = callerOf(request);
        const { id } = request.params;
        await storage.write(caller.tenantId, async (writer) => {
          const { currency } = await shopSetting(writer, caller.tenantId);
          const { joined } = await shownCustomer(writer, id);
          const changes = changesOf(request.body, joined, currency);
          await mutateIn(writer, dependencies, caller, 'editCustomer', { id, changes });
          await saveDetails(writer, dependencies, caller, id, request.body);
        });
        return { message: 'Customer updated successfully', customer: await read(caller, id) };
      },
    });
  }

  app.delete(
    '/customers/:id',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customers'],
        summary: 'Deactivate a customer',
        description: 'The record and its history stay; to erase a person is another command.',
        params: idParams,
        response: { 200: oneCustomer.extend({ message: z.string() }), ...errorResponses },
      },
    },
    (request) => {
      const caller = callerOf(request);
      const { id } = request.params;
      return storage.write(caller.tenantId, async (writer) => {
        await shownCustomer(writer, id);
        await mutateIn(writer, dependencies, caller, 'editCustomer', { id, changes: { status: 'inactive' } });
        const customer = await customerViewOf(writer, caller, id);
        return { message: 'Customer deleted successfully', customer };
      });
    },
  );
}
