import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { settlingTenders } from '../../../domain/model/sale.ts';
import type { ReceiptView } from '../../app/services.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { receiptSums, taxShares } from './receipt-figures.ts';
import { useTaxWords } from './use-tax-words.ts';
import { useTenderWords } from './use-tender-words.ts';

/** Sums, payments and tax on paper: everything that a gift receipt leaves out. */
export function PaperMoney({ receipt }: { readonly receipt: ReceiptView }) {
  return (
    <>
      <PaperSums receipt={receipt} />
      <PaperTenders receipt={receipt} />
      <PaperTax receipt={receipt} />
    </>
  );
}

interface PaperProps {
  readonly receipt: ReceiptView;
}

interface RowProps {
  readonly label: ReactNode;
  readonly amountMinor: number;
  readonly currency: string;
  readonly total?: boolean;
}

function Row({ label, amountMinor, currency, total = false }: RowProps) {
  const { money } = useFormatting();
  return (
    <p className={total ? 'row total' : 'row'}>
      <span>{label}</span>
      <span>{money(amountMinor, currency)}</span>
    </p>
  );
}

function PaperSums({ receipt: { sale } }: PaperProps) {
  const sums = receiptSums(sale);
  const { currency } = sale;
  return (
    <section className="rule">
      {sums.discountMinor !== 0 && (
        <>
          <Row
            amountMinor={sums.beforeDiscountMinor}
            currency={currency}
            label={<Trans>Before discount</Trans>}
          />
          <Row amountMinor={-sums.discountMinor} currency={currency} label={<Trans>Discount</Trans>} />
        </>
      )}
      {sums.taxAddedMinor !== 0 && (
        <Row amountMinor={sums.taxAddedMinor} currency={currency} label={<Trans>VAT</Trans>} />
      )}
      {sums.roundingMinor !== 0 && (
        <Row amountMinor={sums.roundingMinor} currency={currency} label={<Trans>Rounding</Trans>} />
      )}
      {sums.tipMinor !== 0 && (
        <Row amountMinor={sums.tipMinor} currency={currency} label={<Trans>Tip</Trans>} />
      )}
      <Row amountMinor={sums.totalMinor} currency={currency} label={<Trans>Total</Trans>} total />
    </section>
  );
}

function PaperTenders({ receipt }: PaperProps) {
  const { sale } = receipt;
  const tenderWords = useTenderWords(receipt);
  return (
    <section className="rule">
      {settlingTenders(sale).map((tender, index) => {
        const position = index + 1;
        return (
          <Row
            amountMinor={tender.amountMinor}
            currency={sale.currency}
            key={position}
            label={tenderWords(tender)}
          />
        );
      })}
      {sale.changeMinor !== 0 && (
        <Row amountMinor={-sale.changeMinor} currency={sale.currency} label={<Trans>Change</Trans>} />
      )}
    </section>
  );
}

function PaperTax({ receipt: { sale } }: PaperProps) {
  const { t } = useLingui();
  const taxWords = useTaxWords(sale.currency);
  const shares = taxShares(sale);
  if (shares.length === 0) return null;
  return (
    <section className="rule">
      <p className="heading">{sale.taxMode === 'included' ? t`VAT included` : t`VAT added`}</p>
      {shares.map((share) => (
        <Row
          amountMinor={share.taxMinor}
          currency={sale.currency}
          key={share.rateMilli}
          label={taxWords(share)}
        />
      ))}
    </section>
  );
}
