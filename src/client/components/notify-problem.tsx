import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Toast.module.css';

/** Says that something was not done, where no form is open to say it in: what it was, and what is left. */
export function notifyProblem(message: ReactNode): void {
  notifications.clean();
  notifications.show({
    message: (
      <div className={styles.toast}>
        <Icon icon={IconAlertTriangle} />
        <span className={styles.message}>{message}</span>
      </div>
    ),
  });
}
