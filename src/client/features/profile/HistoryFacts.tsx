import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Milestone } from '../../../domain/metrics/metrics.ts';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './DetailsTab.module.css';

/** Counts and dates over all currencies. */
export function HistoryFacts({ summary }: { readonly summary: PurchaseSummary }) {
  const { t } = useLingui();
  const { count, quantity, day } = useFormatting();
  const { first, last, averageGap, daysSinceLast } = summary;
  const dayOf = (milestone: Milestone | null) => (milestone ? day(milestone.businessDate, 'weekday') : '—');
  const gap = averageGap && Math.round((averageGap.days / averageGap.gaps) * 10) / 10;
  return (
    <dl className={styles.fields}>
      <dt>
        <Trans>First purchase</Trans>
      </dt>
      <dd>{dayOf(first)}</dd>
      <dt>
        <Trans>Last purchase</Trans>
      </dt>
      <dd>{dayOf(last)}</dd>
      <dt>
        <Trans>Days since the last</Trans>
      </dt>
      <dd>{daysSinceLast === null ? '—' : count(daysSinceLast)}</dd>
      <dt>
        <Trans>Average gap</Trans>
      </dt>
      <dd>{gap === null ? '—' : t`${plural(gap, { one: '# day', other: '# days' })}`}</dd>
      <dt>
        <Trans>Orders</Trans>
      </dt>
      <dd>{count(summary.orders)}</dd>
      <dt>
        <Trans>Visits</Trans>
      </dt>
      <dd>{count(summary.visits)}</dd>
      <dt>
        <Trans>Returns</Trans>
      </dt>
      <dd>{count(summary.returns)}</dd>
      {summary.exchanges > 0 && (
        <>
          <dt>
            <Trans>Exchanges</Trans>
          </dt>
          <dd>{count(summary.exchanges)}</dd>
        </>
      )}
      <dt>
        <Trans>Units bought</Trans>
      </dt>
      <dd>{quantity(summary.unitsSoldMilli)}</dd>
      <dt>
        <Trans>Units returned</Trans>
      </dt>
      <dd>{quantity(summary.unitsReturnedMilli)}</dd>
    </dl>
  );
}
