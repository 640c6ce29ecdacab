import { useLingui } from '@lingui/react/macro';
import type { Tender } from '../../../domain/model/sale.ts';
import type { ReceiptView } from '../../app/services.ts';
import { tenderWords } from '../../app/vocabulary.ts';

/** The name of a payment with what tells it from others of its kind: "Card •• 4821". */
export function useTenderWords({ text }: Pick<ReceiptView, 'text'>): (tender: Tender) => string {
  const { t } = useLingui();
  return ({ method }) => {
    const word = t(tenderWords[method]);
    if (method === 'card' && text?.cardLastFour) return `${word} •• ${text.cardLastFour}`;
    if (method === 'mobile_money' && text?.mobileMoneyReference)
      return `${word} ${text.mobileMoneyReference}`;
    return word;
  };
}
