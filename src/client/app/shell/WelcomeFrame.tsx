import type { ReactNode } from 'react';
import { LogoMark } from './LogoMark.tsx';
import styles from './WelcomeFrame.module.css';

interface WelcomeFrameProps {
  /** At the end of the bar. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** Around screens that come before there is a shop: the name in a bar, no navigation. */
export function WelcomeFrame({ end, children }: WelcomeFrameProps) {
  return (
    <div className={styles.frame}>
      <header className={styles.bar}>
        <LogoMark />
        <span className={styles.name}>Regulars</span>
        {end}
      </header>
      <main className={styles.content}>{children}</main>
    </div>
  );
}
