import { useShop } from '../app/services.ts';
import { useFormatting } from '../formatting/formatting-context.ts';
import styles from './Money.module.css';

/** The price of one piece in the shop's currency, with the decimals below the minor unit that it has, never wrapped. */
export function UnitPrice({ unitPriceMilli }: { readonly unitPriceMilli: number }) {
  const { unitPrice } = useFormatting();
  const { currency } = useShop().setting;
  return (
    <span className={styles.money} data-weight="row">
      {unitPrice(unitPriceMilli, currency)}
    </span>
  );
}
