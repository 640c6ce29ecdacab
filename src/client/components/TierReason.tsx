import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { TierBadge } from './TierBadge.tsx';
import type { Tier } from './TierMark.tsx';
import styles from './TierReason.module.css';

interface TierReasonProps {
  readonly tier: Tier;
  readonly detail?: string | undefined;
  /** Rank in words: "VIP, 29th of 4,339 customers". */
  readonly title: string;
  /** Value, border, scope and date in one or two sentences. */
  readonly children: ReactNode;
}

/** The badge that answers "why?" when it is tapped. */
export function TierReason({ tier, detail, title, children }: TierReasonProps) {
  return (
    <Popover position="bottom-start" width={344}>
      <Popover.Target>
        <UnstyledButton className={`${styles.target} rg-hit`}>
          <TierBadge detail={detail} tier={tier} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.panel}>
        <p className={styles.title}>{title}</p>
        <p className={styles.reason}>{children}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
