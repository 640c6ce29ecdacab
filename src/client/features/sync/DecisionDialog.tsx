import { useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';

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
  return (
    <FormDialog action={action} onClose={onClose} opened={opened} title={title}>
      <DecisionForm {...props} />
    </FormDialog>
  );
}

function DecisionForm({ children, label, isReasonNeeded, onDecide, onClose }: DecisionDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const decide = async () => {
    const refused = await onDecide(reason.trim());
    setRefusal(refused);
    if (!refused) onClose();
  };
  return (
    <DialogForm onSubmit={decide}>
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
    </DialogForm>
  );
}
