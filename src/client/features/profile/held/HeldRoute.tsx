import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFileDownload, IconPrinter } from '@tabler/icons-react';
import { useParams } from 'react-router';
import type { PersonDocument } from '../../../../domain/privacy/person-document.ts';
import { paths } from '../../../app/paths.ts';
import { RefusalWords } from '../../../app/RefusalWords.tsx';
import { useServices } from '../../../app/services.ts';
import { useMay } from '../../../app/use-may.ts';
import { CannotRead } from '../../../components/CannotRead.tsx';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { NothingFound } from '../../../components/NothingFound.tsx';
import { Page } from '../../../components/Page.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { SkeletonRows } from '../../../components/SkeletonRows.tsx';
import { useLive } from '../../../replica/use-live.ts';
import styles from './Held.module.css';
import { HeldPaper } from './HeldPaper.tsx';
import { useGiveOut } from './use-give-out.ts';

/** Everything the shop holds about a person as one paper, to be printed or saved for whoever asks for it (REQ-P2). */
export function Component() {
  const { t } = useLingui();
  const { customerId = '' } = useParams();
  const mayGiveOut = useMay('recordPersonExport');
  return (
    <>
      <PageHeader
        back={paths.customer.to(customerId)}
        title={t`What is held`}
        wideTitle={t`All that is held about a person`}
      />
      {mayGiveOut ? (
        <Held customerId={customerId} />
      ) : (
        <NothingFound title={<Trans>Not for everybody</Trans>}>
          <Trans>
            A manager or an auditor of the whole shop gives out what is held. Ask one to take over here.
          </Trans>
        </NothingFound>
      )}
    </>
  );
}

function Held({ customerId }: { readonly customerId: string }) {
  const { replica, clock } = useServices();
  const { data: held, error } = useLive(['held', customerId], () =>
    replica.held(customerId, clock.now()).then((found) => found ?? null),
  );
  if (error) return <CannotRead title={<Trans>What is held cannot be read</Trans>} />;
  if (held === undefined) return <SkeletonRows />;
  if (held === null)
    return (
      <NothingFound title={<Trans>This customer is not on this device</Trans>}>
        <Trans>The link may belong to another shop, or the customer has not been loaded yet.</Trans>
      </NothingFound>
    );
  return <GivenOut held={held} />;
}

function GivenOut({ held }: { readonly held: PersonDocument }) {
  const { refusals, save, print } = useGiveOut(held);
  return (
    <Page>
      <div className={`${styles.actions} rg-no-print`}>
        <p className={styles.note}>
          <Trans>Saving or printing is noted in the audit log.</Trans>
        </p>
        <Button leftSection={<Icon icon={IconFileDownload} />} onClick={() => void save()}>
          <Trans>Save as JSON</Trans>
        </Button>
        <Button leftSection={<Icon icon={IconPrinter} />} onClick={() => void print()} variant="filled">
          <Trans>Print</Trans>
        </Button>
      </div>
      {refusals.length > 0 && (
        <div className="rg-no-print">
          <ErrorNotice title={<Trans>Nothing was given out</Trans>}>
            <RefusalWords refusals={refusals} />
          </ErrorNotice>
        </div>
      )}
      <HeldPaper held={held} />
    </Page>
  );
}
