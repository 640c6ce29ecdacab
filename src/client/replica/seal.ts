/** Sealing (rules L1–L3): hot sales move into ledger pages and a column chunk, in one transaction, as often as one likes. */
import type { DeviceData } from '../outbox/device-data.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { changeReplica } from './change-replica.ts';
import { salesPerChunk } from './column-chunk.ts';
import { write } from './effects.ts';
import { addToLedger } from './ledger-pages.ts';
import type { HotSale, ReplicaDatabase } from './replica-database.ts';
import { appendChunks } from './replica-store.ts';

/** Fewer than this are left hot: a chunk and a round of pages should be worth their write. */
const sealFrom = 1024;

async function countSealable(replica: ReplicaDatabase, unconfirmedToo: boolean): Promise<number> {
  const [all, waiting] = await Promise.all([
    replica.hotSales.count(),
    unconfirmedToo ? 0 : replica.hotSales.where('waiting').equals(1).count(),
  ]);
  return all - waiting;
}

/**
 * Seals hot sales once there are `from` of them; answers how many. In a shop with a server only sales that the feed has shown
 * are sealed, so that the echo finds its sale by id.
 */
export async function sealHotSales({ log, replica }: DeviceData, from = sealFrom): Promise<number> {
  const { nature } = await logStateOf(log);
  const unconfirmedToo = nature !== 'connected';
  if ((await countSealable(replica, unconfirmedToo)) < from) return 0;
  return changeReplica(replica, async ({ effects }) => {
    const sealable = await replica.hotSales
      .filter((hot: HotSale) => unconfirmedToo || hot.v !== null)
      .limit(salesPerChunk)
      .toArray();
    if (sealable.length === 0) return 0;
    const added = await addToLedger(replica, effects, sealable);
    appendChunks(replica, effects, added);
    write(effects, () => replica.hotSales.bulkDelete(sealable.map(({ id }) => id)));
    effects.changed = true;
    return sealable.length;
  });
}
