import { Trans } from '@lingui/react/macro';
import { useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useLeavesOut, usePlacesHere } from '../../app/seen-places.ts';
import { useServices, useShop } from '../../app/services.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './DeviceCard.module.css';
import { SettingsSection } from './SettingsSection.tsx';

/** What this device is in the shop, and how it stands to the server. */
export function DeviceCard() {
  const { device, locations } = useShop();
  const { day, dayOf } = useFormatting();
  const location = locations.find((known) => known.id === device.locationId);
  return (
    <SettingsSection title={<Trans>This device</Trans>}>
      <dl className={styles.facts}>
        <dt>
          <Trans>Name</Trans>
        </dt>
        <dd>{device.name}</dd>
        <dt>
          <Trans>Place</Trans>
        </dt>
        <dd>{location?.name}</dd>
        <dt>
          <Trans>Receipts begin with</Trans>
        </dt>
        <dd>{device.receiptCode}</dd>
        <dt>
          <Trans>In the shop since</Trans>
        </dt>
        <dd>{day(dayOf(device.enrolledAt), 'full')}</dd>
        <ScopeFact />
        <dt>
          <Trans>Server</Trans>
        </dt>
        <dd>
          <ServerState />
        </dd>
      </dl>
    </SettingsSection>
  );
}

/** What is left out for this device (rule F6); nothing of a device that sees all. */
function ScopeFact() {
  const places = usePlacesHere();
  const isCounter = useLeavesOut()('costs');
  if (places === null && !isCounter) return null;
  return (
    <>
      <dt>
        <Trans>Not on this device</Trans>
      </dt>
      <dd>
        {places !== null && <Trans>purchases at other places than {places}</Trans>}
        {places !== null && isCounter && ', '}
        {isCounter && <Trans>costs and personal notes</Trans>}
      </dd>
    </>
  );
}

function ServerState() {
  const { nature } = useShop();
  const { sync } = useServices();
  const { time } = useFormatting();
  const { lastSyncedAt } = useSyncExternalStore(sync.subscribe, sync.status);
  if (nature !== 'connected') return <Trans>None: everything stays on this device.</Trans>;
  const at = lastSyncedAt === null ? null : time(lastSyncedAt);
  return (
    <>
      {window.location.host}
      {' · '}
      {at === null ? <Trans>not reached yet</Trans> : <Trans>last reached {at}</Trans>}
      {' · '}
      <Link to={paths.sync.to()}>
        <Trans>Sync</Trans>
      </Link>
    </>
  );
}
