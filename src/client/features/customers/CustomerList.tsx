import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { CannotRead } from '../../components/CannotRead.tsx';
import { type ListWindow, windowAround } from '../../components/list-window.ts';
import { PageSearch } from '../../components/PageSearch.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import type { VirtualListHandle } from '../../components/VirtualList.tsx';
import styles from './CustomerList.module.css';
import { CustomerListHead } from './CustomerListHead.tsx';
import { useCustomerList } from './customer-list-state.ts';
import { LoadedList } from './LoadedList.tsx';
import { NoCustomers } from './NoCustomers.tsx';
import { useCustomerPage } from './queries.ts';

const firstWindow: ListWindow = windowAround(0);

interface CustomerListProps {
  readonly selectedId: string | undefined;
}

/** Everyone, or whom a search and the filters leave, in a list of any length. */
export function CustomerList({ selectedId }: CustomerListProps) {
  const { t } = useLingui();
  const { query, narrow } = useCustomerList();
  const [window, setWindow] = useState(firstWindow);
  const list = useRef<VirtualListHandle>(null);
  const { data: page, error } = useCustomerPage(query, window);

  const search = (size: 'filter' | 'control') => (
    <SearchField
      label={t`Search customers`}
      onArrowDown={() => list.current?.focus()}
      onChange={(text) => {
        setWindow(firstWindow);
        narrow({ text });
      }}
      placeholder={t`Name, phone or e-mail`}
      size={size}
      slashKey={size === 'filter'}
      value={query.text}
    />
  );

  return (
    <section aria-label={t`Customers`} className={styles.list}>
      <PageSearch>{search('filter')}</PageSearch>
      <CustomerListHead search={search('control')} total={page?.total} />
      {page?.approximate && page.total > 0 && (
        <p className={styles.note}>
          <Trans>Nobody is called exactly that. These come close:</Trans>
        </p>
      )}
      {error ? (
        <CannotRead title={<Trans>The list cannot be read</Trans>} />
      ) : page === undefined ? (
        <SkeletonRows rows={8} />
      ) : page.total === 0 ? (
        <NoCustomers />
      ) : (
        <LoadedList handle={list} onWindow={setWindow} page={page} selectedId={selectedId} />
      )}
    </section>
  );
}
