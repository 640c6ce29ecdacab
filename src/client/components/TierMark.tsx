import styles from './TierMark.module.css';

export type Tier = 'vip' | 'regular' | 'low';

const drawings = {
  vip: { letter: 'V', shape: <path d="M8 .8 14.3 4.4v7.2L8 15.2 1.7 11.6V4.4Z" /> },
  regular: { letter: 'R', shape: <circle cx="8" cy="8" r="6.7" /> },
  low: { letter: 'L', shape: <rect height="12.4" rx="2.4" width="12.4" x="1.8" y="1.8" /> },
} as const;

/** The sign of a value tier: a filled hexagon V, a ring R, a square L, in one hue. */
export function TierMark({ tier }: { readonly tier: Tier }) {
  const { letter, shape } = drawings[tier];
  return (
    <svg aria-hidden="true" className={styles.mark} data-tier={tier} viewBox="0 0 16 16">
      <g className={styles.shape}>{shape}</g>
      <text className={styles.letter} x="8" y="11">
        {letter}
      </text>
    </svg>
  );
}
