/** What happens around the page, told to those whom it concerns: focus, network, being put aside, changes of data and of the shop. */
import type { QueryClient } from '@tanstack/react-query';
import type { Remote } from 'comlink';
import { followDataRevision } from '../directory/use-directory.ts';
import { watchDataRevision } from '../replica/directory-source.ts';
import type { WorkerApi } from '../worker/worker-api.ts';
import type { ShopSession } from './shop-session.ts';

export interface PageParts {
  readonly window: Window;
  readonly session: ShopSession;
  readonly worker: Remote<WorkerApi>;
  readonly queryClient: QueryClient;
  readonly report: (error: unknown) => void;
}

/** Lasts as long as the page. */
export function followPage({ window, session, worker, queryClient, report }: PageParts): void {
  const wake = (reason: 'seen' | 'online') => void worker.wake(reason).catch(report);
  window.addEventListener('focus', () => wake('seen'));
  // Tablets that wake up show the page again without giving it focus.
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'visible') wake('seen');
  });
  window.addEventListener('online', () => wake('online'));
  // A page that the browser puts aside must not keep the lead.
  window.addEventListener('pagehide', () => void worker.setAside(true).catch(report));
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void worker.setAside(false).catch(report);
  });

  let stop = () => {};
  session.subscribe(() => {
    stop();
    // Answers about one shop are never shown in another.
    queryClient.clear();
    const shop = session.get();
    stop = shop
      ? followDataRevision(queryClient, (listener) => watchDataRevision(shop.data.replica, listener))
      : () => {};
  });
}
