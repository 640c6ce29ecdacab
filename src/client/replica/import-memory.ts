/** What an import asks the replica: how far it came before, and which of its rows are there already (rule I1). */
import type { EntityKind } from '../../domain/model/entities.ts';
import type { MutationArgs } from '../../domain/mutations/registry.ts';
import { rowsOfKind } from './directory-source.ts';
import { salesByRefs } from './find-sales.ts';
import type { ImportProgressRecord, ReplicaDatabase } from './replica-database.ts';

export type ImportBatch = MutationArgs<'importBatch'>;

export function recallImport(
  replica: ReplicaDatabase,
  key: string,
): Promise<ImportProgressRecord | undefined> {
  return replica.importProgress.get(key);
}

export async function rememberImport(replica: ReplicaDatabase, record: ImportProgressRecord): Promise<void> {
  await replica.importProgress.put(record);
}

/** An import that came to its end begins at the beginning when its files are read again. */
export function forgetImport(replica: ReplicaDatabase, key: string): Promise<void> {
  return replica.importProgress.delete(key);
}

/** Whether any file was imported here before; else nothing of a file can be there already. */
export async function hasImports(replica: ReplicaDatabase): Promise<boolean> {
  return (await rowsOfKind(replica, 'importRun')).length > 0;
}

async function absent<T extends { readonly id: string }>(
  replica: ReplicaDatabase,
  kind: EntityKind,
  rows: readonly T[],
): Promise<T[]> {
  const keys = rows.map(({ id }): [EntityKind, string] => [kind, id]);
  const present = await replica.rows.bulkGet(keys);
  return rows.filter((_, index) => present[index] === undefined);
}

/** Those rows of a batch that the replica lacks. */
export async function absentPart(replica: ReplicaDatabase, batch: ImportBatch): Promise<ImportBatch> {
  const [locations, categories, products, customers, sales] = await Promise.all([
    absent(replica, 'location', batch.locations),
    absent(replica, 'category', batch.categories),
    absent(replica, 'product', batch.products),
    absent(replica, 'customer', batch.customers),
    salesByRefs(replica, batch.sales),
  ]);
  return {
    run: batch.run,
    locations,
    categories,
    products,
    customers,
    sales: batch.sales.filter((_, index) => sales[index] === undefined),
  };
}
