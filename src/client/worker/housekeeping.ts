/**
 * What the worker of the leading tab does when data has changed and a moment has passed: seal sales, lay the directory down, forget who was
 * erased.
 */
import type { Directories } from '../directory/directories.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { forgetErased } from '../outbox/forget-erased.ts';
import { watchDataRevision } from '../replica/directory-source.ts';
import { sealHotSales } from '../replica/seal.ts';

/** Long enough that a sale being rung up is not held up by it, short enough that a closed tab leaves little behind. */
const quietMs = 2_000;

export interface HousekeepingParts {
  readonly data: DeviceData;
  readonly directories: Pick<Directories, 'keepUp'>;
  readonly locks: Pick<LockManager, 'request'>;
  /** Says for this device that nobody whom an erasure names is left on it. */
  readonly reportErasure: (erasureId: string) => Promise<unknown>;
  readonly isLeading: () => boolean;
  readonly startTimer: (ms: number, due: () => void) => () => void;
  readonly report: (error: unknown) => void;
}

/** Answers the way to stop. */
export function keepHouse({
  data,
  directories,
  locks,
  reportErasure,
  isLeading,
  startTimer,
  report,
}: HousekeepingParts): () => void {
  let cancel: (() => void) | null = null;
  let isWorking = false;
  let isOver = false;
  const work = async () => {
    await sealHotSales(data);
    await directories.keepUp();
    // A tab that led before may still be at it, and may be ended.
    if (!(await forgetErased(data, locks, reportErasure)) && !isOver) soon();
  };
  const soon = () => {
    cancel ??= startTimer(quietMs, () => {
      cancel = null;
      // Whoever leads does it now; this tab may have to later. What has changed since work began may have come too late for it.
      if (!isLeading() || isWorking) {
        soon();
        return;
      }
      isWorking = true;
      void work()
        .catch(report)
        .finally(() => {
          isWorking = false;
        });
    });
  };
  const stopWatching = watchDataRevision(data.replica, soon);
  return () => {
    isOver = true;
    stopWatching();
    cancel?.();
  };
}
