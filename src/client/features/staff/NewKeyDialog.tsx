import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { keyScopes } from '../../../domain/authority/permissions.ts';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import styles from './DeviceScopeDialog.module.css';
import { keyScopeWords } from './key-words.ts';

interface NewKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Told what the other program has to send. */
  readonly onMade: (token: string) => void;
}

/** What a key is for and what it may do. */
export function NewKeyDialog({ opened, onClose, onMade }: NewKeyDialogProps) {
  return (
    <FormDialog
      action={<Trans>Make the key</Trans>}
      onClose={onClose}
      opened={opened}
      title={<Trans>A key for another program</Trans>}
    >
      <KeyForm onMade={onMade} />
    </FormDialog>
  );
}

const longestLabel = 100;

function KeyForm({ onMade }: Pick<NewKeyDialogProps, 'onMade'>) {
  const { t } = useLingui();
  const { keys } = useServices();
  const [label, setLabel] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const make = async () => {
    setTried(true);
    const scopes = keyScopes.filter((scope) => chosen.includes(scope));
    if (label.trim() === '' || scopes.length === 0) return;
    try {
      const answer = await keys.make(label.trim(), scopes);
      if (answer.ok) onMade(answer.token);
      else setRefusal(answer.refusal);
    } catch {
      setRefusal({ code: 'internal_error' });
    }
  };
  return (
    <DialogForm onSubmit={make}>
      {refusal && (
        <ErrorNotice title={<Trans>No key was made</Trans>}>{t(errorMessages[refusal.code])}</ErrorNotice>
      )}
      <TextInput
        autoComplete="off"
        data-autofocus
        description={t`For example Web shop or Bookkeeping.`}
        error={isTried && label.trim() === '' && t(errorMessages.value_missing)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t`Which program`}
        maxLength={longestLabel}
        onChange={(event) => setLabel(event.currentTarget.value)}
        required
        value={label}
      />
      <Checkbox.Group
        error={isTried && chosen.length === 0 && <Trans>Choose at least one.</Trans>}
        label={t`What it may do`}
        onChange={(scopes) => setChosen([...scopes])}
        required
        value={[...chosen]}
      >
        <div className={styles.choices}>
          {keyScopes.map((scope) => (
            <Checkbox key={scope} label={t(keyScopeWords[scope])} value={scope} />
          ))}
        </div>
      </Checkbox.Group>
    </DialogForm>
  );
}
