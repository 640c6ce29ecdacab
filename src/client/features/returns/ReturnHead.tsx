import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Sale } from '../../../domain/model/sale.ts';
import { useShop } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReturnHead.module.css';

interface ReturnHeadProps {
  readonly sale: Sale;
  readonly action: ReactNode;
}

/** Which receipt it is: number, when, where, whose, how much. */
export function ReturnHead({ sale, action }: ReturnHeadProps) {
  const { locations } = useShop();
  const { day, money } = useFormatting();
  const { data: customer } = useCustomer(sale.customerId ?? '');
  const location = locations.find((known) => known.id === sale.locationId);
  const facts = [
    day(sale.businessDate, 'weekday'),
    location?.name,
    sale.customerId === null ? undefined : customer?.customer.name,
    money(sale.totalMinor, sale.currency),
  ];
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <h2 className={styles.title}>
          <Trans>Receipt {sale.number}</Trans>
        </h2>
        <p className={styles.facts}>{facts.filter((fact) => fact !== undefined).join(' · ')}</p>
      </div>
      {action}
    </div>
  );
}
