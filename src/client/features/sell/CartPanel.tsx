import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { Money } from '../../components/Money.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { CartLines } from './CartLines.tsx';
import styles from './CartPanel.module.css';
import { CartSums, ItemCount } from './CartSums.tsx';
import { CustomerStrip } from './CustomerStrip.tsx';
import { useTill } from './use-till.ts';

/** The cart: beside the goods on a tablet, a sheet at the bottom of a phone, with the total always in sight. */
export function CartPanel({ isNarrow }: { readonly isNarrow: boolean }) {
  return isNarrow ? <CartSheet /> : <CartColumn />;
}

function CartColumn() {
  const { t } = useLingui();
  return (
    <aside aria-label={t`Cart`} className={styles.column}>
      <CustomerStrip />
      <div className={styles.lines}>
        <CartLines />
      </div>
      <CartFoot />
    </aside>
  );
}

function CartFoot() {
  const { t } = useLingui();
  const { cart, totals, currency } = useTill();
  const { money } = useFormatting();
  const park = usePark();
  const empty = cart.lines.length === 0;
  const total = money(totals.dueMinor, currency);
  return (
    <div className={styles.foot}>
      <CartSums />
      <div className={styles.actions}>
        <ActionIcon aria-label={t`Park this cart`} disabled={empty} onClick={park} size="lg">
          <Icon icon={IconPlayerPause} size={22} />
        </ActionIcon>
        <PayButton disabled={empty}>{empty ? <Trans>Pay</Trans> : <Trans>Pay {total}</Trans>}</PayButton>
      </div>
    </div>
  );
}

function CartSheet() {
  const { t } = useLingui();
  const { cart, totals, currency } = useTill();
  const { money } = useFormatting();
  const [open, setOpen] = useState(false);
  const park = usePark();
  const empty = cart.lines.length === 0;
  const discount = money(totals.discountMinor, currency);
  const shown = open && !empty;
  return (
    <aside aria-label={t`Cart`} className={styles.sheet} data-open={shown || undefined}>
      <UnstyledButton
        aria-expanded={shown}
        aria-label={shown ? t`Show the goods` : t`Show the cart`}
        className={styles.handle}
        disabled={empty}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.grip} />
      </UnstyledButton>
      {shown && (
        <>
          <div className={styles.lines}>
            <CartLines />
          </div>
          <div className={styles.sheetSums}>
            <CartSums />
          </div>
        </>
      )}
      <div className={styles.sheetFoot}>
        {shown ? (
          <ActionIcon aria-label={t`Park this cart`} onClick={park} size="lg">
            <Icon icon={IconPlayerPause} size={22} />
          </ActionIcon>
        ) : (
          <UnstyledButton className={styles.sheetTotal} disabled={empty} onClick={() => setOpen(true)}>
            <Money
              amountMinor={totals.dueMinor}
              className={styles.total}
              currency={currency}
              weight="total"
            />
            <span className={styles.count}>
              {empty ? <Trans>The cart is empty</Trans> : <ItemCount quantityMilli={totals.quantityMilli} />}
              {totals.discountMinor > 0 && <Trans>, {discount} off</Trans>}
            </span>
          </UnstyledButton>
        )}
        <PayButton disabled={empty}>
          <Trans>Pay</Trans>
        </PayButton>
      </div>
    </aside>
  );
}

interface PayButtonProps {
  readonly disabled: boolean;
  readonly children: ReactNode;
}

function PayButton({ disabled, children }: PayButtonProps) {
  if (disabled) {
    return (
      <Button className={styles.pay} disabled size="lg" variant="filled">
        {children}
      </Button>
    );
  }
  return (
    <Button className={styles.pay} component={Link} size="lg" to={paths.pay.to()} variant="filled">
      {children}
    </Button>
  );
}

function usePark(): () => void {
  const { t } = useLingui();
  const { clock, newId } = useServices();
  const { dispatch } = useTill();
  return () => {
    const id = newId();
    dispatch({ type: 'park', id, at: clock.now() });
    notifySaved({
      message: t`Cart parked on this tablet`,
      onUndo: () => dispatch({ type: 'resume', id, at: clock.now() }),
    });
  };
}
