import { useLingui } from '@lingui/react/macro';
import type { Sale } from '../../domain/model/sale.ts';
import { useFormatting } from '../formatting/formatting-context.ts';
import { saleItems } from '../formatting/sale-items.ts';

/** What a document is about, in words: "2 × flat white", "Return: linen apron", "Exchange: shirt, M for shirt, S". */
export function useSaleTitle({ type, lines }: Pick<Sale, 'type' | 'lines'>): string {
  const { t } = useLingui();
  const { locale } = useFormatting();
  const all = saleItems(lines, locale);
  switch (type) {
    case 'sale':
      return all;
    case 'return':
      return t`Return: ${all}`;
    case 'account_payment':
      return t`Payment on account`;
    case 'layaway_completion':
      return t`Layaway: ${all}`;
    case 'exchange': {
      const taken = saleItems(
        lines.filter((line) => line.quantityMilli > 0),
        locale,
      );
      const brought = saleItems(
        lines.filter((line) => line.quantityMilli < 0),
        locale,
      );
      if (taken === '' || brought === '') return t`Exchange: ${all}`;
      return t`Exchange: ${taken} for ${brought}`;
    }
  }
}
