import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import type { CustomerView } from '../../app/services.ts';
import { StateTag } from '../../components/StateTag.tsx';
import { ContactLine } from './ContactLine.tsx';
import { ProfileActions } from './ProfileActions.tsx';
import styles from './ProfileHeader.module.css';
import { ProfileTier } from './ProfileTier.tsx';

interface ProfileHeaderProps {
  readonly view: CustomerView;
  readonly summary: PurchaseSummary;
  readonly isNotContacted: boolean;
  /** Whether the customer objects to profiling. */
  readonly objects: boolean;
}

/** Who it is, what they are worth to the shop and why, how to reach them, and what can be done. */
export function ProfileHeader({ view, summary, isNotContacted, objects }: ProfileHeaderProps) {
  const { customer, waiting } = view;
  const netIn = (currency: string) =>
    summary.byCurrency.find((figures) => figures.currency === currency)?.netMinor ?? 0;
  return (
    <div className={styles.header}>
      <div className={styles.words}>
        <h2 className={styles.name}>{customer.name}</h2>
        <div className={styles.tags}>
          {customer.status !== 'active' && <StateTag state={customer.status} />}
          {isNotContacted && <StateTag state="do_not_contact" />}
          {objects && <StateTag state="no_profiling" />}
          {waiting && <StateTag state="waiting" />}
          <ProfileTier customerId={customer.id} netMinor={netIn} />
        </div>
        <ContactLine customer={customer} />
      </div>
      <ProfileActions view={view} />
    </div>
  );
}
