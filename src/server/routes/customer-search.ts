/** Searching customers as a person types. */
import * as z from 'zod';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { customerViewSchema } from '../views/customer-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { customerViews } from './customer-views.ts';

const search = z.object({
  q: z
    .string()
    .trim()
    .min(1, { error: 'value_missing' })
    .max(200)
    .describe(
      'Words that must all occur in name, phone, e-mail or external id; case and accents do not matter.',
    ),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

const found = z.object({
  results: z.array(customerViewSchema),
  query: z.string(),
  count: z.int().describe('How many results there are in this answer.'),
  total: z.int().describe('How many customers match in all.'),
});

export function registerCustomerSearchRoutes(app: App, { storage, clock }: Dependencies): void {
  const answer = (caller: Caller, { q, limit }: z.infer<typeof search>) =>
    storage.read(caller.tenantId, async (reader) => {
      const { customers, total } = await reader.customers({ text: q, now: clock(), offset: 0, limit });
      const results = await customerViews(reader, caller, customers);
      return { results, query: q, count: results.length, total };
    });
  const shared = {
    tags: ['customers'],
    summary: 'Search customers',
    response: { 200: found, ...errorResponses },
  };

  app.get(
    '/customers/search',
    {
      config: { access: 'customers:read' },
      schema: { ...shared, querystring: search },
    },
    (request) => answer(callerOf(request), request.query),
  );

  app.post(
    '/customers/search',
    {
      config: { access: 'customers:read' },
      schema: {
        ...shared,
        description: 'The same with the words in the body, so that a name is in no address and in no log.',
        body: search,
      },
    },
    (request) => answer(callerOf(request), request.body),
  );
}
