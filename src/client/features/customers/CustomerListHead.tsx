import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useFigureWords } from '../../app/seen-places.ts';
import { FilterChips } from '../../components/FilterChips.tsx';
import { Icon } from '../../components/Icon.tsx';
import { CustomerFilters } from './CustomerFilters.tsx';
import styles from './CustomerList.module.css';
import { type CustomerGroupChip, chipFilters, chipOf, useCustomerList } from './customer-list-state.ts';
import { ListMenu } from './ListMenu.tsx';
import { useDuplicateCount } from './queries.ts';
import { useOrderWords } from './use-order-words.ts';

interface CustomerListHeadProps {
  /** How many customers are listed; undefined until it is known. */
  readonly total: number | undefined;
  /** The search field, which a phone has here and not in the top bar. */
  readonly search: ReactNode;
}

export function CustomerListHead({ total, search }: CustomerListHeadProps) {
  const { t } = useLingui();
  const query = useCustomerList((state) => state.query);
  const narrow = useCustomerList((state) => state.narrow);
  const order = useOrderWords(query);
  const figures = useFigureWords();
  const { data: duplicates } = useDuplicateCount();
  return (
    <div className={styles.head}>
      <div className={styles.phoneSearch}>{search}</div>
      <div className={styles.words}>
        <h2 aria-live="polite" className={styles.count}>
          {total === undefined
            ? t`Customers`
            : t`${plural(total, { one: '# customer', other: '# customers' })}`}
        </h2>
        <p className={styles.order}>{figures === null ? order : `${order} · ${figures}`}</p>
      </div>
      <div className={styles.filters}>
        <CustomerFilters />
        <ListMenu total={total} />
      </div>
      <ActionIcon
        aria-label={t`Add a customer`}
        className={styles.add ?? ''}
        component={Link}
        to={paths.addCustomer.to()}
      >
        <Icon icon={IconUserPlus} />
      </ActionIcon>
      <div className={styles.chips}>
        <FilterChips<CustomerGroupChip>
          label={t`Which customers`}
          onChange={(chip) => narrow(chipFilters[chip])}
          options={[
            { value: 'all', label: t`All` },
            { value: 'vip', label: t`VIP` },
            { value: 'at_risk', label: t`At risk` },
            { value: 'new', label: t`New` },
          ]}
          value={chipOf(query)}
        />
      </div>
      {duplicates !== undefined && duplicates.total > 0 && (
        <Link className={styles.duplicates} to={paths.duplicates.to()}>
          {duplicates.progress < 1 ? t`Likely duplicates` : t`Likely duplicates, ${duplicates.total}`}
        </Link>
      )}
    </div>
  );
}
