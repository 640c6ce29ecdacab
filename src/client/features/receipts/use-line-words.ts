import { useLingui } from '@lingui/react/macro';
import type { SaleLine } from '../../../domain/model/sale.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { wholePercent } from './receipt-figures.ts';

/** What stands under a line of a receipt: which article it was, and how its amount came about. */
export function useLineWords(currency: string) {
  const { t } = useLingui();
  const { money, percent, unitPrice } = useFormatting();
  return {
    /** "Indigo / M · SKU LA-IN-M" */
    facts: ({ variantLabel, sku }: SaleLine): string =>
      [variantLabel, sku === '' ? undefined : t`SKU ${sku}`].filter((part) => part !== undefined).join(' · '),

    /** "£34.00 − 10%" for a discount, "£18.00 each" for several or where the price goes below the minor unit; empty where the amount says it all. */
    price: ({ discountMinor, totalMinor, quantityMilli, unitPriceMilli }: SaleLine): string => {
      if (discountMinor !== 0) {
        const listMinor = totalMinor + discountMinor;
        const whole = wholePercent(discountMinor, listMinor);
        const off = whole === null ? money(Math.abs(discountMinor), currency) : percent(whole / 100);
        const list = money(listMinor, currency);
        return t`${list} − ${off}`;
      }
      const isOne = Math.abs(quantityMilli) === 1000 && unitPriceMilli % 1000 === 0;
      if (isOne || quantityMilli === 0) return '';
      const one = unitPrice(unitPriceMilli, currency);
      return quantityMilli % 1000 === 0 ? t`${one} each` : t`at ${one}`;
    },
  };
}
