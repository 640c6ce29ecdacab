import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCloudCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { paths } from '../../app/paths.ts';
import { SaveQueue } from '../../app/SaveQueue.tsx';
import { useServices, useShop } from '../../app/services.ts';
import { Banner } from '../../components/Banner.tsx';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { CertificateEnds } from './CertificateEnds.tsx';
import { CheckData } from './CheckData.tsx';
import { withDependents } from './dependents.ts';
import { HandIn } from './HandIn.tsx';
import { ProblemCard } from './ProblemCard.tsx';
import { useOpenChanges, useSentToday, useSyncStatus } from './queries.ts';
import { Recovery } from './Recovery.tsx';
import { RestoredServer } from './RestoredServer.tsx';
import { SessionEnded } from './SessionEnded.tsx';
import { SyncCards } from './SyncCards.tsx';
import styles from './SyncRoute.module.css';
import { WaitingList } from './WaitingList.tsx';

/** How this device stands to the server, what waits, and what needs a person; in words. */
export function Component() {
  const { t } = useLingui();
  const { nature } = useShop();
  const { data: changes, error } = useOpenChanges();
  return (
    <>
      {/* On a phone the chips need the room of the initials. */}
      <PageHeader back={paths.more.to()} end={<span />} title={t`Sync`} />
      <Page>
        <Restarted />
        <CertificateEnds />
        <RestoredServer />
        <Recovery />
        <SessionEnded />
        <SyncCards />
        {error && (
          <ErrorNotice title={<Trans>The list of changes could not be read</Trans>}>
            <Trans>Nothing is lost. Close the app and open it again.</Trans>
          </ErrorNotice>
        )}
        {changes !== undefined && changes.problems.length > 0 && (
          <section className={styles.section}>
            <h2 className={styles.title}>
              <Trans>Needs attention</Trans>
            </h2>
            {withDependents(changes.problems).map(({ problem, dependents }) => (
              <ProblemCard dependents={dependents} key={problem.attentionId} problem={problem} />
            ))}
          </section>
        )}
        <section className={styles.section}>
          <div className={styles.head}>
            <h2 className={styles.title}>
              <Trans>Waiting to send</Trans>
            </h2>
            <div className={styles.buttons}>
              {nature === 'connected' && changes !== undefined && changes.waiting.length > 0 && <SaveQueue />}
              <SyncNow />
            </div>
          </div>
          {changes === undefined ? (
            <SkeletonRows rows={3} />
          ) : changes.waiting.length === 0 ? (
            <NothingWaits />
          ) : (
            <WaitingList changes={changes.waiting} />
          )}
          <SentToday />
        </section>
        <CheckData />
        <HandIn />
      </Page>
    </>
  );
}

/** The watchdog says that it had to act (rule F5). */
function Restarted() {
  const { restartedAt } = useSyncStatus();
  const { time } = useFormatting();
  if (restartedAt === null) return null;
  const at = time(restartedAt);
  return (
    <Banner icon={IconRefresh}>
      <Trans>Sending had come to a stop and was started again at {at}. Nothing is lost.</Trans>
    </Banner>
  );
}

function SentToday() {
  const { nature } = useShop();
  const { data: sent } = useSentToday();
  const { time } = useFormatting();
  if (nature !== 'connected' || !sent) return null;
  const at = sent.lastAt === null ? '' : time(sent.lastAt);
  return (
    <p className={styles.promise}>
      <Icon icon={IconCircleCheck} />
      <span>
        {sent.count > 0 && (
          <>
            <Plural
              one={<Trans># change sent today, the last at {at}.</Trans>}
              other={<Trans># changes sent today, the last at {at}.</Trans>}
              value={sent.count}
            />{' '}
          </>
        )}
        <Trans>Nothing is removed here before the server has confirmed it.</Trans>
      </span>
    </p>
  );
}

function SyncNow() {
  const { sync } = useServices();
  const { nature } = useShop();
  const [busy, setBusy] = useState(false);
  if (nature !== 'connected') return null;
  const send = async () => {
    setBusy(true);
    try {
      await sync.syncNow();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button leftSection={<Icon icon={IconRefresh} />} loading={busy} onClick={() => void send()}>
      <Trans>Sync now</Trans>
    </Button>
  );
}

function NothingWaits() {
  const { nature } = useShop();
  return (
    <Card flush>
      <EmptyState icon={IconCloudCheck} title={<Trans>Nothing waits to be sent</Trans>}>
        {nature === 'connected' ? (
          <Trans>The server has everything that was saved on this device.</Trans>
        ) : (
          <Trans>This shop has no server. Everything is on this device and only here.</Trans>
        )}
      </EmptyState>
    </Card>
  );
}
