import type { ReactNode } from 'react';
import styles from './TopBar.module.css';

interface TopBarProps {
  readonly titleRef: (element: HTMLElement | null) => void;
  readonly endRef: (element: HTMLElement | null) => void;
  readonly searchRef: (element: HTMLElement | null) => void;
  readonly search: ReactNode;
  readonly syncChip: ReactNode;
  readonly avatar: ReactNode;
}

/** Title, one search, the sync chip and who is at the till. It is never covered and never scrolls away. */
export function TopBar({ titleRef, searchRef, endRef, search, syncChip, avatar }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <div className={styles.title} ref={titleRef} />
      <div className={styles.search}>
        <div className={styles.pageSearch} ref={searchRef} />
        <div className={styles.searchEverything}>{search}</div>
      </div>
      <div className={styles.sync}>{syncChip}</div>
      <div className={styles.end}>
        <div className={styles.pageEnd} ref={endRef} />
        <div className={styles.avatar}>{avatar}</div>
      </div>
    </header>
  );
}
