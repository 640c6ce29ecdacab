import { Plural, Trans } from '@lingui/react/macro';
import { IconHistory } from '@tabler/icons-react';
import { Banner } from '../../components/Banner.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useSyncStatus } from './queries.ts';

/** What this device does for a server that was restored from a backup (rule X2), while it does. */
export function RestoredServer() {
  const { givenBack, resending } = useSyncStatus();
  const { percent } = useFormatting();
  if (givenBack === null && resending === 0) return null;
  const share = percent(givenBack ?? 0);
  return (
    <Banner icon={IconHistory}>
      {givenBack === null ? (
        <>
          <Trans>The server was restored from a backup and has been given back what this device knew.</Trans>{' '}
          <Plural
            one="# change is sent again; one that the server has is not taken twice."
            other="# changes are sent again; what the server has is not taken twice."
            value={resending}
          />
        </>
      ) : (
        <Trans>
          The server was restored from a backup. This device gives back what the backup lacks: {share} done.
          Nothing is lost, and you can go on selling.
        </Trans>
      )}
    </Banner>
  );
}
