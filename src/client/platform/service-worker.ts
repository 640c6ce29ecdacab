import { Workbox } from 'workbox-window';
import { trustedScriptUrl } from './trusted-urls.ts';

/** A newer build of the app, from "has been fetched" to "is running". */
export interface AppUpdates {
  /** True once a newer build lies ready on this device. */
  isReady(): boolean;
  subscribe(listener: () => void): () => void;
  /** Starts the newer build: the page reloads. Never called while a cart is open. */
  apply(): void;
}

/** Where no service worker can be registered (development), there is never an update. */
export const noUpdates: AppUpdates = { isReady: () => false, subscribe: () => () => {}, apply: () => {} };

const checkEveryMs = 60 * 60 * 1000;

/**
 * Registers the service worker and watches for a newer one. A new worker waits until `apply`; when another tab has let
 * it take over meanwhile, this page goes on with what it has loaded and a reload is all that is left to do.
 */
export function registerServiceWorker(reload: () => void): AppUpdates {
  const workbox = new Workbox(trustedScriptUrl('/sw.js'));
  const listeners = new Set<() => void>();
  let ready: 'no' | 'waiting' | 'running elsewhere' = 'no';
  let applying = false;
  // The first worker that takes a page over runs what the page was loaded with.
  let controlled = navigator.serviceWorker.controller !== null;
  const become = (next: typeof ready) => {
    ready = next;
    for (const listener of listeners) listener();
  };

  workbox.addEventListener('waiting', () => become('waiting'));
  workbox.addEventListener('controlling', (event) => {
    if (applying) reload();
    else if (controlled && (event.isUpdate || event.isExternal)) become('running elsewhere');
    controlled = true;
  });
  void workbox.register({ immediate: true });
  setInterval(() => void workbox.update().catch(() => undefined), checkEveryMs);

  return {
    isReady: () => ready !== 'no',
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply() {
      if (ready === 'running elsewhere') reload();
      applying = true;
      workbox.messageSkipWaiting();
    },
  };
}
