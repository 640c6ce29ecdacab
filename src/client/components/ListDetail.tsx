import type { ReactNode } from 'react';
import styles from './ListDetail.module.css';

interface ListDetailProps {
  /** Brings its own scrolling. */
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** Whether a detail is chosen: on a phone it takes the place of the list. */
  readonly detailOpen: boolean;
}

/** List 360 beside its detail; on a phone the one or the other. The list stays alive, so its scroll position does too. */
export function ListDetail({ list, detail, detailOpen }: ListDetailProps) {
  return (
    <div className={styles.columns} data-detail-open={detailOpen || undefined}>
      <div className={styles.list}>{list}</div>
      <div className={styles.detail}>{detail}</div>
    </div>
  );
}
