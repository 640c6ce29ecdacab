import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Customer } from '../../../domain/model/customer.ts';
import { useShop } from '../../app/services.ts';
import { customerStatusWords, customerTypeWords } from '../../app/vocabulary.ts';
import { Tag } from '../../components/Tag.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './DetailsTab.module.css';

/** Every field of the record that is known; what is not known takes no room. */
export function CustomerFieldList({ customer }: { readonly customer: Customer }) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { money, day, dayOf } = useFormatting();
  const parts = [customer.firstName, customer.lastName].filter((part) => part !== null).join(' ');
  return (
    <dl className={styles.fields}>
      <Field label={<Trans>Name</Trans>}>{customer.name}</Field>
      {parts !== '' && parts !== customer.name && (
        <Field label={<Trans>First and last name</Trans>}>{parts}</Field>
      )}
      {customer.phones.length > 0 && (
        <Field label={<Trans>Phone</Trans>}>{customer.phones.map((phone) => phone.raw).join('\n')}</Field>
      )}
      {customer.emails.length > 0 && (
        <Field label={<Trans>E-mail</Trans>}>{customer.emails.join('\n')}</Field>
      )}
      <Field label={<Trans>Type</Trans>}>{t(customerTypeWords[customer.type])}</Field>
      <Field label={<Trans>Status</Trans>}>{t(customerStatusWords[customer.status])}</Field>
      {customer.tags.length > 0 && (
        <Field label={<Trans>Tags</Trans>}>
          <span className={styles.tags}>
            {customer.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </span>
        </Field>
      )}
      {customer.externalId !== null && (
        <Field label={<Trans>Customer number</Trans>}>{customer.externalId}</Field>
      )}
      {customer.creditLimitMinor !== null && (
        <Field label={<Trans>Credit limit</Trans>}>{money(customer.creditLimitMinor, currency)}</Field>
      )}
      {customer.internalNotes !== null && (
        <Field label={<Trans>Internal notes</Trans>}>{customer.internalNotes}</Field>
      )}
      <Field label={<Trans>Added</Trans>}>{day(dayOf(customer.createdAt), 'full')}</Field>
    </dl>
  );
}

function Field({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
