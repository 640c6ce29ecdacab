import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './FoundRow.module.css';
import { Icon, type TablerIcon } from './Icon.tsx';

interface FoundRowProps {
  readonly name: ReactNode;
  /** What tells it from others of that name; what is missing or empty is left out. */
  readonly details?: readonly (string | null | undefined)[];
  readonly icon?: TablerIcon;
  /** Stands at the end of the row. */
  readonly children?: ReactNode;
  readonly onChoose: () => void;
}

/** One of the things that a search has found, to be chosen. */
export function FoundRow({ name, details = [], icon, children, onChoose }: FoundRowProps) {
  const detail = details.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
  return (
    <UnstyledButton className={styles.row} onClick={onChoose}>
      {icon && <Icon icon={icon} />}
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {detail !== '' && <span className={styles.detail}>{detail}</span>}
      </span>
      {children}
    </UnstyledButton>
  );
}
