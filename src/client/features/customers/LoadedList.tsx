import { useLingui } from '@lingui/react/macro';
import { type Ref, useCallback } from 'react';
import { type ListWindow, rowAt, windowAround } from '../../components/list-window.ts';
import { VirtualList, type VirtualListHandle } from '../../components/VirtualList.tsx';
import styles from './CustomerList.module.css';
import { CustomerRow } from './CustomerRow.tsx';
import type { CustomerPage } from './queries.ts';
import { useWaitingCustomers } from './use-waiting-customers.ts';

interface LoadedListProps {
  readonly page: CustomerPage;
  readonly selectedId: string | undefined;
  readonly onWindow: (window: ListWindow) => void;
  readonly handle: Ref<VirtualListHandle>;
}

/** The rows in sight. While the next slice is read, the last one stays; what is not there yet is an empty row. */
export function LoadedList({ page, selectedId, onWindow, handle }: LoadedListProps) {
  const { t } = useLingui();
  const waiting = useWaitingCustomers();
  const onFirstRow = useCallback((index: number) => onWindow(windowAround(index)), [onWindow]);
  return (
    <VirtualList
      count={page.total}
      handle={handle}
      label={t`Customers`}
      onFirstRow={onFirstRow}
      renderRow={(index, tabIndex) => {
        const row = rowAt(page.window, page.rows, index);
        if (!row) return <div className={styles.skeleton} />;
        return (
          <CustomerRow
            row={row}
            selected={row.customerId === selectedId}
            tabIndex={tabIndex}
            waiting={waiting.has(row.customerId)}
          />
        );
      }}
      scrollName={JSON.stringify(['customers', page.query])}
    />
  );
}
