import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';

interface JoinAgainDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onJoined: () => void;
}

/** A code for a device that its server does not know: it joins again and keeps what it has. */
export function JoinAgainDialog({ opened, onClose, onJoined }: JoinAgainDialogProps) {
  return (
    <FormDialog
      action={<Trans>Join again</Trans>}
      onClose={onClose}
      opened={opened}
      title={<Trans>Join again with a code</Trans>}
    >
      <CodeForm onJoined={onJoined} />
    </FormDialog>
  );
}

function CodeForm({ onJoined }: Pick<JoinAgainDialogProps, 'onJoined'>) {
  const { t } = useLingui();
  const { people } = useServices();
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const submit = async () => {
    if (code.trim() === '') return setRefusal({ code: 'value_missing' });
    try {
      const refused = await people.joinAgain(code.trim());
      setRefusal(refused);
      if (refused === null) onJoined();
    } catch {
      setRefusal({ code: 'internal_error' });
    }
  };
  return (
    <DialogForm onSubmit={submit}>
      <p>
        <Trans>
          A manager makes a code on another device: Staff, then Add a device. This device stays what it is,
          keeps all that was saved on it, and sends it.
        </Trans>
      </p>
      <TextInput
        autoCapitalize="characters"
        autoComplete="one-time-code"
        data-autofocus
        error={refusal && t(errorMessages[refusal.code])}
        label={t`Code`}
        maxLength={100}
        onChange={(event) => setCode(event.currentTarget.value)}
        required
        spellCheck={false}
        value={code}
      />
    </DialogForm>
  );
}
