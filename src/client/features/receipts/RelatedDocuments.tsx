import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { movedMinor, type Sale, saleRefOf } from '../../../domain/model/sale.ts';
import { receiptStep } from '../../app/receipt-address.ts';
import type { ReceiptView } from '../../app/services.ts';
import { useWaitingSales } from '../../app/shared-queries.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { saleIcons } from '../../components/SaleMark.tsx';
import { WaitingMark } from '../../components/WaitingMark.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReceiptBody.module.css';
import { useShopNames } from './use-document-words.ts';

interface RelatedDocumentsProps {
  readonly receipt: ReceiptView;
  /** Address of another receipt, in the place where this one is shown. */
  readonly to: (step: string) => string;
}

/** The document it goes back to and those that go back to it, each a way there. */
export function RelatedDocuments({ receipt, to }: RelatedDocumentsProps) {
  const { t } = useLingui();
  const { sale, parent, children } = receipt;
  if (!parent && children.length === 0) return null;
  const parentTitle = (number: string) =>
    ({
      return: t`Return of ${number}`,
      exchange: t`Exchange for ${number}`,
      account_payment: t`Takes back ${number}`,
    })[sale.type as 'return' | 'exchange' | 'account_payment'] ?? t`Belongs to ${number}`;
  const childTitle = ({ type, number }: Sale) =>
    ({ exchange: t`Exchanged by ${number}`, account_payment: t`Taken back by ${number}` })[
      type as 'exchange' | 'account_payment'
    ] ?? t`Returned by ${number}`;
  return (
    <nav aria-label={t`Related receipts`} className={styles.related}>
      {parent && <RelatedRow sale={parent} title={parentTitle(parent.number)} to={to} />}
      {children.map((child) => (
        <RelatedRow
          key={child.id}
          {...(sale.lines.length > 0 && { linesOf: sale.lines.length })}
          sale={child}
          title={childTitle(child)}
          to={to}
        />
      ))}
    </nav>
  );
}

interface RelatedRowProps {
  readonly sale: Sale;
  readonly title: string;
  readonly to: RelatedDocumentsProps['to'];
  /** For a return: how many lines it could have brought back. */
  readonly linesOf?: number;
}

function RelatedRow({ sale, title, to, linesOf }: RelatedRowProps) {
  const { t } = useLingui();
  const { relativeDay, saleTime } = useFormatting();
  const { data: waiting } = useWaitingSales();
  const names = useShopNames();
  const returned = new Set(sale.lines.flatMap(({ parentLine }) => parentLine?.n ?? [])).size;
  const when = [relativeDay(sale.businessDate), saleTime(sale)].filter((part) => part !== null).join(' ');
  const facts = [
    linesOf === undefined ? null : t`${returned} of ${plural(linesOf, { one: '# line', other: '# lines' })}`,
    when,
    names.person(sale.staffId),
  ].filter((fact) => fact !== null);
  return (
    // Receipts of one chain take each other's place, so that closing leads back to where the first was opened.
    <Link className={styles.relatedRow} replace to={to(receiptStep(saleRefOf(sale)))}>
      <Icon icon={saleIcons[sale.type]} />
      <span>
        <span className={styles.relatedTitle}>{title}</span>
        <span className={styles.relatedFacts}>
          <span>{facts.join(' · ')}</span>
          {waiting?.has(sale.id) && <WaitingMark />}
        </span>
      </span>
      <Money amountMinor={movedMinor(sale)} currency={sale.currency} />
      <Icon icon={IconChevronRight} />
    </Link>
  );
}
