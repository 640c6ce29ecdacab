/** Customers who are likely one, and what people say of them (REQ-M5). */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import { DuplicateIndex, type Pair } from '../../domain/duplicates/duplicate-index.ts';
import { likelyFrom } from '../../domain/duplicates/likeness.ts';
import { type Traits, traitsOf } from '../../domain/duplicates/traits.ts';
import { rootFinder } from '../../domain/history/groups.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { distinctPairId } from '../../domain/model/distinct-pair.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import type { TenantReader } from '../storage/storage.ts';
import { customerViewSchema } from '../views/customer-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { customerViews } from './customer-views.ts';
import { pagingFields, pagingOf, pagingView, stretchOf } from './paging.ts';
import { idText } from './request-values.ts';

const pairBody = acceptingNames(z.object({ first_id: idText, second_id: idText }));

const duplicateSchema = z
  .object({
    score: z.number().describe('From 0, two people, to 1, one person.'),
    reasons: z.array(z.string()).describe('What speaks for it, the strongest first.'),
    customers: z.array(customerViewSchema).describe('The two.'),
  })
  .meta({ id: 'LikelyDuplicate' });

export function registerCustomerDuplicateRoutes(app: App, dependencies: Dependencies): void {
  const { storage } = dependencies;

  app.get(
    '/customers/duplicates',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customers'],
        summary: 'List likely duplicates, the surest first',
        description:
          'Compares all customers with one another, which takes some seconds in a large shop. Two who were said to be different are left out.',
        querystring: acceptingNames(z.object(pagingFields)),
        response: {
          200: z.object({ duplicates: z.array(duplicateSchema), ...pagingView }),
          ...errorResponses,
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      // Compared outside of the transaction, so that nobody waits for it.
      const known = await storage.read(caller.tenantId, readCustomers);
      const pairs = await likelyPairs(known);
      const { offset, limit } = stretchOf(request.query);
      const page = pairs.slice(offset, offset + limit);
      const duplicates = await storage.read(caller.tenantId, async (reader) => {
        const shown = [];
        for (const { ids, likeness } of page) {
          shown.push({
            score: Math.round(likeness.score * 1000) / 1000,
            reasons: likeness.reasons.filter(({ weight }) => weight > 0).map(({ code }) => code),
            customers: await customerViews(
              reader,
              caller,
              ids.map((id) => ({ id })),
            ),
          });
        }
        return shown;
      });
      return { duplicates, ...pagingOf(request.query, pairs.length) };
    },
  );

  for (const [word, mutation, summary] of [
    ['dismiss', 'dismissDuplicate', 'Say that two customers are not one'],
    ['restore', 'restoreDuplicate', 'Take back that two customers are not one'],
  ] as const) {
    app.post(
      `/customers/duplicates/${word}`,
      {
        config: { access: 'customers:write' },
        schema: {
          tags: ['customers'],
          summary,
          body: pairBody,
          response: { 200: z.object({ message: z.string() }), ...errorResponses },
        },
      },
      (request) => {
        const caller = callerOf(request);
        const { first_id: firstId, second_id: secondId } = request.body;
        return storage.write(caller.tenantId, async (writer) => {
          await mutateIn(writer, dependencies, caller, mutation, { firstId, secondId });
          return { message: word === 'dismiss' ? 'Not proposed any more' : 'Proposed again' };
        });
      },
    );
  }
}

interface Known {
  /** Members of each group, by its root. */
  readonly groups: ReadonlyMap<string, readonly Customer[]>;
  /** Of two who are not one. */
  readonly distinct: ReadonlySet<string>;
}

async function readCustomers(reader: TenantReader): Promise<Known> {
  const rootOf = rootFinder(await reader.all('mergeEdge'));
  const customers = (await reader.all('customer')).filter(({ erasedAt }) => erasedAt === undefined);
  const pairs = (await reader.all('distinctPair')).filter(({ active }) => active);
  return {
    groups: Map.groupBy(customers, ({ id }) => rootOf(id)),
    distinct: new Set(
      pairs.map(({ firstId, secondId }) => distinctPairId(rootOf(firstId), rootOf(secondId))),
    ),
  };
}

/** The pairs of roots, the likest first. Others are served between the steps. */
async function likelyPairs({ groups, distinct }: Known) {
  const roots = [...groups.keys()].sort();
  const traits = roots.map((root) => traitsOfGroup(groups.get(root) ?? []));
  const index = new DuplicateIndex((place) => traits[place]);
  for (const _ of index.read(roots.length)) await nextTurn();
  const found: Pair[] = [];
  for (const step of index.pairs(likelyFrom)) {
    if (typeof step === 'number') await nextTurn();
    else found.push(step);
  }
  return found
    .sort((one, two) => two.likeness.score - one.likeness.score || one.a - two.a || one.b - two.b)
    .map(({ a, b, likeness }) => ({ ids: [roots[a] ?? '', roots[b] ?? ''], likeness }))
    .filter(({ ids: [one = '', other = ''] }) => !distinct.has(distinctPairId(one, other)));
}

function traitsOfGroup(members: readonly Customer[]): Traits {
  return traitsOf(
    members.flatMap(({ name, firstName, lastName }) => [name, `${firstName ?? ''} ${lastName ?? ''}`]),
    members.flatMap(({ phones }) => phones.map(({ e164, digits }) => e164 ?? digits)),
    members.flatMap(({ emails }) => emails),
  );
}
