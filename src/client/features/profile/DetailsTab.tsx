import { Trans } from '@lingui/react/macro';
import { Link } from 'react-router';
import type { CustomerRecord } from '../../../domain/history/customer-record.ts';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { paths } from '../../app/paths.ts';
import type { CustomerView } from '../../app/services.ts';
import { CurrencyTable } from './CurrencyTable.tsx';
import { CustomerFieldList } from './CustomerFieldList.tsx';
import styles from './DetailsTab.module.css';
import { HistoryFacts } from './HistoryFacts.tsx';
import { AddressList } from './record/AddressList.tsx';
import { ConsentList } from './record/ConsentList.tsx';
import { PaymentMethodList } from './record/PaymentMethodList.tsx';
import { PreferenceList } from './record/PreferenceList.tsx';

interface DetailsTabProps {
  readonly view: CustomerView;
  readonly summary: PurchaseSummary;
  /** Undefined while it is read. */
  readonly record: CustomerRecord | undefined;
}

/** The whole record and every figure behind the four facts. */
export function DetailsTab({ view, summary, record }: DetailsTabProps) {
  return (
    <div className={styles.tab}>
      <section>
        <div className={styles.head}>
          <h3 className={styles.heading}>
            <Trans>Customer</Trans>
          </h3>
          <Link className={styles.link} to={paths.customerHistory.to(view.customer.id)}>
            <Trans>History of changes</Trans>
          </Link>
        </div>
        <CustomerFieldList customer={view.customer} />
      </section>
      {record && (
        <>
          <AddressList addresses={record.addresses} customerId={view.customer.id} />
          <ConsentList consents={record.consents} customerId={view.customer.id} />
          <PreferenceList customerId={view.customer.id} record={record} />
          <PaymentMethodList methods={record.paymentMethods} />
        </>
      )}
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
