/**
 * Part of an import of a list of customers (REQ-C12, rule I1): who is new comes in, who is there already gets what the list says. Each
 * row is taken for itself; one that no longer holds, because another device was faster or the person was erased, is left out.
 */
import * as z from 'zod/mini';
import { rootOf } from '../history/groups.ts';
import { customer, customerFieldsSchema } from '../model/customer.ts';
import { idSchema } from '../model/primitives.ts';
import { importRun } from '../model/records.ts';
import type { Store } from '../store.ts';
import { customerProblem } from './customer-problem.ts';
import { applied, defineMutation } from './mutation.ts';
import { writeCustomerEdit } from './write-customer-edit.ts';

/** At most so many customers, new and changed, make one part. */
export const customersPerImport = 500;

const updateSchema = z.strictObject({
  id: idSchema,
  changes: z.partial(customerFieldsSchema),
  /** As with an edit of the customer: what the list was compared with (rule M5). */
  seen: z.optional(z.record(z.string(), z.int())),
});

export const importCustomers = defineMutation({
  name: 'importCustomers',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    run: importRun.schema,
    create: z.array(customer.schema).check(z.maxLength(customersPerImport)),
    update: z.array(updateSchema).check(z.maxLength(customersPerImport)),
  }),
  peopleIn: ({ create, update }) => [...create, ...update].map(({ id }) => id),
  withoutPeople: (args, ids) => ({
    ...args,
    create: args.create.filter(({ id }) => !ids.has(id)),
    update: args.update.filter(({ id }) => !ids.has(id)),
  }),
  holdsWithoutPeople: true,
  problemOf({ create, update }) {
    for (const fields of [...create, ...update.map(({ changes }) => changes)]) {
      const problem = customerProblem(fields);
      if (problem) return problem;
    }
    return null;
  },
  async run(store, { run, create, update }, context) {
    const known = await store.get('importRun', run.id);
    if (!known || known.undoneAt !== undefined) await store.put('importRun', run);
    for (const row of create) {
      if (await store.get('customer', row.id)) continue;
      const externalId = (await isTaken(store, row.externalId)) ? null : row.externalId;
      await store.put('customer', { ...row, externalId, importId: run.id });
    }
    for (const { id, changes, seen } of update) {
      const root = await store.get('customer', await rootOf(store, id));
      if (!root) continue;
      const { externalId, ...others } = changes;
      const isFree = externalId !== undefined && !(await isTaken(store, externalId));
      await writeCustomerEdit(store, root, isFree ? changes : others, seen, context, run.id);
    }
    return applied;
  },
});

async function isTaken(store: Store, externalId: string | null): Promise<boolean> {
  return externalId !== null && (await store.references('customer', externalId)).length > 0;
}
