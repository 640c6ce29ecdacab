import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { Banner } from '../components/Banner.tsx';
import type { WorkerWatch } from '../worker/watch-worker.ts';

interface WorkerNoticeProps {
  readonly watch: WorkerWatch;
  readonly reload: () => void;
}

/** Says that what works behind the screens has died, and offers the one remedy. */
export function WorkerNotice({ watch, reload }: WorkerNoticeProps) {
  const lost = useSyncExternalStore(watch.subscribe, watch.isLost);
  if (!lost) return null;
  return (
    <Banner
      action={
        <Button onClick={reload}>
          <Trans>Reload</Trans>
        </Button>
      }
      icon={IconAlertTriangle}
      tone="warning"
    >
      <Trans>Search and sync have stopped in this tab. Everything saved is kept, carts too.</Trans>
    </Banner>
  );
}
