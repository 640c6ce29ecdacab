import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import styles from './TierBadge.module.css';
import { type Tier, TierMark } from './TierMark.tsx';

interface TierBadgeProps {
  readonly tier: Tier;
  /** The mark alone, for lists; the word is still read out. */
  readonly compact?: boolean;
  /** What stands after the word, already written: "top 1%". */
  readonly detail?: string | undefined;
}

/** The value tier of a customer. Never shown on a screen that customers see, nor for those who object to profiling. */
export function TierBadge({ tier, compact = false, detail }: TierBadgeProps) {
  const { t } = useLingui();
  const word = { vip: t`VIP`, regular: t`Regular`, low: t`Low` }[tier];
  if (compact) {
    return (
      <span className={styles.compact}>
        <TierMark tier={tier} />
        <VisuallyHidden>{word}</VisuallyHidden>
      </span>
    );
  }
  return (
    <span className={styles.badge} data-tier={tier}>
      <TierMark tier={tier} />
      {detail === undefined ? word : `${word} · ${detail}`}
    </span>
  );
}
