import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { ReplicaDatabase } from './replica-database.ts';
import { readReplica, replicaReader } from './replica-reader.ts';

/** The sales under the references, in the order asked, undefined where this device does not hold one. */
export function salesByRefs(
  replica: ReplicaDatabase,
  refs: readonly SaleRef[],
): Promise<(Sale | undefined)[]> {
  const reader = replicaReader(replica);
  return readReplica(replica, [replica.rows, replica.hotSales, replica.pages], () =>
    Promise.all(refs.map((ref) => reader.sale(ref))),
  );
}
