import { Trans } from '@lingui/react/macro';
import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import { summarize } from '../../../domain/metrics/summary.ts';
import { objectsToProfiling } from '../../../domain/privacy/profiling.ts';
import { type CustomerView, useShop } from '../../app/services.ts';
import { useKeptScroll } from '../../components/use-kept-scroll.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { AccountTab } from './account/AccountTab.tsx';
import { DetailsTab } from './DetailsTab.tsx';
import { MergedNote } from './MergedNote.tsx';
import { ProfileFacts } from './ProfileFacts.tsx';
import { ProfileHeader } from './ProfileHeader.tsx';
import styles from './ProfileRoute.module.css';
import { PurchasesTab } from './PurchasesTab.tsx';
import { useProfileState } from './profile-state.ts';
import { useCreditAccount, useRecord, useSaw, useWholeHistory } from './queries.ts';
import { MessagesTab } from './record/MessagesTab.tsx';
import { NotesTab } from './record/NotesTab.tsx';

/** A customer with everything the shop knows: header, facts, purchases, details. */
export function Profile({ view }: { readonly view: CustomerView }) {
  const { setting } = useShop();
  const { today, count } = useFormatting();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const open = useProfileState((state) => state.open);
  const { customer } = view;
  const { data: record } = useRecord(customer.id);
  const account = useCreditAccount(view);
  const objects = objectsToProfiling(record?.consents ?? []);
  const summary = summarize(view.cells, setting.currency, today());
  useEffect(() => open(customer.id), [open, customer.id]);
  useWholeHistory(view);
  useSaw(customer.id);
  useKeptScroll(`profile ${customer.id}`, scroller);
  return (
    <article aria-label={customer.name} className={styles.profile} ref={setScroller}>
      <ProfileHeader
        isNotContacted={record?.preference.doNotContact ?? false}
        objects={objects}
        summary={summary}
        view={view}
      />
      <ProfileFacts objects={objects} summary={summary} />
      <Tabs defaultValue="purchases" keepMounted={false}>
        <div className={styles.tabs}>
          <Tabs.List>
            <Tabs.Tab value="purchases">
              <Trans>Purchases</Trans>
            </Tabs.Tab>
            <Tabs.Tab value="notes">
              <Trans>Notes</Trans>
              {record !== undefined && record.notes.length > 0 && (
                <span className={styles.count}>{count(record.notes.length)}</span>
              )}
            </Tabs.Tab>
            <Tabs.Tab value="messages">
              <Trans>Messages</Trans>
            </Tabs.Tab>
            {account && (
              <Tabs.Tab value="account">
                <Trans>Account</Trans>
              </Tabs.Tab>
            )}
            <Tabs.Tab value="details">
              <Trans>Details</Trans>
            </Tabs.Tab>
          </Tabs.List>
          <MergedNote view={view} />
        </div>
        <Tabs.Panel value="purchases">
          <PurchasesTab scroller={scroller} summary={summary} view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="notes">
          {record && <NotesTab customerId={customer.id} record={record} />}
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          {record && <MessagesTab customerId={customer.id} record={record} />}
        </Tabs.Panel>
        <Tabs.Panel value="account">{account && <AccountTab account={account} view={view} />}</Tabs.Panel>
        <Tabs.Panel value="details">
          <DetailsTab record={record} summary={summary} view={view} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}
