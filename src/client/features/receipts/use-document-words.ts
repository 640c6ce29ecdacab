import { useLingui } from '@lingui/react/macro';
import type { Sale } from '../../../domain/model/sale.ts';
import { useShop } from '../../app/services.ts';
import { saleTypeWords } from '../../app/vocabulary.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';

/** Kind, moment, shop and person of a document: "Sale · Tue 17 Nov 2026, 08:51 · Borough · Tomasz". */
export function useDocumentWords(): (sale: Sale) => string {
  const { t } = useLingui();
  const { day, saleTime } = useFormatting();
  const names = useShopNames();
  return (sale) => {
    const date = day(sale.businessDate, 'weekday');
    const time = saleTime(sale);
    const parts = [
      t(saleTypeWords[sale.type]),
      time === null ? date : t`${date}, ${time}`,
      names.place(sale),
      names.person(sale.staffId),
    ];
    return parts.filter((part) => part !== null).join(' · ');
  };
}

/** Names of places and people of this shop; null for what the device does not know. */
export function useShopNames() {
  const { locations, staff } = useShop();
  return {
    place: ({ locationId }: Pick<Sale, 'locationId'>) =>
      locations.find((location) => location.id === locationId)?.name ?? null,
    person: (staffId: string | null) => staff.find((member) => member.id === staffId)?.name ?? null,
  };
}
