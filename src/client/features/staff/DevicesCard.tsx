import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDeviceTabletPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Device } from '../../../domain/model/shop.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices, useShop } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useLive } from '../../replica/use-live.ts';
import { EnrolCodeDialog } from './EnrolCodeDialog.tsx';
import styles from './StaffRoute.module.css';

/** The devices of the shop; a lost one is shut out. */
export function DevicesCard() {
  const { t } = useLingui();
  const { replica, mutate, people } = useServices();
  const { nature, tenantId } = useShop();
  const { data: devices = [] } = useLive(['devices', tenantId], () => replica.all('device'));
  const verified = useVerified();
  const [revoked, setRevoked] = useState<Device | null>(null);
  const [code, setCode] = useState<{ readonly code: string; readonly until: number } | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const revoke = async (device: Device) => {
    setRevoked(null);
    const result = await mutate('revokeDevice', { id: device.id });
    setRefusal(result.saved ? null : (result.refusals[0] ?? { code: 'internal_error' }));
    if (result.saved) notifySaved({ message: t`${device.name} is shut out once the server knows` });
  };
  const askForCode = async () => {
    const answer = await people.enrolCode();
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setCode(answer);
  };
  return (
    <Card flush>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <Trans>Devices</Trans>
        </h2>
        {nature === 'connected' && (
          <Button
            leftSection={<Icon icon={IconDeviceTabletPlus} />}
            onClick={() => verified.run(() => void askForCode())}
          >
            <Trans>Add a device</Trans>
          </Button>
        )}
      </div>
      {refusal && (
        <div className={styles.notice}>
          <ErrorNotice title={<Trans>Nothing was changed</Trans>}>
            {t(errorMessages[refusal.code])}
          </ErrorNotice>
        </div>
      )}
      <ul aria-label={t`Devices`}>
        {devices.map((device) => (
          <DeviceRow
            device={device}
            key={device.id}
            onRevoke={() => verified.run(() => setRevoked(device))}
          />
        ))}
      </ul>
      <EnrolCodeDialog code={code} onClose={() => setCode(null)} />
      <ConfirmDialog
        confirmLabel={<Trans>Shut out</Trans>}
        consequence={
          <Trans>
            It hands in what it has not sent, then it removes the shop from itself. It can be added again.
          </Trans>
        }
        danger
        keepLabel={<Trans>Keep it</Trans>}
        onConfirm={() => revoked && void revoke(revoked)}
        onKeep={() => setRevoked(null)}
        opened={revoked !== null}
        question={<Trans>Shut out {revoked?.name ?? ''}?</Trans>}
      />
      <SignInDialog verified={verified} />
    </Card>
  );
}

function DeviceRow({ device, onRevoke }: { readonly device: Device; readonly onRevoke: () => void }) {
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
      </div>
      {nature === 'connected' && !isOwn && device.revokedAt === undefined && (
        <Button color="danger" onClick={onRevoke} variant="outline">
          <Trans>Shut out</Trans>
        </Button>
      )}
    </li>
  );
}
