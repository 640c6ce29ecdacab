import { Trans } from '@lingui/react/macro';
import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormatting } from '../formatting/formatting-context.ts';
import { Card } from './Card.tsx';
import styles from './ProgressPanel.module.css';

interface ProgressPanelProps {
  /** What is going on: "Importing online_retail.csv". */
  readonly title: string;
  /** From 0 to 1; `null` while the end is not known. */
  readonly share: number | null;
  /** Figures in words: "120,400 of 541,909 rows · 12 MB of 45 MB". */
  readonly detail: ReactNode;
  /** Stops it. What is done so far is kept, and `onStop` must be able to go on later. */
  readonly onStop?: (() => void) | undefined;
}

/** Something long that runs while the screen stays usable. */
export function ProgressPanel({ title, share, detail, onStop }: ProgressPanelProps) {
  const { percent } = useFormatting();
  return (
    <Card>
      <div className={styles.head}>
        <p className={styles.title}>{title}</p>
        {share !== null && <p className={styles.share}>{percent(share)}</p>}
      </div>
      <Progress.Root size="sm">
        <Progress.Section aria-label={title} value={share === null ? 100 : share * 100} />
      </Progress.Root>
      <div className={styles.foot}>
        <p className={styles.detail}>{detail}</p>
        {onStop && (
          <Button onClick={onStop}>
            <Trans>Stop</Trans>
          </Button>
        )}
      </div>
    </Card>
  );
}
