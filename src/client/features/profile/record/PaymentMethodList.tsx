import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { PaymentMethod } from '../../../../domain/model/customer-rows.ts';
import { useServices } from '../../../app/services.ts';
import { Icon } from '../../../components/Icon.tsx';
import styles from './Record.module.css';
import { tapWithUndo } from './save-with-undo.tsx';

/** References that a provider of payments gave; the web shop adds them, here they can be taken away. */
export function PaymentMethodList({ methods }: { readonly methods: readonly PaymentMethod[] }) {
  if (methods.length === 0) return null;
  return (
    <section>
      <div className={styles.head}>
        <h3>
          <Trans>Means of payment</Trans>
        </h3>
      </div>
      <ul className={styles.list}>
        {methods.map((method) => (
          <MethodItem key={method.id} method={method} />
        ))}
      </ul>
    </section>
  );
}

function MethodItem({ method: { saved, ...method } }: { readonly method: PaymentMethod }) {
  const { t } = useLingui();
  const { mutate } = useServices();
  const replaces = saved?.id ?? null;
  const { provider, brand, lastFour, expiryMonth, expiryYear, isDefault } = method;
  const expiry = expiryMonth !== null && expiryYear !== null && `${expiryMonth}/${expiryYear}`;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <span>
          {brand ?? provider}
          {lastFour !== null && ` •• ${lastFour}`}
        </span>
        <span className={styles.under}>
          {expiry && <Trans>until {expiry}</Trans>}
          {isDefault && (
            <span>
              <Trans>default</Trans>
            </span>
          )}
        </span>
      </div>
      <ActionIcon
        aria-label={t`Remove the means of payment`}
        onClick={() =>
          void tapWithUndo(
            () => mutate('removePaymentMethod', { id: method.id, replaces }),
            <Trans>Means of payment removed</Trans>,
            () => mutate('savePaymentMethod', { paymentMethod: method, replaces }),
          )
        }
      >
        <Icon icon={IconTrash} />
      </ActionIcon>
    </li>
  );
}
