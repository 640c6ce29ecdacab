import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import type { CreditAccount, CreditEntry } from '../../../../domain/history/credit-account.ts';
import { saleRefOf } from '../../../../domain/model/sale.ts';
import { paths } from '../../../app/paths.ts';
import { receiptStep } from '../../../app/receipt-address.ts';
import { Money } from '../../../components/Money.tsx';
import { useSaleTitle } from '../../../components/use-sale-title.ts';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import styles from './AccountEntries.module.css';

interface AccountEntriesProps {
  readonly customerId: string;
  readonly account: CreditAccount;
  /** What is owed now, also by documents that are not on this device. */
  readonly owed: number;
}

/** Charges and payments, newest first, each with what was owed after it. */
export function AccountEntries({ customerId, account, owed }: AccountEntriesProps) {
  const { t } = useLingui();
  const { entries, currency, balanceMinor } = account;
  // What is missing is older than what is here.
  const before = owed - balanceMinor;
  return (
    <ul aria-label={t`Charges and payments`} className={styles.entries}>
      {entries.map((entry) => (
        <Entry
          before={before}
          currency={currency}
          customerId={customerId}
          entry={entry}
          key={entry.sale.id}
        />
      ))}
    </ul>
  );
}

interface EntryProps {
  readonly customerId: string;
  readonly currency: string;
  readonly entry: CreditEntry;
  /** What was owed before the oldest of them. */
  readonly before: number;
}

function Entry({ customerId, currency, entry, before }: EntryProps) {
  const { sale, changeMinor } = entry;
  const { day, money } = useFormatting();
  const title = useSaleTitle(sale);
  const balance = money(before + entry.balanceMinor, currency);
  return (
    <li>
      <Link className={styles.entry} to={paths.customerReceipt.to(customerId, receiptStep(saleRefOf(sale)))}>
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>
          <span className={styles.detail}>
            {day(sale.businessDate, 'full')} · {sale.number}
          </span>
        </span>
        <span className={styles.amount}>
          <Money amountMinor={changeMinor} currency={currency} />
          <span className={styles.detail}>
            <Trans>{balance} owed then</Trans>
          </span>
        </span>
      </Link>
    </li>
  );
}
