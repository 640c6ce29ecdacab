import { Trans } from '@lingui/react/macro';
import { useShop } from '../app/services.ts';
import { mostPriceDecimals } from '../formatting/typed-amount.ts';

/** What a field says of a text that is no unit price of the shop's currency, or has more decimals than are kept. */
export function NotAPrice() {
  const { currency } = useShop().setting;
  const decimals = mostPriceDecimals(currency);
  return (
    <Trans>
      This is not a price in {currency}, such as 4.50. At most {decimals} decimals are kept.
    </Trans>
  );
}
