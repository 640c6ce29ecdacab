import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { SaleType } from '../../../domain/model/sale.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import { DateRangeFilter } from '../../components/DateRangeFilter.tsx';
import { FilterChips } from '../../components/FilterChips.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { ReceiptPage } from './queries.ts';
import { ReceiptFilters } from './ReceiptFilters.tsx';
import styles from './ReceiptList.module.css';
import { useReceiptList } from './receipt-list-state.ts';

interface ReceiptListHeadProps {
  readonly page: ReceiptPage | undefined;
  /** The search field, which a phone has here and not in the top bar. */
  readonly search: ReactNode;
}

export function ReceiptListHead({ page, search }: ReceiptListHeadProps) {
  const { t } = useLingui();
  const { day, dayOf } = useFormatting();
  const { query, narrow } = useReceiptList();
  const places = useSeenPlaces();
  const since = page?.since == null ? null : day(dayOf(page.since), 'full');
  return (
    <div className={styles.head}>
      <div className={styles.phoneSearch}>{search}</div>
      <div>
        <h2 aria-live="polite" className={styles.count}>
          {page === undefined
            ? t`Receipts`
            : t`${plural(page.total, { one: '# receipt', other: '# receipts' })}`}
        </h2>
        <p className={styles.since}>
          {since === null ? t`Newest first` : t`Newest first, since ${since}`}
          {places !== null && ` · ${t`${places} only`}`}
          {page?.isPartial && ` · ${t`older ones are still being loaded`}`}
        </p>
      </div>
      <div className={styles.kinds}>
        <FilterChips<SaleType | 'all'>
          label={t`Which receipts`}
          onChange={(kind) => narrow({ type: kind === 'all' ? null : kind })}
          options={[
            { value: 'all', label: t`All` },
            { value: 'sale', label: t`Sales` },
            { value: 'return', label: t`Returns` },
            { value: 'exchange', label: t`Exchanges` },
            { value: 'account_payment', label: t`Payments` },
          ]}
          value={query.type ?? 'all'}
        />
      </div>
      <div className={styles.filters}>
        <DateRangeFilter
          onChange={({ from, to }) => narrow({ from, to })}
          value={{ from: query.from, to: query.to }}
        />
        <ReceiptFilters />
      </div>
    </div>
  );
}
