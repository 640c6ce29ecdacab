import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { Navigate } from 'react-router';
import { SkeletonRows } from '../components/SkeletonRows.tsx';
import { createFormatting } from '../formatting/formatting.ts';
import { FormattingProvider, useFormatting } from '../formatting/formatting-context.ts';
import { useLive } from '../replica/use-live.ts';
import type { ShopSession } from '../shop/shop-session.ts';
import { paths } from './paths.ts';
import { ShopProvider, useServices } from './services.ts';

interface ShopGateProps {
  readonly session: Pick<ShopSession, 'get' | 'subscribe'>;
  readonly children: ReactNode;
}

/** Screens behind the first visit: they have a shop, its settings as they are now, and its own clock. */
export function ShopGate({ session, children }: ShopGateProps) {
  const shop = useSyncExternalStore(session.subscribe, session.get);
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
      <ShopProvider value={context}>{children}</ShopProvider>
    </FormattingProvider>
  );
}
