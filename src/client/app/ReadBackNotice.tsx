import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { Banner } from '../components/Banner.tsx';
import { useFormatting } from '../formatting/formatting-context.ts';
import { useLive } from '../replica/use-live.ts';
import { useServices } from './services.ts';

/** Says, until somebody has read it, that this device had lost data: what came back by itself, and what did not (rule W8). */
export function ReadBackNotice() {
  const { sync } = useServices();
  const { data: found } = useLive(['read back', 'here'], () => sync.readBack());
  const { day, dayOf, time } = useFormatting();
  if (!found) return null;
  const at = `${day(dayOf(found.at), 'short')}, ${time(found.at)}`;
  return (
    <Banner
      action={
        <Button onClick={() => void sync.settleReadBack()}>
          <Trans>Understood</Trans>
        </Button>
      }
      icon={IconRestore}
      tone="warning"
    >
      <Plural
        one={
          <Trans>
            This device had lost data. # document that no server had was read back from its copy on {at}.
          </Trans>
        }
        other={
          <Trans>
            This device had lost data. # documents that no server had were read back from their copies on {at}
            .
          </Trans>
        }
        value={found.documents}
      />{' '}
      <Trans>
        Edits of customers made shortly before that and not sent may be gone: look at the customers you
        changed last.
      </Trans>
    </Banner>
  );
}
