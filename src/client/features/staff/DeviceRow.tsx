import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { Device } from '../../../domain/model/shop.ts';
import { namesOf } from '../../app/seen-places.ts';
import { useShop } from '../../app/services.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './StaffRoute.module.css';

interface DeviceRowProps {
  readonly device: Device;
  /** When the server last heard of it; null where that is not known now. */
  readonly contact: number | 'never' | null;
  readonly onLimit: () => void;
  readonly onRevoke: () => void;
}

/** One device of the shop: what it is, where it stands, what it sees, and when it was last heard of. */
export function DeviceRow({ device, contact, onLimit, onRevoke }: DeviceRowProps) {
  const { device: own, locations, nature } = useShop();
  const { t } = useLingui();
  const { day, dayOf } = useFormatting();
  const place = locations.find(({ id }) => id === device.locationId)?.name ?? '';
  const since = day(dayOf(device.enrolledAt), 'short');
  const isOwn = device.id === own.id;
  const isManaged = nature === 'connected' && device.revokedAt === undefined;
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
        <ScopeFacts device={device} />
        {contact !== null && !isOwn && device.handedInAt === undefined && (
          <p className={styles.facts}>
            <LastContact contact={contact} />
          </p>
        )}
      </div>
      {isManaged && (
        <div className={styles.actions}>
          <Button aria-label={t`What ${device.name} sees`} onClick={onLimit}>
            <Trans>What it sees</Trans>
          </Button>
          {!isOwn && (
            <Button color="danger" onClick={onRevoke} variant="outline">
              <Trans>Shut out</Trans>
            </Button>
          )}
        </div>
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

/** What a limited device sees, in one line; nothing for one that sees all. */
function ScopeFacts({ device: { scope } }: { readonly device: Device }) {
  const { i18n } = useLingui();
  const { locations } = useShop();
  const { locationIds = null, sees = 'office' } = scope ?? {};
  if (locationIds === null && sees === 'office') return null;
  const places = namesOf(
    locations.filter(({ id }) => locationIds?.includes(id)),
    i18n.locale,
  );
  return (
    <p className={styles.facts}>
      {locationIds !== null && <Trans>Sees only {places}</Trans>}
      {locationIds !== null && sees === 'counter' && ' · '}
      {sees === 'counter' && <Trans>no costs, no personal notes</Trans>}
    </p>
  );
}
