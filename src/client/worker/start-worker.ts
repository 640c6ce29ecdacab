/** Starts the worker of this tab; answers the way to ask it, and who notices its end. */
import { type Remote, wrap } from 'comlink';
import { trustedScriptUrl } from '../platform/trusted-urls.ts';
import { type WorkerWatch, watchWorker } from './watch-worker.ts';
import workerUrl from './worker.ts?worker&url';
import type { WorkerApi } from './worker-api.ts';

export function startWorker(): { readonly worker: Remote<WorkerApi>; readonly watch: WorkerWatch } {
  const started = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'regulars' });
  const worker = wrap<WorkerApi>(started);
  const watch = watchWorker({
    worker: started,
    ping: () => worker.ping(),
    isVisible: () => document.visibilityState === 'visible',
    startTimer: (ms, due) => void setTimeout(due, ms),
  });
  return { worker, watch };
}
