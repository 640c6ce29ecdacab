import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PendingChange } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { WaitingMark } from '../../components/WaitingMark.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { ChangeSubject } from './ChangeSubject.tsx';
import { factsOfChange } from './change-facts.ts';
import { changeLooks } from './change-words.ts';
import { useSyncStatus } from './queries.ts';
import { useStaffName } from './use-staff-name.ts';
import styles from './WaitingList.module.css';

const shownAtOnce = 50;

/** What waits, oldest first: what, about whom, by whom, when. */
export function WaitingList({ changes }: { readonly changes: readonly PendingChange[] }) {
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <>
      <Card flush>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Change</Trans>
              </th>
              <th className={styles.wide} scope="col">
                <Trans>About</Trans>
              </th>
              <th className={styles.wide} scope="col">
                <Trans>By</Trans>
              </th>
              <th className={`${styles.end} ${styles.wide}`} scope="col">
                <Trans>Saved</Trans>
              </th>
              <th className={styles.end} scope="col">
                <Trans>Value</Trans>
              </th>
              <th className={styles.wide} scope="col">
                <Trans>State</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, shown).map((change) => (
              <ChangeRow change={change} key={change.mutationId} />
            ))}
          </tbody>
        </table>
      </Card>
      {changes.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + shownAtOnce)}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function ChangeRow({ change }: { readonly change: PendingChange }) {
  const { t } = useLingui();
  const { time, day, dayOf, today } = useFormatting();
  const staffName = useStaffName();
  const facts = factsOfChange(change);
  const { icon, word } = changeLooks[change.name];
  const isAboutSomeone = facts.name !== null || facts.customerId !== null;
  const on = dayOf(change.at);
  const saved = on === today() ? time(change.at) : `${day(on, 'short')} ${time(change.at)}`;
  return (
    <tr>
      <td>
        <span className={styles.what}>
          <Icon icon={icon} />
          <span>
            {t(word)} {facts.number}
            {/* Beside each other there is no room for these on a phone. */}
            <span className={styles.under}>
              {saved}
              {isAboutSomeone && ' · '}
              <ChangeSubject facts={facts} />
            </span>
          </span>
        </span>
      </td>
      <td className={styles.wide}>
        <ChangeSubject facts={facts} />
      </td>
      <td className={`${styles.wide} ${styles.muted}`}>{staffName(change.actorId)}</td>
      <td className={`${styles.end} ${styles.wide}`}>{saved}</td>
      <td className={styles.end}>
        {facts.value && <Money amountMinor={facts.value.amountMinor} currency={facts.value.currency} />}
      </td>
      <td className={styles.wide}>
        {change.state === 'sent' ? <Trans>Sent, not confirmed yet</Trans> : <WaitingState />}
      </td>
    </tr>
  );
}

/** Changes are sent in their order, so all that wait have been tried as often as the first. */
function WaitingState() {
  const { tries, nextTryAt } = useSyncStatus();
  const { time } = useFormatting();
  const next = nextTryAt === null ? '' : time(nextTryAt);
  return (
    <>
      <WaitingMark form="short" />
      {tries > 0 && (
        <span className={styles.tries}>
          <Plural one="tried once" other="tried # times" value={tries} />
          {next !== '' && (
            <>
              {', '}
              <Trans>again at {next}</Trans>
            </>
          )}
        </span>
      )}
    </>
  );
}
