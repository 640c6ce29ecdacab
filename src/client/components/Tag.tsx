import type { ReactNode } from 'react';
import { Icon, type TablerIcon } from './Icon.tsx';
import styles from './Tag.module.css';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'outline';

interface TagProps {
  readonly tone?: Tone;
  readonly icon?: TablerIcon | undefined;
  readonly children: ReactNode;
}

/** A word about a state. Its colour only repeats what the word says. */
export function Tag({ tone = 'neutral', icon, children }: TagProps) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {icon && <Icon icon={icon} size={16} />}
      {children}
    </span>
  );
}
