import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconWallet } from '@tabler/icons-react';
import { useState } from 'react';
import { type CreditAccount, owedMinor, utilisationOf } from '../../../../domain/history/credit-account.ts';
import { daysBetween } from '../../../../domain/values/calendar.ts';
import { useAccountPayment } from '../../../app/account-payment/use-account-payment.tsx';
import { useSeenPlaces } from '../../../app/seen-places.ts';
import type { CustomerView } from '../../../app/services.ts';
import { useMay } from '../../../app/use-may.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Fact, FactsRow } from '../../../components/Facts.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { Money } from '../../../components/Money.tsx';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import { AccountEntries } from './AccountEntries.tsx';
import styles from './AccountTab.module.css';
import { PaymentDialog } from './PaymentDialog.tsx';

interface AccountTabProps {
  readonly view: CustomerView;
  readonly account: CreditAccount;
}

/** What the customer owes, of which limit, since when; and every charge and payment behind it (REQ-C11). */
export function AccountTab({ view, account }: AccountTabProps) {
  const { customer, cells, stale } = view;
  const places = useSeenPlaces();
  const payments = useAccountPayment();
  const owed = owedMinor(cells, account.currency);
  const mayTake = useMay('recordSale');
  const [paying, setPaying] = useState(false);
  return (
    <div className={styles.tab}>
      <AccountFacts
        account={account}
        isPartial={stale}
        limitMinor={places === null ? customer.creditLimitMinor : null}
        owed={owed}
      />
      {stale && (
        <p className={styles.remark}>
          <Trans>What is owed is right; older charges and payments have not come to this device yet.</Trans>
        </p>
      )}
      {mayTake && (
        <div className={styles.action}>
          <Button leftSection={<Icon icon={IconWallet} />} onClick={() => setPaying(true)}>
            <Trans>Take a payment</Trans>
          </Button>
        </div>
      )}
      {account.entries.length === 0 ? (
        <EmptyState icon={IconWallet} title={<Trans>Nothing on account yet</Trans>}>
          <Trans>At the till, “On account” charges a sale here instead of taking money for it.</Trans>
        </EmptyState>
      ) : (
        <AccountEntries account={account} customerId={customer.id} owed={owed} />
      )}
      <PaymentDialog
        customer={customer}
        onClose={() => setPaying(false)}
        opened={paying}
        owedMinor={places === null ? owed : null}
        take={payments.take}
      />
      {payments.dialog}
    </div>
  );
}

interface AccountFactsProps {
  readonly account: CreditAccount;
  readonly owed: number;
  /** Null where there is none, or where the figures are of some places alone. */
  readonly limitMinor: number | null;
  /** Older documents have not come yet: since when something is open is not known. */
  readonly isPartial: boolean;
}

function AccountFacts({
  account: { currency, ...account },
  owed: balanceMinor,
  limitMinor,
  isPartial,
}: AccountFactsProps) {
  const openSince = isPartial ? null : account.openSince;
  const { t } = useLingui();
  const { day, today } = useFormatting();
  const openDays = openSince === null ? 0 : daysBetween(openSince, today());
  const age = openDays === 0 ? t`today` : t`${plural(openDays, { one: '# day', other: '# days' })}`;
  return (
    <FactsRow>
      <Fact
        label={balanceMinor < 0 ? t`Paid ahead` : t`Owed`}
        meaning={balanceMinor === 0 ? t`everything is paid` : undefined}
        value={<Money amountMinor={Math.abs(balanceMinor)} currency={currency} weight="inherit" />}
      />
      <Fact
        label={t`Oldest open charge`}
        meaning={openSince === null ? undefined : day(openSince, 'full')}
        value={openSince === null ? '—' : age}
      />
      {limitMinor !== null && (
        <LimitFacts balanceMinor={balanceMinor} currency={currency} limitMinor={limitMinor} />
      )}
    </FactsRow>
  );
}

interface LimitFactsProps {
  readonly balanceMinor: number;
  readonly currency: string;
  readonly limitMinor: number;
}

function LimitFacts({ balanceMinor, currency, limitMinor }: LimitFactsProps) {
  const { t } = useLingui();
  const { money, percent } = useFormatting();
  const used = utilisationOf(balanceMinor, limitMinor) ?? 0;
  const left = money(Math.max(0, limitMinor - balanceMinor), currency);
  return (
    <>
      <Fact
        label={t`Credit limit`}
        meaning={t`${left} left`}
        value={<Money amountMinor={limitMinor} currency={currency} weight="inherit" />}
      />
      <Fact
        label={t`Used`}
        meaning={used > 1 ? t`over the limit` : undefined}
        value={Number.isFinite(used) ? percent(used) : '—'}
      />
    </>
  );
}
