import type { ReactNode } from 'react';
import styles from './Page.module.css';

/** The plain body of a screen: one column of cards and sections on body ground, 12 apart. */
export function Page({ children }: { readonly children: ReactNode }) {
  return <div className={styles.page}>{children}</div>;
}
