import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useImperativeHandle, useState } from 'react';
import { nextActiveRow } from './next-active-row.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import styles from './VirtualList.module.css';

export interface VirtualListHandle {
  /** Moves the focus into the list, to the row that is active. */
  focus(): void;
}

interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** Draws one row; its link or button takes `tabIndex`, so that the list is one stop of the Tab key. */
  readonly renderRow: (index: number, tabIndex: 0 | -1) => ReactNode;
  /** Told the first row in sight, whenever it changes. */
  readonly onFirstRow: (index: number) => void;
  /** Lists with the same name come back to the same place. */
  readonly scrollName: string;
  readonly handle?: React.Ref<VirtualListHandle>;
}

/**
 * A list of any length: only the rows in sight are drawn. Arrows, Home, End and Page keys move between rows, Enter opens,
 * because a row is a link. Rows are all of one height (`--rg-row-tall`).
 */
export function VirtualList({ label, count, renderRow, onFirstRow, scrollName, handle }: VirtualListProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [active, setActive] = useState(0);
  const [focusWanted, setFocusWanted] = useState(false);
  const activeIndex = Math.min(active, Math.max(0, count - 1));

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeightPx(scroller),
    overscan: 8,
  });
  const rows = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;

  useKeptScroll(scrollName, scroller);
  useEffect(() => onFirstRow(first), [first, onFirstRow]);

  const moveTo = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index);
    setFocusWanted(true);
  };
  useImperativeHandle(handle, () => ({ focus: () => moveTo(activeIndex) }));

  useEffect(() => {
    if (!focusWanted) return;
    const target = scroller?.querySelector<HTMLElement>(`[data-index="${activeIndex}"] :is(a, button)`);
    if (!target) return;
    target.focus({ preventScroll: true });
    setFocusWanted(false);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, (virtualizer.range?.endIndex ?? 0) - first - 1);
    const next = nextActiveRow(event.key, activeIndex, count, page);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moveTo(next);
  };

  return (
    <div className={styles.scroller} ref={setScroller}>
      <ul
        aria-label={label}
        className={styles.rows}
        onKeyDown={onKeyDown}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map((row) => (
          <li
            aria-posinset={row.index + 1}
            aria-setsize={count}
            className={styles.row}
            data-index={row.index}
            key={row.key}
            onFocus={() => setActive(row.index)}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {renderRow(row.index, row.index === activeIndex ? 0 : -1)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The height of a row follows the pointer and the text size, so it is read and not known. */
function rowHeightPx(element: HTMLElement | null): number {
  const root = getComputedStyle(element ?? document.documentElement);
  return (
    Number.parseFloat(root.getPropertyValue('--rg-row-tall')) *
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  );
}
