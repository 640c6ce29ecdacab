import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import styles from './DecisionDialog.module.css';

interface DecisionDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** What follows from it. */
  readonly children: ReactNode;
  readonly label: ReactNode;
  /** The button that decides. */
  readonly action: ReactNode;
  readonly isReasonNeeded: boolean;
  /** Saves the decision; answers why it could not. */
  readonly onDecide: (reason: string) => Promise<Refusal | null>;
}

/** Asks for the reason of a decision. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { opened, onClose, title, action } = props;
  const formId = useId();
  return (
    <ContentModal
      actions={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button form={formId} type="submit" variant="filled">
            {action}
          </Button>
        </>
      }
      onClose={onClose}
      opened={opened}
      title={title}
    >
      {opened && <DecisionForm {...props} formId={formId} />}
    </ContentModal>
  );
}

function DecisionForm({
  children,
  label,
  isReasonNeeded,
  onDecide,
  onClose,
  formId,
}: DecisionDialogProps & { readonly formId: string }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const decide = async () => {
    setBusy(true);
    try {
      const refused = await onDecide(reason.trim());
      setRefusal(refused);
      if (!refused) onClose();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.form}
      id={formId}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) void decide();
      }}
    >
      <p>{children}</p>
      <Textarea
        autosize
        data-autofocus
        error={refusal && t(errorMessages[refusal.code])}
        label={label}
        maxLength={500}
        minRows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
        required={isReasonNeeded}
        value={reason}
      />
    </form>
  );
}
