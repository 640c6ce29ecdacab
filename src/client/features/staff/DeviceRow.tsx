import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { Device } from '../../../domain/model/shop.ts';
import { useShop } from '../../app/services.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './StaffRoute.module.css';

interface DeviceRowProps {
  readonly device: Device;
  /** When the server last heard of it; null where that is not known now. */
  readonly contact: number | 'never' | null;
  readonly onRevoke: () => void;
}

/** One device of the shop: what it is, where it stands, and when it was last heard of. */
export function DeviceRow({ device, contact, onRevoke }: DeviceRowProps) {
  const { device: own, locations, nature } = useShop();
  const { day, dayOf } = useFormatting();
  const place = locations.find(({ id }) => id === device.locationId)?.name ?? '';
  const since = day(dayOf(device.enrolledAt), 'short');
  const isOwn = device.id === own.id;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{device.name}</p>
        <p className={styles.facts}>
          {[place, device.receiptCode].filter(Boolean).join(' · ')}
          {' · '}
          {device.handedInAt !== undefined ? (
            <Trans>shut out, has handed everything in</Trans>
          ) : device.revokedAt !== undefined ? (
            <Trans>shut out</Trans>
          ) : isOwn ? (
            <Trans>this device</Trans>
          ) : (
            <Trans>since {since}</Trans>
          )}
        </p>
        {contact !== null && !isOwn && device.handedInAt === undefined && (
          <p className={styles.facts}>
            <LastContact contact={contact} />
          </p>
        )}
      </div>
      {nature === 'connected' && !isOwn && device.revokedAt === undefined && (
        <Button color="danger" onClick={onRevoke} variant="outline">
          <Trans>Shut out</Trans>
        </Button>
      )}
    </li>
  );
}

const minuteMs = 60_000;

function LastContact({ contact }: { readonly contact: number | 'never' }) {
  const { now, duration } = useFormatting();
  if (contact === 'never') return <Trans>The server has not heard of it yet.</Trans>;
  const passedMs = now() - contact;
  const age = duration(passedMs);
  // It asks at least once a minute while the app is open.
  return passedMs < 2 * minuteMs ? <Trans>In contact now</Trans> : <Trans>Last contact {age} ago</Trans>;
}
