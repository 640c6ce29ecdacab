import type { Refusal } from '../../../domain/errors.ts';
import { saleRefOf } from '../../../domain/model/sale.ts';
import { useReceiptPrinter } from '../../app/receipt-printing.ts';
import { type ReceiptView, useServices } from '../../app/services.ts';

/**
 * Prints a receipt again. The copy is counted before it is on paper: one that was never printed is a smaller wrong than one
 * that nobody knows of.
 */
export function usePrintAgain(): (
  receipt: ReceiptView,
  form: 'copy' | 'gift',
) => Promise<readonly Refusal[]> {
  const { mutate, newId } = useServices();
  const print = useReceiptPrinter();
  return async (receipt, form) => {
    const result = await mutate('recordPrint', { id: newId(), sale: saleRefOf(receipt.sale), form });
    if (!result.saved) return result.refusals;
    const copies = receipt.prints.filter((known) => known.form === 'copy').length;
    print({ receipt, form: form === 'gift' ? { kind: 'gift' } : { kind: 'copy', number: copies + 1 } });
    return [];
  };
}
