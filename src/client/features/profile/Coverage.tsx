import { Trans } from '@lingui/react/macro';
import { IconHistory } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import type { Day } from '../../../domain/values/calendar.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import { useServices } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './PurchasesTab.module.css';

interface CoverageProps {
  /** Part of the history is not on this device. */
  readonly stale: boolean;
  /** Day of the oldest document; null while it is not known. */
  readonly since: Day | null;
}

/** The last line of a timeline: since when it is complete on this device, and how fresh it is. */
export function Coverage({ stale, since }: CoverageProps) {
  return (
    <p className={styles.coverage}>
      <Icon icon={IconHistory} size={16} />
      <span>
        <Completeness since={since} stale={stale} />
        <Freshness />
      </span>
    </p>
  );
}

function Completeness({ stale, since }: CoverageProps) {
  const { day } = useFormatting();
  const places = useSeenPlaces();
  if (!stale && places !== null)
    return <Trans>Purchases at {places} only; those elsewhere are not shown</Trans>;
  if (stale) return <Trans>Part of the history is not on this device yet</Trans>;
  if (since === null) return <Trans>Complete on this device</Trans>;
  return <Trans>Complete on this device since {day(since, 'full')}</Trans>;
}

function Freshness() {
  const { sync } = useServices();
  const { lastSyncedAt, state } = useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.status(),
  );
  const { time, day, dayOf, today } = useFormatting();
  if (state === 'local' || lastSyncedAt === null) return null;
  const date = dayOf(lastSyncedAt);
  const when = date === today() ? time(lastSyncedAt) : `${day(date, 'short')} ${time(lastSyncedAt)}`;
  return (
    <>
      {' · '}
      <Trans>last synced {when}</Trans>
    </>
  );
}
