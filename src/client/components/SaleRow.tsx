import { plural } from '@lingui/core/macro';
import { Plural, useLingui } from '@lingui/react/macro';
import { IconReceiptRefund } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { saleValue } from '../../domain/metrics/contribution.ts';
import { movedMinor, type Sale } from '../../domain/model/sale.ts';
import { useFormatting } from '../formatting/formatting-context.ts';
import { pieceCount } from '../formatting/sale-items.ts';
import { Icon } from './Icon.tsx';
import { Money } from './Money.tsx';
import { SaleMark } from './SaleMark.tsx';
import styles from './SaleRow.module.css';
import { useSaleTitle } from './use-sale-title.ts';
import { WaitingMark } from './WaitingMark.tsx';

interface SaleRowProps {
  readonly sale: Sale;
  /** Where the row leads; a preview leads nowhere. */
  readonly to?: string | undefined;
  /** Number, place and person; the second part is left out where there is little room. */
  readonly details: readonly [ReactNode, ReactNode];
  readonly waiting: boolean;
  /** How many of its lines came back. */
  readonly returnedLines: number;
  /** Weekday and day under the header of a month; elsewhere the month has to be said. */
  readonly dayStyle?: 'inMonth' | 'short';
}

/** A document in a timeline: when, what kind, what was bought in words, how much, and its state. */
export function SaleRow(props: SaleRowProps) {
  const { sale, to, details, waiting, returnedLines, dayStyle = 'inMonth' } = props;
  const { day, saleTime } = useFormatting();
  const title = useSaleTitle(sale);
  const dayText = day(sale.businessDate, dayStyle);
  const clock = saleTime(sale);
  const isPayment = sale.type === 'account_payment';
  const content = (
    <div className={styles.line}>
      <div className={styles.grid}>
        <span className={styles.when}>
          <span className={styles.day}>{dayText}</span> <span className={styles.time}>{clock}</span>
        </span>
        <span className={styles.markColumn}>
          <SaleMark sale={sale} />
        </span>
        <span className={styles.what}>
          <span className={styles.title}>{title}</span>
          <span className={styles.details}>
            <span className={styles.narrowWhen}>{clock === null ? dayText : `${dayText}, ${clock}`} · </span>
            {details[0]}
            <span className={styles.wideOnly}>{details[1]}</span>
          </span>
        </span>
        <span className={styles.amount}>
          <Money
            amountMinor={isPayment ? movedMinor(sale) : saleValue(sale)}
            className={styles.total}
            currency={sale.currency}
          />
          {(waiting || !isPayment) && (
            <SaleStatus returnedLines={returnedLines} sale={sale} waiting={waiting} />
          )}
        </span>
      </div>
    </div>
  );
  return to === undefined ? (
    <div className={styles.row}>{content}</div>
  ) : (
    <Link className={styles.row} to={to}>
      {content}
    </Link>
  );
}

/** One thing under the amount, the one that matters most: not sent, lines returned, or how many things. */
function SaleStatus({
  sale,
  waiting,
  returnedLines,
}: Pick<SaleRowProps, 'sale' | 'waiting' | 'returnedLines'>) {
  const { t } = useLingui();
  if (waiting) return <WaitingMark />;
  if (returnedLines > 0) {
    return (
      <span className={styles.status}>
        <Icon icon={IconReceiptRefund} size={16} />
        <Plural one="# line returned" other="# lines returned" value={returnedLines} />
      </span>
    );
  }
  const pieces = pieceCount(sale.lines);
  return <span className={styles.status}>{t`${plural(pieces, { one: '# item', other: '# items' })}`}</span>;
}
