/** Merging two customers and taking it back (rules M1–M3). */
import * as z from 'zod';
import { mergeChoices } from '../../domain/model/merge-edge.ts';
import { newId } from '../../domain/values/ids.ts';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { customerViewSchema } from '../views/customer-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { customerFieldNames } from './customer-body.ts';
import { customerViewOf } from './customer-views.ts';
import { idText } from './request-values.ts';

const pair = { winner_id: idText, loser_id: idText };

const fieldNames = Object.keys(customerFieldNames) as (keyof typeof customerFieldNames)[];
const choices = z
  .partialRecord(z.enum(fieldNames), enumText(mergeChoices))
  .default({})
  .describe(
    'For each field, whose value the joined customer shows; `both` for phones, e-mails and tags. Default: the winner.',
  );

const mergeBody = acceptingNames(z.object({ ...pair, choices }));
const unmergeBody = acceptingNames(z.object(pair));

export function registerCustomerMergeRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.post(
    '/customers/merge',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customers'],
        summary: 'Merge two customers',
        description:
          'The history and all figures are joined at once, and nothing is rewritten: taking it back gives exactly the two customers.',
        body: mergeBody,
        response: { 200: z.object({ customer: customerViewSchema }), ...errorResponses },
      },
    },
    (request) => {
      const caller = callerOf(request);
      const { winner_id, loser_id } = request.body;
      const args = {
        id: newId(clock(), randomBytes),
        winnerId: winner_id,
        loserId: loser_id,
        choices: choicesByField(request.body.choices),
      };
      return storage.write(caller.tenantId, async (writer) => {
        await mutateIn(writer, dependencies, caller, 'mergeCustomers', args);
        return { customer: await customerViewOf(writer, caller, winner_id) };
      });
    },
  );

  app.post(
    '/customers/unmerge',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customers'],
        summary: 'Take a merge back',
        body: unmergeBody,
        response: {
          200: z.object({ winner: customerViewSchema, loser: customerViewSchema }),
          ...errorResponses,
        },
      },
    },
    (request) => {
      const caller = callerOf(request);
      const { winner_id, loser_id } = request.body;
      return storage.write(caller.tenantId, async (writer) => {
        await customerViewOf(writer, caller, winner_id);
        await customerViewOf(writer, caller, loser_id);
        const args = { winnerId: winner_id, loserId: loser_id };
        await mutateIn(writer, dependencies, caller, 'unmergeCustomers', args);
        return {
          winner: await customerViewOf(writer, caller, winner_id),
          loser: await customerViewOf(writer, caller, loser_id),
        };
      });
    },
  );
}

function choicesByField(given: z.infer<typeof choices>) {
  return Object.fromEntries(
    fieldNames.flatMap((name) => {
      const choice = given[name];
      return choice === undefined ? [] : [[customerFieldNames[name], choice]];
    }),
  );
}
