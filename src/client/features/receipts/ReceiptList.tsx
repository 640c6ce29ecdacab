import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { CannotRead } from '../../components/CannotRead.tsx';
import { type ListWindow, windowAround } from '../../components/list-window.ts';
import { PageSearch } from '../../components/PageSearch.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import type { VirtualListHandle } from '../../components/VirtualList.tsx';
import { LoadedReceipts } from './LoadedReceipts.tsx';
import { NoReceipts } from './NoReceipts.tsx';
import { useReceiptPage } from './queries.ts';
import styles from './ReceiptList.module.css';
import { ReceiptListHead } from './ReceiptListHead.tsx';
import { useReceiptList } from './receipt-list-state.ts';

const firstWindow: ListWindow = windowAround(0);

interface ReceiptListProps {
  readonly selectedId: string | undefined;
}

/** Every document of the shop, or what a search and the filters leave, in a list of any length. */
export function ReceiptList({ selectedId }: ReceiptListProps) {
  const { t } = useLingui();
  const { query, narrow } = useReceiptList();
  const [window, setWindow] = useState(firstWindow);
  const list = useRef<VirtualListHandle>(null);
  const { data: page, error } = useReceiptPage(query, window);

  const search = (size: 'filter' | 'control') => (
    <SearchField
      label={t`Search receipts`}
      onArrowDown={() => list.current?.focus()}
      onChange={(text) => {
        setWindow(firstWindow);
        narrow({ text });
      }}
      placeholder={t`Number, amount or product`}
      size={size}
      slashKey={size === 'filter'}
      value={query.text}
    />
  );

  return (
    <section aria-label={t`Receipts`} className={styles.list}>
      <PageSearch>{search('filter')}</PageSearch>
      <ReceiptListHead page={page} search={search('control')} />
      {error ? (
        <CannotRead title={<Trans>The list cannot be read</Trans>} />
      ) : page === undefined ? (
        <SkeletonRows rows={8} />
      ) : page.total === 0 ? (
        <NoReceipts page={page} />
      ) : (
        <LoadedReceipts handle={list} onWindow={setWindow} page={page} selectedId={selectedId} />
      )}
    </section>
  );
}
