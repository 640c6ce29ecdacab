import { Plural, Trans } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDeviceTablet,
  IconDownload,
  IconRefresh,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormatting } from '../formatting/formatting-context.ts';
import { Icon, type TablerIcon } from './Icon.tsx';
import styles from './SyncChipView.module.css';

/** How the device stands to the server. `oldestAt` is the instant of the oldest change that waits. */
export type SyncState =
  | { readonly kind: 'synced'; readonly at: number | null }
  | { readonly kind: 'sending'; readonly count: number; readonly oldestAt: number | null }
  | { readonly kind: 'offline'; readonly waiting: number; readonly oldestAt: number | null }
  | { readonly kind: 'outdated'; readonly waiting: number }
  | { readonly kind: 'local' }
  | { readonly kind: 'loading'; readonly percent: number }
  /** The server was restored from a backup and is given back what that lacks. */
  | { readonly kind: 'restoring'; readonly percent: number };

interface SyncChipViewProps {
  readonly state: SyncState;
  /** Changes that were refused; they get a chip of their own beside the state. */
  readonly attention: number;
  /** Address of the sync screen. */
  readonly to: string;
}

/** Younger changes are simply "waiting"; from here on their age is worth knowing. */
const ageShownFromMs = 10 * 60 * 1000;

export function SyncChipView({ state, attention, to }: SyncChipViewProps) {
  return (
    <>
      <Chip icon={icons[state.kind]} look={state.kind} to={to}>
        <Words state={state} />
      </Chip>
      {attention > 0 && (
        <Chip icon={IconAlertTriangle} look="attention" to={to}>
          <span className={styles.long}>
            <Plural one="# needs attention" other="# need attention" value={attention} />
          </span>
          <span className={styles.short}>
            {attention}
            <VisuallyHidden>
              <Plural one="needs attention" other="need attention" value={attention} />
            </VisuallyHidden>
          </span>
        </Chip>
      )}
    </>
  );
}

const icons: Record<SyncState['kind'], TablerIcon> = {
  synced: IconCloudCheck,
  sending: IconCloudUp,
  offline: IconCloudOff,
  outdated: IconDownload,
  local: IconDeviceTablet,
  loading: IconRefresh,
  restoring: IconRefresh,
};

function Words({ state }: { readonly state: SyncState }) {
  const { time, percent } = useFormatting();
  switch (state.kind) {
    case 'synced': {
      if (state.at === null) return <Trans>Synced</Trans>;
      const at = time(state.at);
      return <Trans>Synced {at}</Trans>;
    }
    case 'sending':
      return (
        <>
          <Trans>Sending {state.count}</Trans>
          <Age since={state.oldestAt} />
        </>
      );
    case 'offline':
      if (state.waiting === 0) return <Trans>Offline</Trans>;
      return (
        <>
          <span className={styles.long}>
            <Trans>Offline · {state.waiting} waiting</Trans>
            <Age since={state.oldestAt} />
          </span>
          <span className={styles.short}>
            <Trans>Offline · {state.waiting}</Trans>
          </span>
        </>
      );
    case 'outdated':
      return (
        <>
          <span className={styles.long}>
            {state.waiting === 0 ? (
              <Trans>Update the app</Trans>
            ) : (
              <Trans>Update the app · {state.waiting} waiting</Trans>
            )}
          </span>
          <span className={styles.short}>
            <Trans>Update</Trans>
          </span>
        </>
      );
    case 'local':
      return (
        <>
          <span className={styles.long}>
            <Trans>This tablet only</Trans>
          </span>
          <span className={styles.short}>
            <Trans>This phone only</Trans>
          </span>
        </>
      );
    case 'loading': {
      const share = percent(state.percent / 100);
      return (
        <>
          <span className={styles.long}>
            <Trans>Loading history {share}</Trans>
          </span>
          <span className={styles.short}>
            <Trans>Loading {share}</Trans>
          </span>
        </>
      );
    }
    case 'restoring': {
      const share = percent(state.percent / 100);
      return <Trans>Giving back {share}</Trans>;
    }
  }
}

function Age({ since }: { readonly since: number | null }) {
  const { duration, now } = useFormatting();
  const ageMs = since === null ? 0 : now() - since;
  return ageMs < ageShownFromMs ? null : <span className={styles.age}> · {duration(ageMs)}</span>;
}

interface ChipProps {
  readonly icon: TablerIcon;
  readonly look: SyncState['kind'] | 'attention';
  readonly to: string;
  readonly children: ReactNode;
}

function Chip({ icon, look, to, children }: ChipProps) {
  return (
    <Link className={`${styles.chip} rg-hit`} data-look={look} to={to}>
      <Icon icon={icon} />
      <span>{children}</span>
    </Link>
  );
}
