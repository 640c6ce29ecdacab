import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import {
  IconCash,
  IconCreditCard,
  IconDeviceMobile,
  IconDeviceTablet,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tender, TenderMethod } from '../../../domain/model/sale.ts';
import { useShop } from '../../app/services.ts';
import { tenderWords } from '../../app/vocabulary.ts';
import { Icon, type TablerIcon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './PaymentAccount.module.css';
import type { Payment } from './use-payment.ts';

const icons: Partial<Record<TenderMethod, TablerIcon>> = {
  cash: IconCash,
  card: IconCreditCard,
  mobile_money: IconDeviceMobile,
  credit: IconUser,
};

interface PaymentAccountProps {
  readonly payment: Payment;
  /** Why the sale cannot be finished like this. */
  readonly children: ReactNode;
}

/** Total, what is received, and what follows: still to pay, or change. */
export function PaymentAccount({ payment, children }: PaymentAccountProps) {
  const { nature, setting } = useShop();
  const { currency } = setting;
  const { settlement } = payment;
  return (
    <div className={styles.account}>
      <dl>
        <dt className={styles.label}>
          <Trans>Total</Trans>
        </dt>
        <dd>
          <Money
            amountMinor={settlement.dueMinor}
            className={styles.total}
            currency={currency}
            weight="total"
          />
        </dd>
        {settlement.roundingMinor !== 0 && (
          <>
            <dt className={styles.aside}>
              <Trans>Rounded for cash</Trans>
            </dt>
            <dd className={styles.aside}>
              <Money amountMinor={settlement.roundingMinor} currency={currency} weight="inherit" />
            </dd>
          </>
        )}
      </dl>
      {payment.received.length > 0 && <Received payment={payment} />}
      <div aria-live="polite" className={styles.outcome}>
        <Outcome payment={payment} />
      </div>
      {children}
      <p className={styles.promise}>
        <Icon icon={IconDeviceTablet} />
        <span>
          {nature === 'connected' ? (
            <Trans>
              Kept on this tablet and sent when the network is there. The receipt number is final.
            </Trans>
          ) : (
            <Trans>Kept on this tablet. The receipt number is final.</Trans>
          )}
        </span>
      </p>
    </div>
  );
}

function Received({ payment }: { readonly payment: Payment }) {
  return (
    <section className={styles.received}>
      <h3 className={styles.label}>
        <Trans>Received</Trans>
      </h3>
      <ul>
        {payment.received.map((tender) => (
          <ReceivedTender
            key={tender.method}
            onTakeBack={() => payment.takeBack(tender.method)}
            tender={tender}
          />
        ))}
      </ul>
    </section>
  );
}

function ReceivedTender({
  tender,
  onTakeBack,
}: {
  readonly tender: Tender;
  readonly onTakeBack: () => void;
}) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { money } = useFormatting();
  const word = t(tenderWords[tender.method]);
  const amount = money(tender.amountMinor, currency);
  return (
    <li className={styles.tender}>
      <Icon icon={icons[tender.method] ?? IconCash} />
      <span className={styles.tenderWord}>{word}</span>
      <Money amountMinor={tender.amountMinor} currency={currency} />
      <ActionIcon
        aria-label={t`Take back ${word} ${amount}`}
        color="ink"
        onClick={onTakeBack}
        variant="subtle"
      >
        <Icon icon={IconX} />
      </ActionIcon>
    </li>
  );
}

function Outcome({ payment }: { readonly payment: Payment }) {
  const { currency } = useShop().setting;
  const { money } = useFormatting();
  const { settlement, amountMinor, leftMinor } = payment;
  if (settlement.leftMinor > 0) {
    return (
      <>
        <p className={styles.label}>
          <Trans>Still to pay</Trans>
        </p>
        <Money
          amountMinor={settlement.leftMinor}
          className={styles.change}
          currency={currency}
          weight="total"
        />
      </>
    );
  }
  const given = money(amountMinor, currency);
  const left = money(leftMinor, currency);
  return (
    <>
      <p className={styles.label}>
        <Trans>Change due</Trans>
      </p>
      <Money
        amountMinor={settlement.changeMinor}
        className={styles.change}
        currency={currency}
        weight="total"
      />
      {settlement.changeMinor > 0 && (
        <p className={styles.aside}>
          <Trans>
            {given} given, {left} was left to pay
          </Trans>
        </p>
      )}
    </>
  );
}
