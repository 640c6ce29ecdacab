import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ContentModal } from './ContentModal.tsx';

interface ConfirmDialogProps {
  readonly opened: boolean;
  /** "Discard this change?" */
  readonly question: ReactNode;
  /** What follows: "The credit limit stays at £250.00." */
  readonly consequence: ReactNode;
  /** Verb of the button that does it: "Discard". */
  readonly confirmLabel: ReactNode;
  /** Verb of the button that leaves everything as it is: "Keep it". */
  readonly keepLabel: ReactNode;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
  readonly danger?: boolean;
  /** False while something asked for in `children`, such as a reason, is missing. */
  readonly canConfirm?: boolean;
  /** A field the answer needs, such as a reason. */
  readonly children?: ReactNode;
}

/** Only where undo cannot help. Everything else is done at once and offers Undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, question, consequence, onKeep, onConfirm, danger = false, canConfirm = true } = props;
  return (
    <ContentModal
      actions={
        <>
          <Button onClick={onKeep}>{props.keepLabel}</Button>
          <Button
            color={danger ? 'danger' : 'accent'}
            disabled={!canConfirm}
            onClick={onConfirm}
            variant="filled"
          >
            {props.confirmLabel}
          </Button>
        </>
      }
      onClose={onKeep}
      opened={opened}
      title={question}
    >
      {consequence}
      {props.children}
    </ContentModal>
  );
}
