import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { Banner } from '../components/Banner.tsx';
import { createDeviceStorage } from '../platform/storage.ts';
import { paths } from './paths.ts';
import { useServices } from './services.ts';

/** Younger changes are simply on their way. */
const worthSayingFromMs = 10 * 60_000;

/**
 * Says for as long as it lasts that the browser may clear what no server has: it has not promised to keep this app's data, and
 * something has waited for a while (rule W8).
 */
export function UnkeptNotice() {
  const { sync, clock } = useServices();
  const { pending, oldestPendingAt } = useSyncExternalStore(sync.subscribe, sync.status);
  const isLate = oldestPendingAt !== null && clock.now() - oldestPendingAt > worthSayingFromMs;
  const { data: isKept } = useQuery({
    queryKey: ['kept by the browser'],
    queryFn: () => createDeviceStorage(navigator.storage).isPersistent(),
    enabled: isLate,
    networkMode: 'always',
  });
  if (!isLate || isKept !== false) return null;
  return (
    <Banner
      action={
        <Button component={Link} to={paths.sync.to()}>
          <Trans>Sync</Trans>
        </Button>
      }
      icon={IconAlertTriangle}
      tone="warning"
    >
      <Plural
        one="# change is only on this device, and this browser may clear it when room is short. Connect soon, or save it as a file."
        other="# changes are only on this device, and this browser may clear them when room is short. Connect soon, or save them as a file."
        value={pending}
      />
    </Banner>
  );
}
