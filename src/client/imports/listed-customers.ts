/** What an import of a list of customers asks the replica (REQ-C12): who is there, and what an import has brought. */
import { everMergedWith } from '../../domain/history/groups.ts';
import { KnownCustomers } from '../../domain/importing/known-customers.ts';
import { isInUse } from '../../domain/mutations/undo-import.ts';
import type { ImportContents, ImportRequest } from '../app/services.ts';
import { MergeForest } from '../directory/merge-forest.ts';
import { rowsOfKind } from '../replica/directory-source.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import { replicaReader } from '../replica/replica-reader.ts';

export async function knownCustomers(
  replica: ReplicaDatabase,
  { rule, marks }: NonNullable<ImportRequest['duplicates']>,
): Promise<KnownCustomers> {
  const forest = new MergeForest(await rowsOfKind(replica, 'mergeEdge'));
  const known = new KnownCustomers(rule, marks);
  for (const customer of await rowsOfKind(replica, 'customer'))
    known.add(customer, forest.rootOf(customer.id));
  return known;
}

export async function importContents(replica: ReplicaDatabase, importId: string): Promise<ImportContents> {
  const created = (await rowsOfKind(replica, 'customer')).filter((row) => row.importId === importId);
  const changes = (await rowsOfKind(replica, 'fieldChange')).filter((row) => row.importId === importId);
  const reader = replicaReader(replica);
  const namesInUse: string[] = [];
  for (const { id, name } of created) if (await isInUse(reader, id, importId)) namesInUse.push(name);
  const updatedIds = new Set(changes.map(({ customerId }) => customerId));
  const edges = await rowsOfKind(replica, 'mergeEdge');
  const everMerged = new Set(edges.flatMap(({ winnerId, loserId }) => [winnerId, loserId]));
  const together = await everMergedWith(
    reader,
    [...updatedIds].filter((id) => everMerged.has(id)),
  );
  return {
    createdIds: created.map(({ id }) => id),
    updatedIds: [...updatedIds],
    mergedIds: together.filter((id) => !updatedIds.has(id)),
    namesInUse,
  };
}
