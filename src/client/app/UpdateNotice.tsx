import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { Banner } from '../components/Banner.tsx';
import type { OpenCarts } from '../platform/saved-till.ts';
import type { AppUpdates } from '../platform/service-worker.ts';

interface UpdateNoticeProps {
  readonly updates: AppUpdates;
  readonly carts: OpenCarts;
}

/** Offers a newer build of the app, never while a cart is open. It is a person who says when. */
export function UpdateNotice({ updates, carts }: UpdateNoticeProps) {
  const ready = useSyncExternalStore(updates.subscribe, updates.isReady);
  const selling = useSyncExternalStore(carts.subscribe, carts.isAny);
  if (!ready || selling) return null;
  return (
    <Banner
      action={
        <Button onClick={updates.apply}>
          <Trans>Update</Trans>
        </Button>
      }
      icon={IconRefresh}
    >
      <Trans>A new version is ready. Carts are kept.</Trans>
    </Banner>
  );
}
