import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { createContext, type FormEvent, type ReactNode, use, useId } from 'react';
import { ContentModal } from './ContentModal.tsx';
import styles from './FormDialog.module.css';
import { useOnce } from './use-once.ts';

const FormId = createContext('');

interface FormDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** The words of the button that submits. */
  readonly action: ReactNode;
  /** The button beside it, in place of "Cancel"; null for none. */
  readonly otherAction?: ReactNode;
  /** Holds a `DialogForm`; made anew each time the dialog opens, so it begins with fresh state. */
  readonly children: ReactNode;
}

/** A dialog around one short form. */
export function FormDialog({ opened, onClose, title, action, otherAction, children }: FormDialogProps) {
  const formId = useId();
  const cancel = (
    <Button onClick={onClose}>
      <Trans>Cancel</Trans>
    </Button>
  );
  return (
    <ContentModal
      actions={
        <>
          {otherAction === undefined ? cancel : otherAction}
          <Button form={formId} type="submit" variant="filled">
            {action}
          </Button>
        </>
      }
      onClose={onClose}
      opened={opened}
      title={title}
    >
      {opened && <FormId value={formId}>{children}</FormId>}
    </ContentModal>
  );
}

interface DialogFormProps {
  /** Checks and saves. While its promise is pending a second submit does nothing: a double tap makes one thing. */
  readonly onSubmit: () => void | Promise<void>;
  readonly children: ReactNode;
}

/** The form inside a `FormDialog`. */
export function DialogForm({ onSubmit, children }: DialogFormProps) {
  const once = useOnce();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog is a child of its screen in the tree of components: its form must not submit the screen's form too.
    event.stopPropagation();
    void once(async () => onSubmit());
  };
  return (
    <form className={styles.form} id={use(FormId)} noValidate onSubmit={submit}>
      {children}
    </form>
  );
}
