import { useLingui } from '@lingui/react/macro';
import { type Ref, useCallback } from 'react';
import { useWaitingSales } from '../../app/shared-queries.ts';
import { type ListWindow, rowAt, windowAround } from '../../components/list-window.ts';
import { VirtualList, type VirtualListHandle } from '../../components/VirtualList.tsx';
import type { ReceiptPage } from './queries.ts';
import styles from './ReceiptList.module.css';
import { ReceiptRow } from './ReceiptRow.tsx';

interface LoadedReceiptsProps {
  readonly page: ReceiptPage;
  /** Id of the sale whose receipt is open. */
  readonly selectedId: string | undefined;
  readonly onWindow: (window: ListWindow) => void;
  readonly handle: Ref<VirtualListHandle>;
}

/** The rows in sight. While the next slice is read, the last one stays; what is not there yet is an empty row. */
export function LoadedReceipts({ page, selectedId, onWindow, handle }: LoadedReceiptsProps) {
  const { t } = useLingui();
  const { data: waiting } = useWaitingSales();
  const onFirstRow = useCallback((index: number) => onWindow(windowAround(index)), [onWindow]);
  return (
    <VirtualList
      count={page.total}
      handle={handle}
      label={t`Receipts`}
      onFirstRow={onFirstRow}
      renderRow={(index, tabIndex) => {
        const sale = rowAt(page.window, page.sales, index);
        if (!sale) return <div className={styles.skeleton} />;
        return (
          <ReceiptRow
            customerName={page.customerNames.get(sale.id) ?? null}
            sale={sale}
            selected={sale.id === selectedId}
            tabIndex={tabIndex}
            waiting={waiting?.has(sale.id) ?? false}
          />
        );
      }}
      scrollName={JSON.stringify(['receipts', page.query])}
    />
  );
}
