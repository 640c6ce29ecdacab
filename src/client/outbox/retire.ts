/** Moving entries that the feed has shown to `retained` (rules W5, F4). */
import { replicaStateOf } from '../replica/change-replica.ts';
import type { DeviceData } from './device-data.ts';
import { logStateOf } from './log-database.ts';

/** Import batches are large, so only this many are held in memory at once. */
const entriesAtOnce = 100;

/**
 * Moves what the replica's position says is confirmed. It follows from that position alone, so it may be killed at any point
 * and run again at start-up.
 */
export async function retireConfirmed({ log, replica }: DeviceData, now: number): Promise<void> {
  const { confirmed } = await replicaStateOf(replica);
  if (!confirmed) return;
  for (;;) {
    const moved = await log.transaction('rw', log.state, log.entries, log.retained, async () => {
      const state = await logStateOf(log);
      if (state.incarnation !== confirmed.incarnation || state.retainedSeq >= confirmed.seq) return 0;
      const entries = await log.entries
        .where('seq')
        .belowOrEqual(confirmed.seq)
        .limit(entriesAtOnce)
        .toArray();
      const last = entries[entries.length - 1];
      if (!last) return 0;
      const retainedAt = now + state.estimatedOffsetMs;
      await log.retained.bulkPut(entries.map((entry) => ({ ...entry, retainedAt })));
      await log.entries.where('seq').belowOrEqual(last.seq).delete();
      await log.state.put({ ...state, retainedSeq: last.seq });
      return entries.length;
    });
    if (moved < entriesAtOnce) return;
  }
}
