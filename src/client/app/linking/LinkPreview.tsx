import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconArrowRight } from '@tabler/icons-react';
import type { Sale } from '../../../domain/model/sale.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { ReceiptView } from '../services.ts';
import { useCustomer } from '../shared-queries.ts';
import styles from './Linking.module.css';
import { sumChange } from './link-preview.ts';

interface LinkPreviewProps {
  readonly receipt: ReceiptView;
  /** Null for nobody. */
  readonly toId: string | null;
}

/** What changes when a document gets another owner: the figures of whoever loses it and of whoever gets it. */
export function LinkPreview({ receipt: { sale, followers, ownerId }, toId }: LinkPreviewProps) {
  const documents = [sale, ...followers];
  return (
    <section className={styles.preview}>
      {ownerId !== null && <Change comes={false} customerId={ownerId} documents={documents} />}
      {toId !== null && <Change comes customerId={toId} documents={documents} />}
      <p className={styles.note}>
        <Trans>The receipt itself stays as it is.</Trans> <Followers count={followers.length} />
      </p>
    </section>
  );
}

function Followers({ count }: { readonly count: number }) {
  const { t } = useLingui();
  if (count === 0) return null;
  return <>{t`${plural(count, { one: 'Its return goes with it.', other: 'Its # returns go with it.' })}`}</>;
}

interface ChangeProps {
  readonly customerId: string;
  readonly documents: readonly Sale[];
  readonly comes: boolean;
}

function Change({ customerId, documents, comes }: ChangeProps) {
  const { t } = useLingui();
  const { count } = useFormatting();
  const { data: view } = useCustomer(customerId);
  if (!view) return null;
  const { before, after } = sumChange(view.cells, documents, comes);
  const currency = documents[0]?.currency ?? '';
  const orders = (number: number) => t`${plural(number, { one: '# order', other: '# orders' })}`;
  return (
    <dl className={styles.change}>
      <dt className={styles.who}>{view.customer.name}</dt>
      <dd>
        {count(before.orders)} <Icon icon={IconArrowRight} size={16} /> {orders(after.orders)}
      </dd>
      <dd>
        <Money amountMinor={before.netMinor} currency={currency} weight="inherit" />{' '}
        <Icon icon={IconArrowRight} size={16} />{' '}
        <Money amountMinor={after.netMinor} currency={currency} weight="inherit" />
      </dd>
    </dl>
  );
}
