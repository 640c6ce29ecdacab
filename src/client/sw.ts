import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

// The whole app is kept on the device, also screens never opened: every route must start without a network.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Paths that only the server can answer; everything else is a screen.
const serverPaths = [/^\/api\//, /^\/health$/, /^\/ready$/, /^\/address$/, /^\/metrics$/];
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: serverPaths }));

// A first visit is served by the worker at once, so that the very next moment without network already works.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A newer build waits until a person agrees, because a reload in the middle of a sale would be rude.
self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});
