import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { pinDigits } from '../../../domain/authority/pin.ts';
import type { Refusal } from '../../../domain/errors.ts';
import type { Staff } from '../../../domain/model/shop.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices, useShop } from '../../app/services.ts';
import { useStaffWithPin } from '../../app/shared-queries.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import styles from './StaffRoute.module.css';

interface PinDialogProps {
  readonly person: Staff | null;
  readonly onClose: () => void;
}

/** A person types a PIN for this device, twice. */
export function PinDialog({ person, onClose }: PinDialogProps) {
  const { t } = useLingui();
  const { people } = useServices();
  const { data: withPin = [] } = useStaffWithPin();
  const hasPin = person !== null && withPin.includes(person.id);
  const remove = async () => {
    if (person === null) return;
    await people.removePin(person.id);
    notifySaved({ message: t`${person.name} has no PIN on this device any more` });
    onClose();
  };
  return (
    <FormDialog
      action={<Trans>Save PIN</Trans>}
      onClose={onClose}
      opened={person !== null}
      otherAction={
        hasPin ? (
          <Button onClick={() => void remove()}>
            <Trans>Take the PIN away</Trans>
          </Button>
        ) : undefined
      }
      title={<Trans>PIN of {person?.name ?? ''}</Trans>}
    >
      {person !== null && <PinForm onSaved={onClose} person={person} />}
    </FormDialog>
  );
}

interface PinFormProps {
  readonly person: Staff;
  readonly onSaved: () => void;
}

function PinForm({ person, onSaved }: PinFormProps) {
  const { t } = useLingui();
  const { people } = useServices();
  const { nature } = useShop();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [differs, setDiffers] = useState(false);
  const save = async () => {
    setRefusal(null);
    setDiffers(pin !== again);
    if (pin !== again) return;
    const refused = await people.setPin(person.id, pin);
    setRefusal(refused);
    if (refused !== null) return;
    notifySaved({ message: t`PIN of ${person.name} saved on this tablet` });
    onSaved();
  };
  return (
    <DialogForm onSubmit={save}>
      <PasswordInput
        autoComplete="off"
        autoFocus
        error={refusal && t(errorMessages[refusal.code])}
        inputMode="numeric"
        label={t`${pinDigits} digits`}
        maxLength={pinDigits}
        onChange={(event) => setPin(event.currentTarget.value)}
        value={pin}
      />
      <PasswordInput
        autoComplete="off"
        error={differs && t`The two are not the same.`}
        inputMode="numeric"
        label={t`Once more`}
        maxLength={pinDigits}
        onChange={(event) => setAgain(event.currentTarget.value)}
        value={again}
      />
      <p className={styles.facts}>
        {nature === 'connected' ? (
          <Trans>It holds on this device only and is never sent anywhere.</Trans>
        ) : (
          <Trans>This shop has no server: if every PIN is forgotten, nobody can open it any more.</Trans>
        )}
      </p>
    </DialogForm>
  );
}
