import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { DirectoryRow } from '../../app/services.ts';
import { customerStatusWords } from '../../app/vocabulary.ts';
import { Money } from '../../components/Money.tsx';
import { TierBadge } from '../../components/TierBadge.tsx';
import { WaitingMark } from '../../components/WaitingMark.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './CustomerRow.module.css';

interface CustomerRowProps {
  readonly row: DirectoryRow;
  readonly selected: boolean;
  readonly waiting: boolean;
  readonly tabIndex: 0 | -1;
}

/** A customer in the list: name, net value, last purchase in words and the mark of the value tier. */
export function CustomerRow({ row, selected, waiting, tabIndex }: CustomerRowProps) {
  const facts = useRowFacts(row);
  return (
    <Link
      aria-current={selected ? 'page' : undefined}
      className={styles.row}
      tabIndex={tabIndex}
      to={paths.customer.to(row.customerId)}
    >
      <span className={styles.name}>
        <span className={styles.nameText}>{row.name}</span>
        {waiting && <WaitingMark form="icon" />}
      </span>
      <Money amountMinor={row.netMinor} className={styles.amount} currency={row.currency} />
      <span className={styles.facts} data-at-risk={row.lifecycle === 'at_risk' || undefined}>
        {facts.join(' · ')}
      </span>
      <span className={styles.mark}>{row.tier && <TierBadge compact tier={row.tier} />}</span>
    </Link>
  );
}

/** The second line: what a person at the till wants to know first, in the order of weight. */
function useRowFacts(row: DirectoryRow): string[] {
  const { t } = useLingui();
  const { relativeDay, today, time } = useFormatting();
  const facts: string[] = [];
  if (row.status !== 'active') facts.push(t(customerStatusWords[row.status]));
  if (row.lifecycle === 'at_risk') facts.push(t`At risk`);
  if (row.lastBusinessDate === null || row.lastPurchaseAt === null) return [...facts, t`No purchases yet`];
  const day = relativeDay(row.lastBusinessDate);
  const clock = time(row.lastPurchaseAt);
  facts.push(row.lastBusinessDate === today() ? `${day} ${clock}` : day);
  if (row.lifecycle === 'new') return [...facts, t`new`];
  return [...facts, t`${plural(row.orders, { one: '# order', other: '# orders' })}`];
}
