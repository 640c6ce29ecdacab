import type { ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly children: ReactNode;
  /** Rows that reach the edges bring their own padding. */
  readonly flush?: boolean;
  /** An edge in danger colour, for the one thing that needs a person. */
  readonly tone?: 'danger' | undefined;
  readonly className?: string | undefined;
}

/** Surface with a hairline. Resting cards have no shadow. */
export function Card({ children, flush = false, tone, className }: CardProps) {
  return (
    <div className={`${styles.card} ${className ?? ''}`} data-flush={flush || undefined} data-tone={tone}>
      {children}
    </div>
  );
}
