import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Milestone } from '../../../domain/metrics/metrics.ts';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { useFigureWords } from '../../app/seen-places.ts';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './Compare.module.css';
import { currenciesOf, netIn, sharedDays } from './merge-preview.ts';

interface FigureRowsProps {
  readonly keep: PurchaseSummary;
  readonly join: PurchaseSummary;
  readonly joined: PurchaseSummary;
}

/** The figures of both and of the joined customer, on the columns of the fields. */
export function FigureRows({ keep, join, joined }: FigureRowsProps) {
  const { t } = useLingui();
  const { count, day } = useFormatting();
  const figures = useFigureWords();
  const shared = sharedDays(keep, join, joined);
  const dayOf = (milestone: Milestone | null) => (milestone ? day(milestone.businessDate, 'full') : '—');
  const row = (label: string, figureOf: (summary: PurchaseSummary) => ReactNode, note?: ReactNode) => (
    <Figure join={figureOf(join)} joined={figureOf(joined)} keep={figureOf(keep)} label={label} note={note} />
  );
  return (
    <div className={styles.section}>
      <h3 className={styles.sectionTitle}>
        <Trans>Figures together</Trans>
        {figures !== null && <span className={styles.small}> · {figures}</span>}
      </h3>
      <span className={styles.sectionResult} />
      {currenciesOf(joined).map((currency) => (
        <Figure
          join={<Money amountMinor={netIn(join, currency)} currency={currency} weight="inherit" />}
          joined={<Money amountMinor={netIn(joined, currency)} currency={currency} weight="inherit" />}
          keep={<Money amountMinor={netIn(keep, currency)} currency={currency} weight="inherit" />}
          key={currency}
          label={t`Net, ${currency}`}
        />
      ))}
      {row(t`Orders`, ({ orders }) => count(orders))}
      {row(t`Returns`, ({ returns }) => count(returns))}
      {row(
        t`Visits`,
        ({ visits }) => count(visits),
        shared > 0 && t`${plural(shared, { one: '# day shared', other: '# days shared' })}`,
      )}
      {row(t`First purchase`, ({ first }) => dayOf(first))}
      {row(t`Last purchase`, ({ last }) => dayOf(last))}
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly keep: ReactNode;
  readonly join: ReactNode;
  readonly joined: ReactNode;
  readonly note?: ReactNode;
}

function Figure({ label, keep, join, joined, note }: FigureProps) {
  const { t } = useLingui();
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      <span className={styles.figure}>{keep}</span>
      <span className={styles.figure}>{join}</span>
      <span className={`${styles.result} ${styles.figureResult}`} data-label={t`After the merge`}>
        <span>
          {note && <span className={styles.small}>{note} </span>}
          {joined}
        </span>
      </span>
    </div>
  );
}
