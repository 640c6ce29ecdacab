/** Facts that come again: after a fork or a loss of power the log may hold what the feed has shown already. */
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import { saleFromLedger } from './ledger-pages.ts';
import type { ReplicaDatabase } from './replica-database.ts';

/** Whether the feed has shown what a fact has written. Applied once more, its rows would wait for an echo that has come. */
export async function hasShown(
  replica: ReplicaDatabase,
  name: MutationName,
  args: unknown,
): Promise<boolean> {
  if (name === 'recordPrint') {
    const { id } = args as MutationArgs<'recordPrint'>;
    const print = await replica.rows.get(['salePrint', id]);
    return print !== undefined && print.v !== null;
  }
  if (name !== 'recordSale' && name !== 'recordReturn') return false;
  const { sale } = args as MutationArgs<'recordSale'>;
  const hot = await replica.hotSales.get(sale.id);
  return hot ? hot.v !== null : (await saleFromLedger(replica, sale)) !== undefined;
}
