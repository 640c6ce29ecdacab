import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { movedMinor, type Sale, saleRefOf } from '../../../domain/model/sale.ts';
import { paths } from '../../app/paths.ts';
import { receiptStep } from '../../app/receipt-address.ts';
import { Money } from '../../components/Money.tsx';
import { useSaleTitle } from '../../components/use-sale-title.ts';
import { WaitingMark } from '../../components/WaitingMark.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReceiptRow.module.css';

interface ReceiptRowProps {
  readonly sale: Sale;
  /** Null for a guest. */
  readonly customerName: string | null;
  readonly selected: boolean;
  readonly waiting: boolean;
  readonly tabIndex: 0 | -1;
}

/** A receipt in the list: what was bought, who, when, its number, how much. */
export function ReceiptRow({ sale, customerName, selected, waiting, tabIndex }: ReceiptRowProps) {
  const { t } = useLingui();
  const { relativeDay, saleTime } = useFormatting();
  const title = useSaleTitle(sale);
  const when = [relativeDay(sale.businessDate), saleTime(sale)].filter((part) => part !== null).join(' ');
  const facts = [customerName ?? t`Guest`, when];
  return (
    <Link
      aria-current={selected ? 'page' : undefined}
      className={styles.row}
      tabIndex={tabIndex}
      to={paths.receipt.to(receiptStep(saleRefOf(sale)))}
    >
      <span className={styles.title}>{title}</span>
      <Money amountMinor={movedMinor(sale)} currency={sale.currency} />
      <span className={styles.facts}>{facts.join(' · ')}</span>
      <span className={styles.status}>{waiting ? <WaitingMark form="short" /> : sale.number}</span>
    </Link>
  );
}
