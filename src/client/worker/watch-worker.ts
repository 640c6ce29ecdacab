/** Notices that the worker of this tab has died: its script did not load, or the browser has ended it, which nothing tells. */

export interface WorkerWatch {
  /** True from when the worker is given up on. */
  isLost(): boolean;
  subscribe(listener: () => void): () => void;
}

interface WatchedWorker {
  addEventListener(type: 'error', listener: (event: Event) => void): void;
}

interface WatchParts {
  readonly worker: WatchedWorker;
  /** Resolves as soon as the worker comes to it. */
  readonly ping: () => Promise<void>;
  readonly isVisible: () => boolean;
  readonly startTimer: (ms: number, due: () => void) => void;
}

const askEveryMs = 30_000;
/** Longer than anything that the worker does at a stretch. */
const patienceMs = 60_000;

export function watchWorker({ worker, ping, isVisible, startTimer }: WatchParts): WorkerWatch {
  const listeners = new Set<() => void>();
  let lost = false;
  const lose = () => {
    if (lost) return;
    lost = true;
    for (const listener of listeners) listener();
  };
  // What goes wrong inside a running worker is an ErrorEvent with a message; a script that could not be loaded is a bare event.
  worker.addEventListener('error', (event) => {
    if (!('message' in event)) lose();
  });
  const ask = () => {
    startTimer(askEveryMs, () => {
      if (lost) return;
      // A tab behind others is slowed down, and nobody looks at it.
      if (!isVisible()) return ask();
      let answered = false;
      void ping().then(() => {
        answered = true;
        ask();
      });
      startTimer(patienceMs, () => {
        if (!answered) lose();
      });
    });
  };
  ask();
  return {
    isLost: () => lost,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
