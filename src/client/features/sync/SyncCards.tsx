import { Plural, Trans } from '@lingui/react/macro';
import { Anchor } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClock,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDatabase,
  IconDeviceTablet,
  IconDownload,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type SyncState, useShop } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { Icon, type TablerIcon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useAskToKeep, useOpenChanges, useRoom, useSyncStatus } from './queries.ts';
import styles from './SyncCards.module.css';

/** Four answers at a glance: connection, what waits, what is wrong, room. */
export function SyncCards() {
  return (
    <ul className={styles.cards}>
      <li>
        <ConnectionCard />
      </li>
      <li>
        <WaitingCard />
      </li>
      <li>
        <ProblemCard />
      </li>
      <li>
        <RoomCard />
      </li>
    </ul>
  );
}

interface SyncCardProps {
  readonly icon: TablerIcon;
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly meaning: ReactNode;
  readonly tone?: 'danger' | undefined;
}

function SyncCard({ icon, label, value, meaning, tone }: SyncCardProps) {
  return (
    <Card className={styles.card}>
      <p className={styles.label}>
        <Icon icon={icon} size={16} />
        {label}
      </p>
      <p className={styles.value} data-tone={tone}>
        {value}
      </p>
      <p className={styles.meaning}>{meaning}</p>
    </Card>
  );
}

const connectionIcons: Record<SyncState, TablerIcon> = {
  unknown: IconDeviceTablet,
  local: IconDeviceTablet,
  synced: IconCloudCheck,
  sending: IconCloudUp,
  receiving: IconCloudUp,
  restoring: IconCloudUp,
  offline: IconCloudOff,
  outdated: IconDownload,
  attention: IconAlertTriangle,
};

function ConnectionCard() {
  const { state } = useSyncStatus();
  return (
    <SyncCard
      icon={connectionIcons[state]}
      label={<Trans>Connection</Trans>}
      meaning={<ConnectionMeaning />}
      value={<ConnectionWord state={state} />}
    />
  );
}

function ConnectionWord({ state }: { readonly state: SyncState }) {
  switch (state) {
    case 'unknown':
      return <Trans>Opening</Trans>;
    case 'local':
      return <Trans>None</Trans>;
    case 'synced':
      return <Trans>Connected</Trans>;
    case 'sending':
      return <Trans>Sending</Trans>;
    case 'receiving':
      return <Trans>Loading history</Trans>;
    case 'restoring':
      return <Trans>Giving back</Trans>;
    case 'offline':
      return <Trans>Offline</Trans>;
    case 'outdated':
      return <Trans>Update needed</Trans>;
    case 'attention':
      return <Trans>Refused</Trans>;
  }
}

function ConnectionMeaning() {
  const { state, lastSyncedAt, loading, givenBack, silentSince, nextTryAt } = useSyncStatus();
  const { time, percent } = useFormatting();
  const at = lastSyncedAt === null ? null : time(lastSyncedAt);
  const since = silentSince === null ? at : time(silentSince);
  const next = nextTryAt === null ? null : time(nextTryAt);
  const share = percent(loading ?? givenBack ?? 0);
  if (state === 'unknown') return <Trans>The shop is being opened.</Trans>;
  if (state === 'local') return <Trans>This device only, without a server.</Trans>;
  if (state === 'attention') return <Trans>The server does not take this device any more.</Trans>;
  if (state === 'restoring') return <Trans>{share} of it. The till works on.</Trans>;
  if (state === 'outdated')
    return (
      <Trans>
        Selling and sending go on. Close the app and open it again: it then offers the new version, which
        shows what other devices did.
      </Trans>
    );
  if (state === 'receiving') return <Trans>{share} is here. The till works already.</Trans>;
  if (state !== 'offline')
    return at === null ? <Trans>Reached just now.</Trans> : <Trans>Last sync {at}.</Trans>;
  return (
    <>
      {since === null ? <Trans>Not reached yet.</Trans> : <Trans>Since {since}.</Trans>}{' '}
      {next === null ? <Trans>Tries again by itself.</Trans> : <Trans>Tries again at {next}.</Trans>}
    </>
  );
}

function WaitingCard() {
  const { pending, oldestPendingAt } = useSyncStatus();
  const { nature } = useShop();
  const { time, duration, now } = useFormatting();
  const at = oldestPendingAt === null ? '' : time(oldestPendingAt);
  const age = oldestPendingAt === null ? '' : duration(now() - oldestPendingAt);
  return (
    <SyncCard
      icon={IconClock}
      label={<Trans>Waiting to send</Trans>}
      meaning={
        nature !== 'connected' ? (
          <Trans>This shop has no server.</Trans>
        ) : pending === 0 ? (
          <Trans>The server has everything.</Trans>
        ) : (
          <Trans>
            Saved here. The oldest is from {at}, {age} ago.
          </Trans>
        )
      }
      value={
        pending === 0 ? <Trans>Nothing</Trans> : <Plural one="# change" other="# changes" value={pending} />
      }
    />
  );
}

function ProblemCard() {
  const { problems } = useSyncStatus();
  const { data: changes } = useOpenChanges();
  const { time } = useFormatting();
  const last = changes?.problems.at(-1);
  const at = last ? time(last.raisedAt) : '';
  return (
    <SyncCard
      icon={IconAlertTriangle}
      label={<Trans>Needs attention</Trans>}
      meaning={
        problems === 0 ? (
          <Trans>No change was refused.</Trans>
        ) : (
          <Trans>The last at {at}. Kept until someone decides.</Trans>
        )
      }
      tone={problems > 0 ? 'danger' : undefined}
      value={
        problems === 0 ? <Trans>Nothing</Trans> : <Plural one="# change" other="# changes" value={problems} />
      }
    />
  );
}

function RoomCard() {
  const { data: room } = useRoom();
  const askToKeep = useAskToKeep();
  const { bytes } = useFormatting();
  if (!room) {
    return (
      <SyncCard
        icon={IconDatabase}
        label={<Trans>This device</Trans>}
        meaning={<Trans>This browser does not say how much room there is.</Trans>}
        value="—"
      />
    );
  }
  const used = bytes(room.usedBytes);
  const free = bytes(room.freeBytes);
  return (
    <SyncCard
      icon={IconDatabase}
      label={<Trans>This device</Trans>}
      meaning={
        room.persistent ? (
          <Trans>{free} free, kept by the browser.</Trans>
        ) : (
          <>
            <Trans>{free} free. Asked to keep it, the browser did not promise to.</Trans>{' '}
            <Anchor component="button" fz="inherit" onClick={() => void askToKeep()} type="button">
              <Trans>Ask again</Trans>
            </Anchor>
          </>
        )
      }
      value={<Trans>{used} used</Trans>}
    />
  );
}
