import { useLingui } from '@lingui/react/macro';
import type { Sale } from '../../../domain/model/sale.ts';
import { saleRefOf } from '../../../domain/model/sale.ts';
import { paths } from '../../app/paths.ts';
import { receiptStep } from '../../app/receipt-address.ts';
import { useShop } from '../../app/services.ts';
import { useReceipt, useWaitingSales } from '../../app/shared-queries.ts';
import { SaleRow } from '../../components/SaleRow.tsx';
import { useLinkedSales, useReturnedLines } from './queries.ts';

interface PurchaseRowProps {
  readonly customerId: string;
  readonly sale: Sale;
}

/** One document of the timeline; a tap opens its receipt over the profile. */
export function PurchaseRow({ customerId, sale }: PurchaseRowProps) {
  const { data: waiting } = useWaitingSales();
  const { data: returned } = useReturnedLines(customerId);
  const { t } = useLingui();
  const { locations, staff } = useShop();
  const reference = useReferenceWords(sale);
  const place = locations.find((location) => location.id === sale.locationId)?.name;
  const person = staff.find((member) => member.id === sale.staffId)?.name;
  const { data: linked } = useLinkedSales(customerId);
  const note = linked?.has(sale.id) ? t`linked later` : undefined;
  const rest = [note, place, person].filter((part) => part !== undefined).join(' · ');
  return (
    <SaleRow
      details={[reference, rest === '' ? '' : ` · ${rest}`]}
      returnedLines={returned?.get(sale.id) ?? 0}
      sale={sale}
      to={paths.customerReceipt.to(customerId, receiptStep(saleRefOf(sale)))}
      waiting={waiting?.has(sale.id) ?? false}
    />
  );
}

/** Its own number, or for what came back the number of the receipt it was bought on. */
function useReferenceWords(sale: Sale): string {
  const { t } = useLingui();
  const { data: parent } = useReceipt(sale.type === 'sale' ? null : sale.parent);
  if (parent && sale.type === 'return') return t`From ${parent.sale.number}`;
  if (parent && sale.type === 'exchange') return t`For ${parent.sale.number}`;
  return sale.channel === 'order' ? t`Order ${sale.number}` : sale.number;
}
