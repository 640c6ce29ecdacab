import { Notifications } from '@mantine/notifications';
import styles from './Toast.module.css';

const shownMs = 6000;

/**
 * Where toasts appear: at the bottom start of the content area. The stacked layout is the one that also waits while a
 * toast has the focus or is touched.
 */
export function ToastHost() {
  return (
    <Notifications
      autoClose={shownMs}
      classNames={{ root: styles.host ?? '' }}
      containerWidth={416}
      layout="stacked"
      limit={1}
      position="bottom-left"
      renderNotification={({ message }) => message}
      transitionDuration={180}
      withinPortal={false}
    />
  );
}
