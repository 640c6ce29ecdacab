/** References to means of payment that a provider keeps for a customer (REQ-C6). */
import * as z from 'zod';
import { paymentMethodsOf } from '../../domain/history/group-rows.ts';
import type { PaymentMethod } from '../../domain/model/customer-rows.ts';
import type { StoreReader } from '../../domain/store.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { partOf, registerRemoval } from './customer-part.ts';
import { cardFree, idParams, writtenText } from './request-values.ts';
import { shownCustomer } from './shown-customer.ts';

const paymentMethodView = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    provider: z.string(),
    provider_token: z.string().describe('What the provider gave; never the number of a card.'),
    brand: z.string().nullable(),
    last_four: z.string().nullable(),
    expiry_month: z.int().nullable(),
    expiry_year: z.int().nullable(),
    is_default: z.boolean(),
  })
  .meta({ id: 'PaymentMethod' });

function viewOf(row: PaymentMethod): z.infer<typeof paymentMethodView> {
  return {
    id: row.id,
    customer_id: row.customerId,
    provider: row.provider,
    provider_token: row.providerToken,
    brand: row.brand,
    last_four: row.lastFour,
    expiry_month: row.expiryMonth,
    expiry_year: row.expiryYear,
    is_default: row.isDefault,
  };
}

const newPaymentMethod = acceptingNames(
  z.object({
    provider: cardFree(writtenText(100)),
    provider_token: cardFree(writtenText(100)),
    brand: cardFree(z.string().max(100)).nullish(),
    last_four: z
      .string()
      .regex(/^\d{4}$/)
      .nullish(),
    expiry_month: z.int().min(1).max(12).nullish(),
    expiry_year: z.int().min(2000).max(2999).nullish(),
    is_default: z.boolean().default(false),
  }),
  { token: 'provider_token', last4: 'last_four', exp_month: 'expiry_month', exp_year: 'expiry_year' },
);

async function viewsOf(reader: StoreReader, customerId: string) {
  const { group } = await shownCustomer(reader, customerId);
  const methods = (await paymentMethodsOf(reader, group)).map(viewOf);
  return { payment_methods: methods, count: methods.length };
}

export function registerCustomerPaymentMethodRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.get(
    '/customers/:id/payment-methods',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customer record'],
        summary: 'List references to means of payment',
        params: idParams,
        response: {
          200: z.object({ payment_methods: z.array(paymentMethodView), count: z.int() }),
          ...errorResponses,
        },
      },
    },
    (request) => storage.read(callerOf(request).tenantId, (reader) => viewsOf(reader, request.params.id)),
  );

  app.post(
    '/customers/:id/payment-methods',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Add a reference to a means of payment',
        description: 'A token of the provider. The number of a card is refused in every field.',
        params: idParams,
        body: newPaymentMethod,
        response: { 201: z.object({ payment_method: paymentMethodView }), ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id: customerId } = request.params;
      const { body } = request;
      const paymentMethod = {
        id: newId(clock(), randomBytes),
        customerId,
        provider: body.provider,
        providerToken: body.provider_token,
        brand: body.brand ?? null,
        lastFour: body.last_four ?? null,
        expiryMonth: body.expiry_month ?? null,
        expiryYear: body.expiry_year ?? null,
        isDefault: body.is_default,
      };
      await storage.write(caller.tenantId, async (writer) => {
        await shownCustomer(writer, customerId);
        await mutateIn(writer, dependencies, caller, 'savePaymentMethod', { paymentMethod });
      });
      return reply.code(201).send({ payment_method: viewOf(paymentMethod) });
    },
  );

  registerRemoval(app, dependencies, {
    list: 'payment-methods',
    summary: 'Remove a reference to a means of payment',
    message: 'Payment method removed',
    mutation: 'removePaymentMethod',
    find: (reader, _caller, group, id) => partOf(reader, 'paymentMethod', group, id),
  });
}
