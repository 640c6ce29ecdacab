import { Trans } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import styles from './SkeletonRows.module.css';

const rowKeys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

interface SkeletonRowsProps {
  /** At most eight: a loading list need not be longer than the screen. */
  readonly rows?: number;
  /** With the round mark of a timeline in front. */
  readonly mark?: boolean;
}

/** Stands in for rows that are being read. Nothing shows for 150 ms, so that a quick answer never flickers. */
export function SkeletonRows({ rows = 6, mark = false }: SkeletonRowsProps) {
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>
        <Trans>Loading</Trans>
      </VisuallyHidden>
      {rowKeys.slice(0, rows).map((key) => (
        <div aria-hidden="true" className={styles.row} key={key}>
          {mark && <span className={styles.mark} />}
          <span className={styles.lines}>
            <span className={styles.long} />
            <span className={styles.short} />
          </span>
          <span className={styles.amount} />
        </div>
      ))}
    </div>
  );
}
