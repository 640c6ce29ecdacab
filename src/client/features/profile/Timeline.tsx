import { useLingui } from '@lingui/react/macro';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Sale } from '../../../domain/model/sale.ts';
import { MonthHeader } from './MonthHeader.tsx';
import { PurchaseRow } from './PurchaseRow.tsx';
import styles from './Timeline.module.css';
import { headerIndexOf, timelineRows } from './timeline-rows.ts';

interface TimelineProps {
  readonly customerId: string;
  /** Newest first. */
  readonly sales: readonly Sale[];
  /** Whether older documents can be read. */
  readonly more: boolean;
  readonly onEnd: () => void;
  /** What scrolls: the whole profile. */
  readonly scroller: HTMLElement;
}

const estimatedPx = { month: 36, sale: 64 };

/** Rows from the end at which more is read, so that nobody sees it happen. */
const readAhead = 20;

/** The documents by month, only those in sight drawn. */
export function Timeline({ customerId, sales, more, onEnd, scroller }: TimelineProps) {
  const { t } = useLingui();
  const list = useRef<HTMLUListElement>(null);
  const rows = useMemo(() => timelineRows(sales, more), [sales, more]);
  const scrollMargin = useOffsetIn(scroller, list);
  const stuck = useRef(0);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    initialOffset: () => scroller.scrollTop,
    estimateSize: (index) => estimatedPx[rows[index]?.kind ?? 'sale'],
    getItemKey: (index) => keyOf(rows[index]),
    overscan: 8,
    scrollMargin,
    rangeExtractor: useCallback(
      (range: Range) => {
        stuck.current = headerIndexOf(rows, range.startIndex);
        return [...new Set([stuck.current, ...defaultRangeExtractor(range)])].sort((a, b) => a - b);
      },
      [rows],
    ),
  });

  const lastShown = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (more && lastShown >= rows.length - readAhead) onEnd();
  }, [more, lastShown, rows.length, onEnd]);

  return (
    <ul
      aria-label={t`Purchases by month`}
      className={styles.rows}
      ref={list}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        const isStuck = item.index === stuck.current && item.start <= (virtualizer.scrollOffset ?? 0);
        return (
          <li
            className={isStuck ? styles.stuck : styles.row}
            data-index={item.index}
            key={item.key}
            ref={virtualizer.measureElement}
            style={isStuck ? { top: 0 } : { transform: `translateY(${item.start - scrollMargin}px)` }}
          >
            {row.kind === 'month' ? (
              <MonthHeader complete={row.complete} month={row.month} />
            ) : (
              <div className={styles.sale}>
                <PurchaseRow customerId={customerId} sale={row.sale} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function keyOf(row: ReturnType<typeof timelineRows>[number] | undefined): string {
  if (row === undefined) return '';
  return row.kind === 'month' ? row.month.month : row.sale.id;
}

/** How far below the top of the scrolling part the list begins; what is above may grow and shrink. */
function useOffsetIn(outer: HTMLElement, list: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const inner = list.current;
    if (!inner) return;
    const measure = () => {
      const distance = inner.getBoundingClientRect().top - outer.getBoundingClientRect().top;
      setOffset(Math.round(distance + outer.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const sibling of inner.parentElement?.parentElement?.children ?? []) observer.observe(sibling);
    observer.observe(outer);
    return () => observer.disconnect();
  }, [outer, list]);
  return offset;
}
