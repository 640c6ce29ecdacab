import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { Navigate } from 'react-router';
import { SkeletonRows } from '../components/SkeletonRows.tsx';
import { createFormatting } from '../formatting/formatting.ts';
import { FormattingProvider, useFormatting } from '../formatting/formatting-context.ts';
import { useLive } from '../replica/use-live.ts';
import type { ShopSession } from '../shop/shop-session.ts';
import { DepartureScreen } from './departure/DepartureScreen.tsx';
import { FarewellScreen } from './departure/FarewellScreen.tsx';
import { paths } from './paths.ts';
import { SeenServices } from './SeenServices.tsx';
import { ShopProvider, useServices } from './services.ts';

interface ShopGateProps {
  readonly session: Pick<ShopSession, 'get' | 'subscribe'>;
  readonly children: ReactNode;
}

/**
 * Screens behind the first visit: they have a shop, its settings as they are now, and its own clock. A device that was shut out of its
 * shop shows nothing of it any more.
 */
export function ShopGate({ session, children }: ShopGateProps) {
  const { departure, sync } = useServices();
  const shop = useSyncExternalStore(session.subscribe, session.get);
  const { shutOut } = useSyncExternalStore(sync.subscribe, sync.status);
  const farewell = useSyncExternalStore(departure.subscribe, departure.farewell);
  if (farewell) return <FarewellScreen farewell={farewell} />;
  if (shutOut) return <DepartureScreen shutOut={shutOut} />;
  if (!shop) return <Navigate replace to={paths.welcome.to()} />;
  return <InShop tenantId={shop.data.tenantId}>{children}</InShop>;
}

function InShop({ tenantId, children }: { readonly tenantId: string; readonly children: ReactNode }) {
  const { shop } = useServices();
  const { locale, now } = useFormatting();
  const { data: context } = useLive(['shop', tenantId], () => shop.current());
  const timeZone = context?.setting.timeZone;
  const formatting = useMemo(
    () => (timeZone === undefined ? null : createFormatting({ locale, timeZone, now })),
    [locale, timeZone, now],
  );
  if (!context || !formatting) return <SkeletonRows />;
  return (
    <FormattingProvider value={formatting}>
      <ShopProvider value={context}>
        <SeenServices>{children}</SeenServices>
      </ShopProvider>
    </FormattingProvider>
  );
}
