import { useLingui } from '@lingui/react/macro';
import type { Customer } from '../../../domain/model/customer.ts';
import { customerTypeWords } from '../../app/vocabulary.ts';
import styles from './ProfileHeader.module.css';

/** Type, how to reach the customer, and the number from another system, in one line. */
export function ContactLine({ customer }: { readonly customer: Customer }) {
  const { t } = useLingui();
  const [phone] = customer.phones;
  const [email] = customer.emails;
  return (
    <ul className={styles.contact}>
      <li>{t(customerTypeWords[customer.type])}</li>
      {phone && (
        <li>
          <a href={`tel:${phone.e164 ?? phone.digits}`}>{phone.raw}</a>
        </li>
      )}
      {email !== undefined && (
        <li>
          <a href={`mailto:${email}`}>{email}</a>
        </li>
      )}
      {customer.externalId !== null && <li>{t`No. ${customer.externalId}`}</li>}
    </ul>
  );
}
