import { useMemo } from 'react';
import { useShop } from '../../app/services.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { readTypedAmount, writeTypedAmount } from '../../formatting/typed-amount.ts';
import type { AmountForm } from './customer-draft.ts';

/** How a credit limit is typed: in the currency of the shop, as people write amounts here. */
export function useAmountForm(): AmountForm {
  const { currency } = useShop().setting;
  const { locale } = useFormatting();
  return useMemo(
    () => ({
      write: (amountMinor) => writeTypedAmount(amountMinor, currency, locale),
      read: (text) => readTypedAmount(text, currency, locale),
    }),
    [currency, locale],
  );
}
