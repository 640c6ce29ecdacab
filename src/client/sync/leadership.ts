/**
 * One tab leads (rule W6): it talks with the server and lays derived data down. The browser hands the lock on when a tab or its worker
 * ends. Two may lead for a moment, since whoever lets go finishes what it has begun: whatever a leader does has to stand being done twice, or
 * takes a lock of its own (`forget-erased.ts`).
 */

export interface Leadership {
  readonly isLeading: boolean;
  /** Lets go, for a page that is put aside by the browser. */
  release(): void;
  /** Stands in line again. */
  request(): void;
}

/** Stands in line for the lock; `begin` is called when it is this tab's turn and answers the way to end. */
export function createLeadership(
  locks: Pick<LockManager, 'request'>,
  name: string,
  begin: () => () => void,
  report: (error: unknown) => void,
): Leadership {
  let waiting: AbortController | null = null;
  let letGo: (() => void) | null = null;
  const lead = () =>
    new Promise<void>((resolve) => {
      const end = begin();
      letGo = () => {
        letGo = null;
        end();
        resolve();
      };
    });
  return {
    get isLeading() {
      return letGo !== null;
    },
    release() {
      waiting?.abort();
      waiting = null;
      letGo?.();
    },
    request() {
      if (waiting) return;
      const turn = new AbortController();
      waiting = turn;
      locks.request(name, { signal: turn.signal }, lead).catch((error: unknown) => {
        if (!turn.signal.aborted) report(error);
      });
    },
  };
}
