import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { ProgressPanel } from '../../components/ProgressPanel.tsx';
import type { OpenDemo } from './use-open-demo.ts';

export function DemoProgress({ demo }: { readonly demo: OpenDemo }) {
  const { t } = useLingui();
  if (demo.state === 'failed') {
    return (
      <ErrorNotice
        actions={
          <>
            <Button onClick={() => void demo.open()} variant="filled">
              <Trans>Try again</Trans>
            </Button>
            <Button onClick={demo.giveUp}>
              <Trans>Back</Trans>
            </Button>
          </>
        }
        title={<Trans>The demo shop could not be made</Trans>}
      >
        <Trans>Perhaps this device has too little room: free some space, then try again.</Trans>
      </ErrorNotice>
    );
  }
  return (
    <ProgressPanel
      detail={<Trans>Customers, products and a year of sales are made on this tablet.</Trans>}
      share={demo.share}
      title={t`Making the demo shop`}
    />
  );
}
