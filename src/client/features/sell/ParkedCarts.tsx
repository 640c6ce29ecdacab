import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import type { ParkedCart } from '../../../domain/selling/till.ts';
import { cartTotals } from '../../../domain/selling/totals.ts';
import { useServices, useShop } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { TimeText } from '../../components/DateTexts.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import styles from './ParkedCarts.module.css';
import { useTill } from './use-till.ts';

/** How many carts are put aside; opens the list to take one up again. */
export function ParkedCarts() {
  const { t } = useLingui();
  const { parked, dispatch } = useTill();
  const { clock } = useServices();
  if (parked.length === 0) return null;
  return (
    <Menu position="bottom-start" width={320} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          className={`${styles.chip} rg-hit`}
          classNames={{ section: styles.icon ?? '' }}
          leftSection={<Icon icon={IconPlayerPause} />}
          size="xs"
        >
          <Trans>Parked {parked.length}</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t`Parked carts`}>
        {parked.map((entry) => (
          <Menu.Item
            key={entry.id}
            onClick={() => dispatch({ type: 'resume', id: entry.id, at: clock.now() })}
          >
            <ParkedCartLine entry={entry} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ParkedCartLine({ entry }: { readonly entry: ParkedCart }) {
  const { setting } = useShop();
  const { cart } = entry;
  const [first, ...others] = cart.lines;
  return (
    <span className={styles.entry}>
      <span className={styles.words}>
        {cart.customerId === null ? first?.item.name : <CustomerName customerId={cart.customerId} />}
        <span className={styles.detail}>
          <TimeText instant={entry.parkedAt} />
          {cart.customerId !== null && <> · {first?.item.name}</>}
          {others.length > 0 && (
            <>
              {' '}
              <Trans>and {others.length} more</Trans>
            </>
          )}
        </span>
      </span>
      <Money amountMinor={cartTotals(cart, setting.taxMode).dueMinor} currency={setting.currency} />
    </span>
  );
}

function CustomerName({ customerId }: { readonly customerId: string }) {
  return <>{useCustomer(customerId).data?.customer.name ?? <Trans>Customer</Trans>}</>;
}
