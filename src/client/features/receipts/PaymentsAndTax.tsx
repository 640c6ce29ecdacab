import { Trans } from '@lingui/react/macro';
import { movedMinor, settlingTenders, type Tender } from '../../../domain/model/sale.ts';
import type { ReceiptView } from '../../app/services.ts';
import styles from './ReceiptBody.module.css';
import { Sum } from './ReceiptSumRows.tsx';
import { taxShares } from './receipt-figures.ts';
import { useTaxWords } from './use-tax-words.ts';
import { useTenderWords } from './use-tender-words.ts';

/** How it was settled beside the tax by rate. */
export function PaymentsAndTax({ receipt }: { readonly receipt: ReceiptView }) {
  const { sale } = receipt;
  const shares = taxShares(sale);
  const tenderWords = useTenderWords(receipt);
  const taxWords = useTaxWords(sale.currency);
  return (
    <div className={styles.columns}>
      <section>
        <h3 className={styles.columnHead}>
          {movedMinor(sale) < 0 ? <Trans>Refunded</Trans> : <Trans>Paid</Trans>}
        </h3>
        <dl>
          {numbered(settlingTenders(sale)).map(([tender, position]) => (
            <Sum
              amountMinor={tender.amountMinor}
              currency={sale.currency}
              key={position}
              label={tenderWords(tender)}
            />
          ))}
          {sale.changeMinor !== 0 && (
            <Sum amountMinor={-sale.changeMinor} currency={sale.currency} label={<Trans>Change</Trans>} />
          )}
        </dl>
      </section>
      {shares.length > 0 && (
        <section>
          <h3 className={styles.columnHead}>
            {sale.taxMode === 'included' ? <Trans>VAT included</Trans> : <Trans>VAT added</Trans>}
          </h3>
          <dl>
            {shares.map((share) => (
              <Sum
                amountMinor={share.taxMinor}
                currency={sale.currency}
                key={share.rateMilli}
                label={taxWords(share)}
              />
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

/** Tenders have no identity but their place. */
function numbered(tenders: readonly Tender[]): [Tender, number][] {
  return tenders.map((tender, index) => [tender, index + 1]);
}
