import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useCustomerList, viewOf } from './customer-list-state.ts';
import { useOrderWords } from './use-order-words.ts';

interface SaveViewDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks for the name under which the shop keeps the filters and the order of the list. */
export function SaveViewDialog({ opened, onClose }: SaveViewDialogProps) {
  return (
    <FormDialog
      action={<Trans>Save view</Trans>}
      onClose={onClose}
      opened={opened}
      title={<Trans>Keep these filters as a view</Trans>}
    >
      <NameForm onSaved={onClose} />
    </FormDialog>
  );
}

function NameForm({ onSaved }: { readonly onSaved: () => void }) {
  const { t } = useLingui();
  const { mutate, newId } = useServices();
  const query = useCustomerList((state) => state.query);
  const order = useOrderWords(query);
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const save = async () => {
    const view = { id: newId(), name: name.trim(), ...viewOf(query) };
    const result = await mutate('saveView', { view });
    if (!result.saved) {
      setRefusal(result.refusals[0] ?? { code: 'internal_error' });
      return;
    }
    notifySaved({ message: t`View ${view.name} saved for the shop` });
    onSaved();
  };
  return (
    <DialogForm onSubmit={save}>
      <TextInput
        autoComplete="off"
        data-autofocus
        description={t`Everybody in the shop finds it in this menu. Order: ${order}`}
        error={refusal && t(errorMessages[refusal.code])}
        label={t`Name of the view`}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
        value={name}
      />
    </DialogForm>
  );
}
