/**
 * One batch of an import (rule I1): rows that are there already stay as they are, so a repeated import adds nothing.
 * Imported sales are ordinary sales; they bear `importId`. A document that is there with other values stays, and an issue says so:
 * customers, products and the like may have been edited since, a document never is.
 */
import * as z from 'zod/mini';
import { writeSales } from '../metrics/write-sales.ts';
import { category, product } from '../model/catalogue.ts';
import { customer } from '../model/customer.ts';
import type { EntityKind, EntityRow } from '../model/entities.ts';
import { importRun } from '../model/records.ts';
import { saleProblem, saleSchema } from '../model/sale.ts';
import { location } from '../model/shop.ts';
import type { Store } from '../store.ts';
import { erasedCustomer } from './erase-customer.ts';
import { applied, defineMutation } from './mutation.ts';
import { isOtherDocument } from './other-document.ts';
import { recordIssues } from './record-issues.ts';

/** At most this many sales make one batch (rule I1). */
export const salesPerImportBatch = 500;

async function putAbsent<K extends EntityKind>(
  store: Store,
  kind: K,
  rows: readonly (EntityRow<K> & { id: string })[],
): Promise<void> {
  const present = await store.getMany(
    kind,
    rows.map((row) => row.id),
  );
  await store.putMany(
    kind,
    rows.filter((_, index) => present[index] === undefined),
  );
}

export const importBatch = defineMutation({
  name: 'importBatch',
  version: 1,
  nature: 'fact',
  args: z.strictObject({
    run: importRun.schema,
    locations: z.array(location.schema),
    categories: z.array(category.schema),
    products: z.array(product.schema),
    customers: z.array(customer.schema),
    sales: z.array(saleSchema).check(z.maxLength(salesPerImportBatch)),
  }),
  peopleIn: ({ customers }) => customers.map(({ id }) => id),
  withoutPeople: (args, ids) => ({
    ...args,
    customers: args.customers.map((row) => (ids.has(row.id) ? erasedCustomer(row, row.updatedAt) : row)),
  }),
  problemOf: ({ sales }) => {
    for (const [index, sale] of sales.entries()) {
      const problem = saleProblem(sale);
      if (problem) return { ...problem, path: ['sales', index, ...(problem.path ?? [])] };
    }
    return null;
  },
  async run(store, { run, locations, categories, products, customers, sales }, context) {
    await putAbsent(store, 'importRun', [run]);
    await putAbsent(store, 'location', locations);
    await putAbsent(store, 'category', categories);
    await putAbsent(store, 'product', products);
    await putAbsent(store, 'customer', customers);
    const added = new Set((await writeSales(store, sales, 'many')).map(({ id }) => id));
    for (const sale of sales.filter(({ id }) => !added.has(id))) {
      if (await isOtherDocument(store, sale))
        await recordIssues(store, sale, [{ code: 'import_differs' }], context);
    }
    return applied;
  },
});
