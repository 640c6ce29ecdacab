import { Trans } from '@lingui/react/macro';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import type { CustomerView } from '../../app/services.ts';
import { CurrencyTable } from './CurrencyTable.tsx';
import { CustomerFieldList } from './CustomerFieldList.tsx';
import styles from './DetailsTab.module.css';
import { HistoryFacts } from './HistoryFacts.tsx';

interface DetailsTabProps {
  readonly view: CustomerView;
  readonly summary: PurchaseSummary;
}

/** The whole record and every figure behind the four facts. */
export function DetailsTab({ view, summary }: DetailsTabProps) {
  return (
    <div className={styles.tab}>
      <section>
        <h3 className={styles.heading}>
          <Trans>Customer</Trans>
        </h3>
        <CustomerFieldList customer={view.customer} />
      </section>
      <section>
        <h3 className={styles.heading}>
          <Trans>Purchases in figures</Trans>
        </h3>
        <HistoryFacts summary={summary} />
      </section>
      <section>
        <h3 className={styles.heading}>
          <Trans>By currency</Trans>
        </h3>
        <CurrencyTable summary={summary} />
      </section>
    </div>
  );
}
