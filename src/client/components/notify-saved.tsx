import { Trans } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Toast.module.css';

interface SavedToast {
  /** What is saved and where: "Saved on this tablet, £44.60". */
  readonly message: ReactNode;
  /** Takes the action back; offered for everything that can be undone. */
  readonly onUndo?: (() => void) | undefined;
}

/** Says that something was saved here. One at a time: a newer toast takes the place of the last. */
export function notifySaved({ message, onUndo }: SavedToast): void {
  notifications.clean();
  let undone = false;
  const undo =
    onUndo &&
    (() => {
      // The toast can be touched again while it leaves.
      if (undone) return;
      undone = true;
      notifications.hide(id);
      onUndo();
    });
  const id = notifications.show({ message: <Toast message={message} onUndo={undo} /> });
}

function Toast({ message, onUndo }: SavedToast) {
  return (
    <div className={styles.toast}>
      {onUndo === undefined && <Icon icon={IconCheck} />}
      <span className={styles.message}>{message}</span>
      {onUndo && (
        <UnstyledButton className={`${styles.undo} rg-hit`} onClick={onUndo}>
          <Trans>Undo</Trans>
        </UnstyledButton>
      )}
    </div>
  );
}
