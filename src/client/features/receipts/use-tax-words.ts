import { useLingui } from '@lingui/react/macro';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { TaxShare } from './receipt-figures.ts';

/** Rate and value without tax: "20% of £65.83". */
export function useTaxWords(currency: string): (share: TaxShare) => string {
  const { t } = useLingui();
  const { money, percent } = useFormatting();
  return ({ rateMilli, baseMinor }) => {
    const base = money(baseMinor, currency);
    if (rateMilli === null) return t`of ${base}`;
    const rate = percent(rateMilli / 100_000, rateMilli % 1000 === 0 ? 0 : 2);
    return t`${rate} of ${base}`;
  };
}
