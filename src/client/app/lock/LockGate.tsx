import { Trans } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { useServices } from '../services.ts';
import { useStaffWithPin } from '../shared-queries.ts';
import { lockStore } from './lock-store.ts';
import { useIdleLock } from './use-idle-lock.ts';

const LockScreen = lazy(() => import('./LockScreen.tsx'));

/** Shows nothing of the shop while the device is locked. Carts are kept; a device without a PIN never locks. */
export function LockGate({ children }: { readonly children: ReactNode }) {
  const { clock } = useServices();
  const { data: withPin, isError } = useStaffWithPin();
  const isLocked = useStore(lockStore, (lock) => lock.isLocked);
  const canLock = withPin !== undefined && withPin.length > 0;
  const isOpen = withPin?.length === 0;
  // Who gives the first PIN is not shut out by it.
  useEffect(() => {
    if (isOpen) lockStore.getState().unlock();
  }, [isOpen]);
  useIdleLock(canLock && !isLocked, clock.now);
  if (isError) {
    return (
      <ErrorNotice title={<Trans>It could not be read who may use this device</Trans>}>
        <Trans>Nothing is lost. Reload the page.</Trans>
      </ErrorNotice>
    );
  }
  if (!withPin) return <SkeletonRows />;
  if (!canLock || !isLocked) return children;
  return (
    <Suspense fallback={<SkeletonRows />}>
      <LockScreen withPin={withPin} />
    </Suspense>
  );
}
