import { parseAmount } from '../../../../domain/values/money.ts';
import { useFormatting } from '../../../formatting/formatting-context.ts';

/** Writes what the document holds as texts: instants in ISO form, amounts as decimals. */
export function useHeldFormat() {
  const { day, dayOf, time, money } = useFormatting();
  return {
    dateTime(instant: string): string {
      const at = Date.parse(instant);
      return `${day(dayOf(at), 'full')}, ${time(at)}`;
    },
    amount: (text: string, currency: string): string => money(parseAmount(text, currency) ?? null, currency),
  };
}
