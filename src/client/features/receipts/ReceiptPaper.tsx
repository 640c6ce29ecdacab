import { Trans, useLingui } from '@lingui/react/macro';
import type { Ref } from 'react';
import { asPrinted } from '../../../domain/history/corrected-time.ts';
import type { SaleLine } from '../../../domain/model/sale.ts';
import type { PrintJob } from '../../app/receipt-printing.ts';
import { useShop } from '../../app/services.ts';
import { returnReasonWords, saleTypeWords } from '../../app/vocabulary.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { PaperMoney } from './PaperMoney.tsx';
import { useShopNames } from './use-document-words.ts';
import { useLineWords } from './use-line-words.ts';

interface ReceiptPaperProps {
  readonly job: PrintJob;
  readonly ref: Ref<HTMLElement>;
}

/** A receipt as it is printed, in the order of the one on the screen. A gift receipt has everything but the money. */
export function ReceiptPaper({ job, ref }: ReceiptPaperProps) {
  const { setting } = useShop();
  return (
    <article aria-hidden="true" className="receipt-paper" ref={ref}>
      <PaperHead job={job} />
      <PaperDocument job={job} />
      <PaperLines job={job} />
      {job.form.kind !== 'gift' && <PaperMoney receipt={job.receipt} />}
      {setting.receiptFoot !== '' && <p className="foot rule">{setting.receiptFoot}</p>}
    </article>
  );
}

function PaperHead({ job: { form } }: { readonly job: PrintJob }) {
  const { setting } = useShop();
  return (
    <>
      <header className="head">
        <p className="shop">{setting.shopName}</p>
        {setting.receiptHead !== '' && <p>{setting.receiptHead}</p>}
        {setting.taxNumber !== null && (
          <p>
            <Trans>Tax number {setting.taxNumber}</Trans>
          </p>
        )}
      </header>
      {form.kind === 'copy' && (
        <p className="copy">
          <Trans>Copy {form.number}, not an original</Trans>
        </p>
      )}
      {form.kind === 'gift' && (
        <p className="copy">
          <Trans>Gift receipt</Trans>
        </p>
      )}
    </>
  );
}

function PaperDocument({ job: { receipt } }: { readonly job: PrintJob }) {
  const { t } = useLingui();
  const { day, saleTime } = useFormatting();
  const names = useShopNames();
  const { parent, children } = receipt;
  // Paper says again what it said before; that the clock was wrong is told on the screen.
  const sale = asPrinted(receipt.sale);
  const date = day(sale.businessDate, 'weekday');
  const time = saleTime(sale);
  const place = [names.place(sale), names.person(sale.staffId)].filter((name) => name !== null).join(' · ');
  return (
    <section className="rule">
      <p className="row">
        <span className="heading">{t(saleTypeWords[sale.type])}</span>
        <span>{sale.number}</span>
      </p>
      <p>{time === null ? date : t`${date}, ${time}`}</p>
      {place !== '' && <p>{place}</p>}
      {parent && <p>{t`Refers to ${parent.number}`}</p>}
      {children.map((child) => (
        <p key={child.id}>{t`See also ${child.number}`}</p>
      ))}
    </section>
  );
}

function PaperLines({ job: { receipt, form } }: { readonly job: PrintJob }) {
  const { t } = useLingui();
  const { quantity, money } = useFormatting();
  const { sale } = receipt;
  const words = useLineWords(sale.currency);
  const priced = form.kind !== 'gift';
  const under = (line: SaleLine): string => {
    const reason = line.reason === undefined ? '' : t(returnReasonWords[line.reason]);
    return [words.facts(line), reason].filter((text) => text !== '').join(' · ');
  };
  return (
    <ul className="rule">
      {sale.lines.map((line) => (
        <li className="line" key={line.n}>
          <span>{quantity(line.quantityMilli)} ×</span>
          <span className="what">{line.name}</span>
          {priced && <span className="amount">{money(line.totalMinor, sale.currency)}</span>}
          <span className="small">{under(line)}</span>
          {priced && <span className="price">{words.price(line)}</span>}
        </li>
      ))}
    </ul>
  );
}
