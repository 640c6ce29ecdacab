import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';
import { Icon, type TablerIcon } from './Icon.tsx';

interface EmptyStateProps {
  readonly icon?: TablerIcon | undefined;
  /** What belongs here: "No purchases yet". */
  readonly title: ReactNode;
  /** Why it is empty and when that changes. */
  readonly children?: ReactNode;
  /** The one thing to do about it. */
  readonly action?: ReactNode;
}

/** In place of a list that has nothing in it yet. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon && <Icon className={styles.icon} icon={icon} size={24} />}
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
