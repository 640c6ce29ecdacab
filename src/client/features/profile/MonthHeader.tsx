import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { TimelineMonth } from '../../../domain/history/timeline.ts';
import { saleTypes } from '../../../domain/model/sale.ts';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './MonthHeader.module.css';

interface MonthHeaderProps {
  readonly month: TimelineMonth;
  /** False while part of the month is not read: then it has no figures. */
  readonly complete: boolean;
}

/** A month of a timeline with its documents counted and its net value per currency. */
export function MonthHeader({ month, complete }: MonthHeaderProps) {
  const { day } = useFormatting();
  const counts = useCountWords(month.counts);
  return (
    <div className={styles.header}>
      <h3 className={styles.month}>{day(`${month.month}-01`, 'month')}</h3>
      {complete && (
        <span className={styles.figures}>
          <span className={styles.counts}>{counts}</span>
          {month.netByCurrency.map(({ currency, netMinor }, index) => (
            <span key={currency}>
              <span className={index === 0 ? styles.counts : undefined}> · </span>
              <Money amountMinor={netMinor} className={styles.net} currency={currency} weight="inherit" />
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

/** "3 sales, 1 return", without what there is none of. */
function useCountWords(counts: TimelineMonth['counts']): string {
  const { t } = useLingui();
  const words = {
    sale: t`${plural(counts.sale, { one: '# sale', other: '# sales' })}`,
    return: t`${plural(counts.return, { one: '# return', other: '# returns' })}`,
    exchange: t`${plural(counts.exchange, { one: '# exchange', other: '# exchanges' })}`,
    layaway_completion: t`${plural(counts.layaway_completion, { one: '# layaway', other: '# layaways' })}`,
    account_payment: t`${plural(counts.account_payment, { one: '# payment', other: '# payments' })}`,
  };
  return saleTypes.flatMap((kind) => (counts[kind] > 0 ? [words[kind]] : [])).join(', ');
}
