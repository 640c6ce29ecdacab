import { Trans, useLingui } from '@lingui/react/macro';
import { Radio } from '@mantine/core';
import { IconCash, IconCreditCard, IconDeviceMobile, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type TillMethod, tillMethods } from '../../../domain/selling/tenders.ts';
import { useShop } from '../../app/services.ts';
import { tenderWords } from '../../app/vocabulary.ts';
import { Icon, type TablerIcon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './PaymentMethods.module.css';
import type { Credit } from './use-credit.ts';

const icons: Record<TillMethod, TablerIcon> = {
  cash: IconCash,
  card: IconCreditCard,
  mobile_money: IconDeviceMobile,
  credit: IconUser,
};

interface PaymentMethodsProps {
  readonly value: TillMethod;
  readonly credit: Credit;
  readonly onChange: (method: TillMethod) => void;
}

/** The ways to pay. Where one is not open, its words say why. */
export function PaymentMethods({ value, credit, onChange }: PaymentMethodsProps) {
  const { t } = useLingui();
  return (
    <Radio.Group
      aria-label={t`Way of paying`}
      onChange={(next) => {
        const method = tillMethods.find((known) => known === next);
        if (method) onChange(method);
      }}
      value={value}
    >
      <div className={styles.methods}>
        {tillMethods.map((method) => (
          <Radio.Card
            className={styles.method}
            disabled={method === 'credit' && credit.unavailable !== null}
            key={method}
            value={method}
          >
            <Icon icon={icons[method]} />
            <span className={styles.name}>{t(tenderWords[method])}</span>
            <MethodDetail credit={credit} method={method} />
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

interface MethodDetailProps {
  readonly method: TillMethod;
  readonly credit: Credit;
}

function MethodDetail({ method, credit }: MethodDetailProps) {
  const { currency } = useShop().setting;
  const { money } = useFormatting();
  const left = money(credit.leftMinor, currency);
  const words: Record<TillMethod, ReactNode> = {
    cash: <Trans>in hand</Trans>,
    card: <Trans>own terminal</Trans>,
    // The name alone needs two lines.
    mobile_money: null,
    credit:
      credit.unavailable === 'no_customer' ? (
        <Trans>needs a customer</Trans>
      ) : credit.unavailable === 'blocked' ? (
        <Trans>customer is blocked</Trans>
      ) : credit.leftMinor === null ? (
        <Trans>no limit set</Trans>
      ) : (
        <Trans>{left} left</Trans>
      ),
  };
  return words[method] === null ? null : <span className={styles.detail}>{words[method]}</span>;
}
