import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { errorMessages } from '../../app/messages.ts';
import { paths } from '../../app/paths.ts';
import { useMayAsk } from '../../app/use-may.ts';
import { Card } from '../../components/Card.tsx';
import { anyDate } from '../../components/date-range.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import styles from './Audit.module.css';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditItem } from './AuditItem.tsx';
import { type AuditFilter, useAudit } from './use-audit.ts';

/** Who did what (REQ-P3): read by managers and auditors, edited by nobody. */
export function Component() {
  const { t } = useLingui();
  const mayRead = useMayAsk('audit:read');
  return (
    <>
      <PageHeader back={paths.more.to()} title={t`Audit log`} />
      {mayRead ? (
        <AuditLog />
      ) : (
        <NothingFound title={<Trans>Not for everybody</Trans>}>
          <Trans>A manager or an auditor of the whole shop reads the audit log.</Trans>
        </NothingFound>
      )}
    </>
  );
}

type Narrowed = Omit<AuditFilter, 'customerId'>;

function AuditLog() {
  const [search, setSearch] = useSearchParams();
  const [narrowed, setNarrowed] = useState<Narrowed>({ actorId: null, action: null, days: anyDate });
  const customerId = search.get('customer');
  const audit = useAudit({ ...narrowed, customerId });
  if (audit.refusal) return <NotRead onAgain={audit.again} refusal={audit.refusal} />;
  return (
    <Page>
      <AuditFilters
        customerId={customerId}
        onChange={setNarrowed}
        onEveryone={() => setSearch({}, { replace: true })}
        value={narrowed}
      />
      {audit.isPartial && (
        <p className={styles.note}>
          <Trans>This device is shown what was done on it alone.</Trans>
        </p>
      )}
      {audit.lines === undefined ? (
        <SkeletonRows />
      ) : audit.lines.length === 0 && !audit.hasMore ? (
        <NothingFound title={<Trans>Nothing was noted</Trans>}>
          <Trans>Nobody did anything of this kind in this time.</Trans>
        </NothingFound>
      ) : (
        <Card flush>
          <ol>
            {audit.lines.map((line) => (
              <AuditItem key={line.id} line={line} />
            ))}
          </ol>
          {audit.hasMore && (
            <div className={styles.more}>
              <Button disabled={audit.isLoadingMore} onClick={audit.more}>
                <Trans>Older entries</Trans>
              </Button>
            </div>
          )}
        </Card>
      )}
    </Page>
  );
}

interface NotReadProps {
  readonly refusal: Refusal;
  readonly onAgain: () => void;
}

/** The log lies on the server, which wants to know who reads it. */
function NotRead({ refusal, onAgain }: NotReadProps) {
  const { t } = useLingui();
  const verified = useVerified();
  if (refusal.code === 'temporarily_unavailable')
    return (
      <EmptyState
        action={
          <Button onClick={onAgain}>
            <Trans>Try again</Trans>
          </Button>
        }
        title={<Trans>The audit log lies on the server</Trans>}
      >
        <Trans>
          It cannot be reached just now. What is done on this device meanwhile is noted and comes into the log
          later.
        </Trans>
      </EmptyState>
    );
  return (
    <>
      <EmptyState
        action={
          <Button onClick={() => verified.run(onAgain)} variant="filled">
            <Trans>Sign in</Trans>
          </Button>
        }
        title={<Trans>Who reads the audit log?</Trans>}
      >
        {refusal.code === 'verification_required' ? (
          <Trans>The server asks for your own password, since a PIN is this device's word alone.</Trans>
        ) : (
          t(errorMessages[refusal.code])
        )}
      </EmptyState>
      <SignInDialog verified={verified} />
    </>
  );
}
