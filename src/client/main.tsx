import './platform/plain-schemas.ts';
import './app/theme/styles.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App, createAppRouter } from './app/App.tsx';
import { InsecureContextPage } from './app/InsecureContextPage.tsx';
import { activateLocale } from './app/i18n/activate-locale.ts';
import { defaultLocale, formattingLocale } from './app/i18n/locales.ts';
import { ServicesProvider } from './app/services.ts';
import { createShellParts } from './app/shell-parts.tsx';
import { ThemeRoot } from './app/ThemeRoot.tsx';
import { adoptThemeProperties } from './app/theme/css-variables.ts';
import { theme } from './app/theme/theme.ts';
import { createFormatting } from './formatting/formatting.ts';
import { build } from './platform/build.ts';
import { savedFarewellOf } from './platform/saved-farewell.ts';
import { savedLookupsOf } from './platform/saved-lookups.ts';
import { openCartsOf } from './platform/saved-till.ts';
import { systemSeams } from './platform/seams.ts';
import { noUpdates, registerServiceWorker } from './platform/service-worker.ts';
import { createDeviceStorage } from './platform/storage.ts';
import { wipeDevice } from './platform/wipe-device.ts';
import { createServices } from './shop/create-services.ts';
import { followPage } from './shop/follow-page.ts';
import { askOrigin } from './sync/ask-origin.ts';
import { httpTransport } from './sync/transport.ts';
import { startWorker } from './worker/start-worker.ts';

adoptThemeProperties(document, theme);
await activateLocale(defaultLocale);

const seams = systemSeams(build);
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const formatting = createFormatting({
  locale: formattingLocale(defaultLocale, navigator.languages),
  timeZone,
  now: seams.clock.now,
});

function startApp() {
  // What lies on this device is read whether there is a network or not.
  const queryClient = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
  const { worker, watch } = startWorker();
  const otherTabs = new BroadcastChannel('regulars-shop');
  otherTabs.onmessage = () => window.location.reload();
  const { services, session } = createServices({
    seams,
    worker,
    transport: httpTransport,
    storage: createDeviceStorage(navigator.storage),
    timeZone,
    locks: navigator.locks,
    saved: savedFarewellOf(window),
    wipe: wipeDevice,
    savedLookups: savedLookupsOf(window),
    tellOthers: () => otherTabs.postMessage('another shop'),
  });
  followPage({ window, session, worker, queryClient, report: seams.report });
  const resumed = session.resume();
  const shellParts = createShellParts({
    updates: import.meta.env.PROD ? registerServiceWorker(() => window.location.reload()) : noUpdates,
    carts: openCartsOf(window),
    watch,
    reload: () => window.location.reload(),
  });
  const hasShop = async () => {
    await resumed;
    return session.get() !== null;
  };
  return (
    <QueryClientProvider client={queryClient}>
      <ServicesProvider value={services}>
        <App router={createAppRouter({ shellParts, session, hasShop })} />
      </ServicesProvider>
    </QueryClientProvider>
  );
}

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element #root');
createRoot(place).render(
  <ThemeRoot formatting={formatting}>
    {window.isSecureContext ? (
      startApp()
    ) : (
      <InsecureContextPage address={new URL(window.location.href)} askOrigin={askOrigin} />
    )}
  </ThemeRoot>,
);
