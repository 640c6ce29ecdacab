import { Trans, useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { quickSums } from '../../../domain/selling/quick-sums.ts';
import { useShop } from '../../app/services.ts';
import { Money } from '../../components/Money.tsx';
import styles from './QuickSums.module.css';
import type { Payment } from './use-payment.ts';

/** The sums people hand over for what is left: the exact one, then what notes come to. */
export function QuickSums({ payment }: { readonly payment: Payment }) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const sums = quickSums(payment.leftMinor, currency, 4);
  return (
    <fieldset aria-label={t`Sums in cash`} className={styles.sums}>
      {sums.map((sumMinor) => (
        <UnstyledButton
          aria-pressed={sumMinor === payment.amountMinor}
          className={styles.sum}
          key={sumMinor}
          onClick={() => payment.setAmount(sumMinor)}
        >
          <Money amountMinor={sumMinor} currency={currency} weight="total" />
          {sumMinor === payment.leftMinor && (
            <span className={styles.exact}>
              <Trans>Exact</Trans>
            </span>
          )}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
