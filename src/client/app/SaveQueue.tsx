import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { queueFileType } from '../../domain/sync/queue-file.ts';
import { Icon } from '../components/Icon.tsx';
import { notifySaved } from '../components/notify-saved.tsx';
import { saveBytes } from '../platform/save-bytes.ts';
import { useServices } from './services.ts';

/** Saves what waits as a sealed file, for a device that may not come back (rule A6). Nothing leaves the list by it. */
export function SaveQueue() {
  const { t } = useLingui();
  const { sync } = useServices();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const saved = await sync.saveQueue();
      if (saved === 'key_missing') {
        notifySaved({ message: t`Not saved: this device has to reach the server once before.` });
        return;
      }
      saveBytes(saved.fileName, saved.file, queueFileType);
      notifySaved({
        message: (
          <Plural
            one="# change saved as a file that only the server can open"
            other="# changes saved as a file that only the server can open"
            value={saved.count}
          />
        ),
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button leftSection={<Icon icon={IconDownload} />} loading={busy} onClick={() => void save()}>
      <Trans>Save as file</Trans>
    </Button>
  );
}
