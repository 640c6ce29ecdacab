import type { ReactNode } from 'react';
import styles from './SideColumn.module.css';

interface SideColumnProps {
  readonly main: ReactNode;
  readonly side: ReactNode;
  /** Fixed under the side column, such as the total and Pay. */
  readonly sideFooter?: ReactNode;
}

/** Work at the start, what it adds up to at the end (400), as on Sell and Return. On a phone one under the other. */
export function SideColumn({ main, side, sideFooter }: SideColumnProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{main}</div>
      <aside className={styles.side}>
        <div className={styles.sideBody}>{side}</div>
        {sideFooter !== undefined && <div className={styles.footer}>{sideFooter}</div>}
      </aside>
    </div>
  );
}
