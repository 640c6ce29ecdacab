import { Trans } from '@lingui/react/macro';
import { lineValue, type Sale } from '../../../domain/model/sale.ts';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { RefundWays } from './RefundWays.tsx';
import type { ReturnDraft } from './return-draft.ts';
import styles from './Settlement.module.css';
import type { Refund } from './use-refund.ts';

interface SettlementProps {
  readonly sale: Sale;
  readonly draft: ReturnDraft;
  readonly refund: Refund;
}

/** What comes back, what is given for it, and how. */
export function Settlement({ sale, refund }: SettlementProps) {
  const { quantity } = useFormatting();
  const { due } = refund;
  if (due === null) {
    return (
      <p className={styles.nothing}>
        <Trans>Tick what comes back. The refund stands here.</Trans>
      </p>
    );
  }
  const roundingMinor = refund.refundMinor - due.goodsMinor;
  return (
    <div className={styles.settlement}>
      <dl>
        {due.lines.map((line) => (
          <div className={styles.row} key={line.n}>
            <dt className={styles.line}>
              {quantity(-line.quantityMilli)} × {line.name}
            </dt>
            <dd>
              <Money amountMinor={-lineValue(sale, line)} currency={sale.currency} />
            </dd>
          </div>
        ))}
        {due.taxMinor > 0 && (
          <div className={styles.row}>
            <dt className={styles.aside}>
              <Trans>Tax in it</Trans>
            </dt>
            <dd className={styles.aside}>
              <Money amountMinor={due.taxMinor} currency={sale.currency} weight="inherit" />
            </dd>
          </div>
        )}
        {roundingMinor !== 0 && (
          <div className={styles.row}>
            <dt className={styles.aside}>
              <Trans>Rounding</Trans>
            </dt>
            <dd className={styles.aside}>
              <Money amountMinor={roundingMinor} currency={sale.currency} weight="inherit" />
            </dd>
          </div>
        )}
        <div className={styles.totalRow}>
          <dt className={styles.totalLabel}>
            <Trans>To give back</Trans>
          </dt>
          <dd>
            <Money
              amountMinor={refund.refundMinor}
              className={styles.total}
              currency={sale.currency}
              weight="total"
            />
          </dd>
        </div>
      </dl>
      <RefundWays refund={refund} sale={sale} />
    </div>
  );
}
