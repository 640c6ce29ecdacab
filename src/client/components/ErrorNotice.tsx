import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './ErrorNotice.module.css';
import { Icon, type TablerIcon } from './Icon.tsx';

interface ErrorNoticeProps {
  readonly icon?: TablerIcon;
  /** What happened: "Not saved: this tablet is full". */
  readonly title: ReactNode;
  /** What is kept, then what to do next. */
  readonly children: ReactNode;
  /** Buttons, the way out first. */
  readonly actions?: ReactNode;
}

/** What happened, what is kept, what to do next, in this order; read out as soon as it appears. */
export function ErrorNotice({ icon = IconAlertTriangle, title, children, actions }: ErrorNoticeProps) {
  return (
    <div className={styles.notice} role="alert">
      <Icon className={styles.icon} icon={icon} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <div className={styles.text}>{children}</div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
