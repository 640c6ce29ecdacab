import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { Icon, type TablerIcon } from './Icon.tsx';

interface BannerProps {
  readonly tone?: 'neutral' | 'warning' | 'danger';
  readonly icon: TablerIcon;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** For a state that lasts. What has just happened is a toast. */
export function Banner({ tone = 'neutral', icon, children, action }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role="status">
      <Icon icon={icon} />
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  );
}
