import { Trans, useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Device } from '../../../domain/model/shop.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices, useShop } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import styles from './DeviceScopeDialog.module.css';
import { PlacesChoice } from './PlacesChoice.tsx';

interface DeviceScopeDialogProps {
  /** The device whose scope is edited; null while the dialog is closed. */
  readonly device: Device | null;
  readonly onClose: () => void;
}

/** What a device sees: the purchases of which places, and whether costs and personal notes (rule F6). */
export function DeviceScopeDialog({ device, onClose }: DeviceScopeDialogProps) {
  return (
    <FormDialog
      action={<Trans>Save</Trans>}
      onClose={onClose}
      opened={device !== null}
      title={<Trans>What {device?.name ?? ''} sees</Trans>}
    >
      {device && <ScopeForm device={device} onSaved={onClose} />}
    </FormDialog>
  );
}

interface ScopeFormProps {
  readonly device: Device;
  readonly onSaved: () => void;
}

function ScopeForm({ device, onSaved }: ScopeFormProps) {
  const { t } = useLingui();
  const { mutate } = useServices();
  const { locations } = useShop();
  const [places, setPlaces] = useState<readonly string[] | null>(device.scope?.locationIds ?? null);
  const [seesOffice, setSeesOffice] = useState(device.scope?.sees !== 'counter');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const save = async () => {
    const scope = {
      locationIds: places && [...places],
      sees: seesOffice ? ('office' as const) : ('counter' as const),
    };
    const result = await mutate('setDeviceScope', { id: device.id, scope });
    if (!result.saved) {
      setRefusal(result.refusals[0] ?? { code: 'internal_error' });
      return;
    }
    notifySaved({ message: t`${device.name} sees this once the server knows` });
    onSaved();
  };
  return (
    <DialogForm onSubmit={save}>
      {refusal && (
        <ErrorNotice title={<Trans>Nothing was changed</Trans>}>{t(errorMessages[refusal.code])}</ErrorNotice>
      )}
      <PlacesChoice
        always={device.locationId}
        everywhere={t`Of all places`}
        label={t`Purchases`}
        locations={locations}
        onChange={setPlaces}
        onlySome={t`Only of these places`}
        value={places}
      />
      <Switch
        checked={seesOffice}
        label={t`Costs and personal notes`}
        onChange={(event) => setSeesOffice(event.currentTarget.checked)}
      />
      <p className={styles.remark}>
        <Trans>
          Customers and products are on every device. After a change the device is filled anew; what it has
          not sent yet stays on it.
        </Trans>
      </p>
    </DialogForm>
  );
}
