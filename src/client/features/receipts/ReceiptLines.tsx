import { useLingui } from '@lingui/react/macro';
import { IconReceiptRefund } from '@tabler/icons-react';
import type { Sale, SaleLine } from '../../../domain/model/sale.ts';
import type { ReceiptView } from '../../app/services.ts';
import { returnReasonWords } from '../../app/vocabulary.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReceiptBody.module.css';
import { type ReturnedPart, returnedParts } from './receipt-figures.ts';
import { useLineWords } from './use-line-words.ts';

/** What was sold or came back, line by line. */
export function ReceiptLines({ receipt: { sale, children } }: { readonly receipt: ReceiptView }) {
  const { t } = useLingui();
  const returned = returnedParts(sale, children);
  return (
    <ul aria-label={t`Lines`} className={styles.lines}>
      {sale.lines.map((line) => (
        <Line key={line.n} line={line} returned={returned.get(line.n)} sale={sale} />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly sale: Sale;
  readonly line: SaleLine;
  readonly returned: ReturnedPart | undefined;
}

function Line({ sale, line, returned }: LineProps) {
  const { quantity } = useFormatting();
  const words = useLineWords(sale.currency);
  const facts = words.facts(line);
  const price = words.price(line);
  return (
    <li>
      <span className={styles.quantity}>{quantity(Math.abs(line.quantityMilli))} ×</span>
      <span className={styles.lineName}>{line.name}</span>
      <Money amountMinor={line.totalMinor} className={styles.lineAmount} currency={sale.currency} />
      {(facts !== '' || price !== '') && <span className={styles.lineFacts}>{facts}</span>}
      {price !== '' && <span className={styles.linePrice}>{price}</span>}
      {line.quantityMilli < 0 && <BroughtBack line={line} />}
      {returned && <Returned line={line} returned={returned} />}
    </li>
  );
}

function BroughtBack({ line: { reason } }: { readonly line: SaleLine }) {
  const { t } = useLingui();
  return (
    <span className={styles.mark}>
      <Icon icon={IconReceiptRefund} size={16} />
      {reason === undefined ? t`Brought back` : t`Brought back: ${t(returnReasonWords[reason])}`}
    </span>
  );
}

function Returned({ line, returned }: { readonly line: SaleLine; readonly returned: ReturnedPart }) {
  const { t } = useLingui();
  const { day, quantity } = useFormatting();
  const date = day(returned.lastDay, 'short');
  const part = quantity(returned.returnedMilli);
  const whole = quantity(line.quantityMilli);
  return (
    <span className={styles.mark}>
      <Icon icon={IconReceiptRefund} size={16} />
      {returned.returnedMilli >= line.quantityMilli
        ? t`Returned ${date}`
        : t`${part} of ${whole} returned, ${date}`}
    </span>
  );
}
