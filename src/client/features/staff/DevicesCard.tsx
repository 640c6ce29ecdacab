import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDeviceTabletPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Device } from '../../../domain/model/shop.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { type EnrolCode, useServices, useShop } from '../../app/services.ts';
import { useDevices } from '../../app/shared-queries.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { DeviceScopeDialog } from './DeviceScopeDialog.tsx';
import { EnrolCodeDialog } from './EnrolCodeDialog.tsx';
import { ListCard } from './ListCard.tsx';
import { useContacts } from './queries.ts';

/** The devices of the shop; a lost one is shut out. */
export function DevicesCard() {
  const { t } = useLingui();
  const { mutate, people } = useServices();
  const { nature } = useShop();
  const { data: devices = [] } = useDevices();
  const contacts = useContacts();
  const verified = useVerified();
  const [revoked, setRevoked] = useState<Device | null>(null);
  const [limited, setLimited] = useState<Device | null>(null);
  const [code, setCode] = useState<EnrolCode | null>(null);
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
    <ListCard
      action={
        nature === 'connected' && (
          <Button
            leftSection={<Icon icon={IconDeviceTabletPlus} />}
            onClick={() => verified.run(() => void askForCode())}
          >
            <Trans>Add a device</Trans>
          </Button>
        )
      }
      refusal={refusal}
      title={<Trans>Devices</Trans>}
    >
      <ul aria-label={t`Devices`}>
        {devices.map((device) => (
          <DeviceRow
            contact={contacts && (contacts.get(device.id) ?? 'never')}
            device={device}
            key={device.id}
            onLimit={() => verified.run(() => setLimited(device))}
            onRevoke={() => verified.run(() => setRevoked(device))}
          />
        ))}
      </ul>
      <DeviceScopeDialog device={limited} onClose={() => setLimited(null)} />
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
    </ListCard>
  );
}
