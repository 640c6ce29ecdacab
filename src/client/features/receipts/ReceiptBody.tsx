import { useLingui } from '@lingui/react/macro';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { SaleTime } from '../../../domain/model/sale.ts';
import type { ReceiptView } from '../../app/services.ts';
import { saleIssueWords } from '../../app/vocabulary.ts';
import { Banner } from '../../components/Banner.tsx';
import { StateTag } from '../../components/StateTag.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { Copies } from './Copies.tsx';
import { OwnerLine } from './OwnerLine.tsx';
import { PaymentsAndTax } from './PaymentsAndTax.tsx';
import styles from './ReceiptBody.module.css';
import { ReceiptLines } from './ReceiptLines.tsx';
import { ReceiptSumRows } from './ReceiptSumRows.tsx';
import { RelatedDocuments } from './RelatedDocuments.tsx';

interface ReceiptBodyProps {
  readonly receipt: ReceiptView;
  /** Address of another receipt, in the place where this one is shown. */
  readonly to: (step: string) => string;
  /** Whether it lies over the profile of its customer, who then needs no line. */
  readonly overProfile: boolean;
}

/** A receipt on the screen: what belongs to it, its lines, sums, payments and tax, and how often it was printed. */
export function ReceiptBody({ receipt, to, overProfile }: ReceiptBodyProps) {
  const { sale, text } = receipt;
  return (
    <>
      <Notes receipt={receipt} />
      <OwnerLine overProfile={overProfile} receipt={receipt} />
      <RelatedDocuments receipt={receipt} to={to} />
      <ReceiptLines receipt={receipt} />
      <ReceiptSumRows sale={sale} />
      <PaymentsAndTax receipt={receipt} />
      {text?.remark && <p className={styles.copies}>{text.remark}</p>}
      <Copies receipt={receipt} />
    </>
  );
}

function Notes({ receipt: { sale, issues, waiting } }: { readonly receipt: ReceiptView }) {
  const { t } = useLingui();
  // Where the time was corrected, the words about that say why.
  const open = issues.filter(
    ({ code, resolvedAt }) => resolvedAt === undefined && !(sale.printed && code === 'clock_suspect'),
  );
  if (open.length === 0 && !waiting && !sale.printed) return null;
  return (
    <div className={styles.notes}>
      {waiting && (
        <div>
          <StateTag state="waiting" />
        </div>
      )}
      {sale.printed && <CorrectedTime printed={sale.printed} />}
      {open.map(({ id, code }) => (
        <Banner icon={IconAlertTriangle} key={id} tone="warning">
          {t(saleIssueWords[code])}
        </Banner>
      ))}
    </div>
  );
}

/** The receipt in the customer's hand bears another time than the shop's history. */
function CorrectedTime({ printed }: { readonly printed: SaleTime }) {
  const { t } = useLingui();
  const { day, saleTime } = useFormatting();
  const date = day(printed.businessDate, 'weekday');
  const time = saleTime(printed) ?? '';
  return (
    <Banner icon={IconClock}>
      {t`The device’s clock was wrong, so the time was corrected. The receipt says ${date}, ${time}.`}
    </Banner>
  );
}
