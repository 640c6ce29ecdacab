import { Plural, Trans } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useShop } from '../../app/services.ts';
import { Money } from '../../components/Money.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './CartSums.module.css';
import { DiscountDialog } from './DiscountDialog.tsx';
import { useTill } from './use-till.ts';

/** What the cart comes to: discount, tax, total; and the way to a discount on everything. */
export function CartSums() {
  const { cart, totals, currency, dispatch } = useTill();
  const { setting } = useShop();
  const [discounting, setDiscounting] = useState(false);
  const goodsMinor = totals.lines.reduce((sum, line) => sum + line.grossMinor - line.ownDiscountMinor, 0);
  return (
    <>
      {cart.lines.length > 0 && (
        <UnstyledButton className={`${styles.link} rg-hit`} onClick={() => setDiscounting(true)}>
          <Trans>Discount on everything</Trans>
        </UnstyledButton>
      )}
      <dl className={styles.sums}>
        {totals.discountMinor > 0 && (
          <div className={styles.row}>
            <dt>
              <Trans>Discount</Trans>
            </dt>
            <dd>
              <Money amountMinor={-totals.discountMinor} currency={currency} weight="inherit" />
            </dd>
          </div>
        )}
        {totals.taxMinor > 0 && (
          <div className={styles.row}>
            <dt>{setting.taxMode === 'included' ? <Trans>Tax included</Trans> : <Trans>Tax added</Trans>}</dt>
            <dd>
              <Money amountMinor={totals.taxMinor} currency={currency} weight="inherit" />
            </dd>
          </div>
        )}
        <div className={styles.totalRow}>
          <dt className={styles.totalLabel}>
            <Trans>Total</Trans>{' '}
            <span className={styles.count}>
              {cart.lines.length > 0 && <ItemCount quantityMilli={totals.quantityMilli} />}
            </span>
          </dt>
          <dd>
            <Money
              amountMinor={totals.dueMinor}
              className={styles.total}
              currency={currency}
              weight="total"
            />
          </dd>
        </div>
      </dl>
      <DiscountDialog
        discount={cart.discount}
        ofMinor={goodsMinor}
        onChange={(discount) => {
          dispatch({ type: 'setDiscount', discount });
          setDiscounting(false);
        }}
        onClose={() => setDiscounting(false)}
        opened={discounting}
        title={<Trans>Discount on everything</Trans>}
      />
    </>
  );
}

/** "5 items"; a weight counts as it is: "1.25 items". */
export function ItemCount({ quantityMilli }: { readonly quantityMilli: number }) {
  const { quantity } = useFormatting();
  const written = quantity(quantityMilli);
  return <Plural one={`${written} item`} other={`${written} items`} value={quantityMilli / 1000} />;
}
