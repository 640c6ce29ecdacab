/** Letting go of what no restored server can ask for any more (rule W5): the one place that removes anything from a log. */
import type { DeviceData } from './device-data.ts';

const dayMs = 86_400_000;
/** So long everything is kept, however young the oldest backup is. */
const keptForMs = 35 * dayMs;
/** For clocks that went apart between confirming and now. */
const sparedMs = dayMs;

/**
 * What was confirmed before this instant may go.
 *
 * @param oldestBackupAt when the oldest backup was made that the server may be restored from; null where there is none
 * @example purgeableBefore(100 * dayMs, 80 * dayMs)  // 64 * dayMs: 35 days and one to spare
 * @example purgeableBefore(100 * dayMs, 50 * dayMs)  // 49 * dayMs
 */
export function purgeableBefore(serverTime: number, oldestBackupAt: number | null): number {
  return Math.min(serverTime - keptForMs, oldestBackupAt ?? serverTime) - sparedMs;
}

const entriesAtOnce = 500;

/** Removes what is older, a few at a time; answers how much that was. */
export async function purgeRetained({ log, replica }: DeviceData, before: number): Promise<number> {
  let removed = 0;
  for (;;) {
    const old = await log.retained.where('retainedAt').below(before).limit(entriesAtOnce).toArray();
    if (old.length === 0) return removed;
    await log.retained.bulkDelete(old.map(({ incarnation, seq }) => [incarnation, seq]));
    await replica.outcomes.bulkDelete(old.map(({ id }) => id));
    removed += old.length;
  }
}
