import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Sale } from '../../../domain/model/sale.ts';
import { Money } from '../../components/Money.tsx';
import styles from './ReceiptBody.module.css';
import { receiptSums } from './receipt-figures.ts';

/** From list price to the total; what is zero takes no room. */
export function ReceiptSumRows({ sale }: { readonly sale: Sale }) {
  const sums = receiptSums(sale);
  const { currency } = sale;
  return (
    <dl className={styles.sums}>
      {sums.discountMinor !== 0 && (
        <>
          <Sum
            amountMinor={sums.beforeDiscountMinor}
            currency={currency}
            label={<Trans>Before discount</Trans>}
          />
          <Sum amountMinor={-sums.discountMinor} currency={currency} label={<Trans>Discount</Trans>} />
        </>
      )}
      {sums.taxAddedMinor !== 0 && (
        <Sum amountMinor={sums.taxAddedMinor} currency={currency} label={<Trans>VAT</Trans>} />
      )}
      {sums.roundingMinor !== 0 && (
        <Sum amountMinor={sums.roundingMinor} currency={currency} label={<Trans>Rounding</Trans>} />
      )}
      {sums.tipMinor !== 0 && (
        <Sum amountMinor={sums.tipMinor} currency={currency} label={<Trans>Tip</Trans>} />
      )}
      <div className={`${styles.sum} ${styles.total}`}>
        <dt>
          <Trans>Total</Trans>
        </dt>
        <dd>
          <Money amountMinor={sums.totalMinor} currency={currency} weight="total" />
        </dd>
      </div>
    </dl>
  );
}

interface SumProps {
  readonly label: ReactNode;
  readonly amountMinor: number;
  readonly currency: string;
}

export function Sum({ label, amountMinor, currency }: SumProps) {
  return (
    <div className={styles.sum}>
      <dt>{label}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={currency} weight="inherit" />
      </dd>
    </div>
  );
}
