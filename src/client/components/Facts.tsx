import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** A row of facts divided by hairlines; two by two where there is little room. */
export function FactsRow({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.measure}>
      <dl className={styles.row}>{children}</dl>
    </div>
  );
}

interface FactProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** One line that says what the value means or where it comes from. */
  readonly meaning?: ReactNode;
  /** 22 beside other facts, 28 where the fact is the point of the screen. */
  readonly size?: 'fact' | 'total';
}

export function Fact({ label, value, meaning, size = 'fact' }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value} data-size={size}>
        {value}
      </dd>
      {meaning !== undefined && <dd className={styles.meaning}>{meaning}</dd>}
    </div>
  );
}
