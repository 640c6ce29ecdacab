/** Reading a document with what is needed to show its receipt. */
import { childSales } from '../../domain/history/returnable.ts';
import { linkOf, ownerOf } from '../../domain/metrics/owner.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { StoreReader } from '../../domain/store.ts';
import type { ReceiptParts } from '../views/receipt-view.ts';

export async function receiptParts(reader: StoreReader, sale: Sale): Promise<ReceiptParts> {
  const staff = sale.staffId === null ? undefined : await reader.get('staff', sale.staffId);
  const link = await linkOf(reader, sale);
  return {
    sale,
    owner: await ownerOf(reader, sale),
    link,
    parent: sale.parent ? await reader.sale(sale.parent) : undefined,
    children: await childSales(reader, sale),
    staffName: staff?.name ?? null,
    locationNames: await locationNamesOf(reader, [sale]),
  };
}

/** The names of the locations of some documents, by id. */
export async function locationNamesOf(
  reader: StoreReader,
  sales: readonly Sale[],
): Promise<Map<string, string>> {
  const ids = [...new Set(sales.map((sale) => sale.locationId))];
  const locations = await reader.getMany('location', ids);
  return new Map(locations.flatMap((location) => (location ? [[location.id, location.name]] : [])));
}
