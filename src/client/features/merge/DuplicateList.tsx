import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import type { LikelyDuplicate, LikelyDuplicates } from '../../app/services.ts';
import { useReasonWords } from '../../app/twins/use-reason-words.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './PickOther.module.css';

interface DuplicateListProps {
  readonly answer: LikelyDuplicates;
  /** The two that stand side by side. */
  readonly chosen: readonly [string, string] | null;
}

/** The queue of likely duplicates. */
export function DuplicateList({ answer: { total, pairs }, chosen }: DuplicateListProps) {
  const { t } = useLingui();
  return (
    <section aria-label={t`Likely duplicates`} className={styles.pick}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <Trans>Likely duplicates</Trans>
        </h2>
        <p aria-live="polite" className={styles.note}>
          {t`${plural(total, { one: '# pair', other: '# pairs' })}, surest first`}
        </p>
      </div>
      <ul className={styles.rows}>
        {pairs.map((pair) => {
          const [first, second] = [pair.first.customerId, pair.second.customerId];
          return (
            <li key={`${first} ${second}`}>
              <PairRow chosen={chosen?.[0] === first && chosen[1] === second} pair={pair} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function PairRow({ pair, chosen }: { readonly pair: LikelyDuplicate; readonly chosen: boolean }) {
  const { first, second, likeness } = pair;
  const { percent } = useFormatting();
  const reasonWords = useReasonWords();
  const why = likeness.reasons.filter(({ weight }) => weight > 0).map(reasonWords);
  return (
    <Link
      aria-current={chosen ? 'true' : undefined}
      className={styles.row}
      replace={chosen}
      to={{ search: new URLSearchParams({ first: first.customerId, second: second.customerId }).toString() }}
    >
      <span className={styles.pair}>
        <span className={styles.name}>{first.name}</span>
        <span className={styles.score}>
          {percent(likeness.score)}
          <VisuallyHidden>
            <Trans>sure</Trans>
          </VisuallyHidden>
        </span>
      </span>
      <span className={styles.second}>{second.name}</span>
      <span className={styles.facts}>{why.join(', ')}</span>
    </Link>
  );
}
