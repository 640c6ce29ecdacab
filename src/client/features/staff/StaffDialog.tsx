import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { type Role, roles, type Staff } from '../../../domain/model/shop.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices, useShop } from '../../app/services.ts';
import { roleWords } from '../../app/vocabulary.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { PlacesChoice } from './PlacesChoice.tsx';

interface StaffDialogProps {
  readonly edited: Staff | 'new' | null;
  readonly onClose: () => void;
}

/** Name, role and places of a person. */
export function StaffDialog({ edited, onClose }: StaffDialogProps) {
  return (
    <FormDialog
      action={<Trans>Save person</Trans>}
      onClose={onClose}
      opened={edited !== null}
      title={edited === 'new' ? <Trans>Add a person</Trans> : <Trans>Edit person</Trans>}
    >
      <StaffForm onSaved={onClose} person={edited === 'new' ? null : edited} />
    </FormDialog>
  );
}

interface StaffFormProps {
  readonly person: Staff | null;
  readonly onSaved: () => void;
}

function StaffForm({ person, onSaved }: StaffFormProps) {
  const { t } = useLingui();
  const { mutate, newId } = useServices();
  const { locations } = useShop();
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'cashier');
  const [places, setPlaces] = useState<readonly string[] | null>(person?.locationIds ?? null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const save = async () => {
    const fields = { name: name.trim(), role, locationIds: places && [...places] };
    const result = await mutate('saveStaff', { id: person?.id ?? newId(), fields });
    if (!result.saved) {
      setRefusals(result.refusals);
      return;
    }
    notifySaved({ message: t`${fields.name} saved on this tablet` });
    onSaved();
  };
  const nameRefusal = refusals.find(({ path }) => path?.includes('name'));
  const placesRefusal = refusals.find(({ path }) => path?.includes('locationIds'));
  const otherRefusal = refusals.find((refusal) => refusal !== nameRefusal && refusal !== placesRefusal);
  return (
    <DialogForm onSubmit={save}>
      <TextInput
        autoFocus
        error={nameRefusal && t(errorMessages[nameRefusal.code])}
        label={t`Name`}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        value={name}
      />
      <NativeSelect
        data={roles
          .filter((one) => one !== 'owner' || person?.role === 'owner')
          .map((one) => ({ value: one, label: t(roleWords[one]) }))}
        disabled={person?.role === 'owner'}
        error={otherRefusal && t(errorMessages[otherRefusal.code])}
        label={t`Role`}
        onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? 'cashier')}
        value={role}
      />
      {role !== 'owner' && (places !== null || locations.length > 1) && (
        <PlacesChoice
          error={placesRefusal && t(errorMessages[placesRefusal.code])}
          everywhere={t`At all places`}
          label={t`Works`}
          locations={locations}
          onChange={setPlaces}
          onlySome={t`Only at these places`}
          value={places}
        />
      )}
    </DialogForm>
  );
}
