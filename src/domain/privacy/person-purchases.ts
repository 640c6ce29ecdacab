/** The documents of a person with all that is kept beside them, for what is given out about the person (REQ-P2). */
import { newestFirst } from '../history/timeline.ts';
import { ownedDocuments } from '../metrics/owned-documents.ts';
import { ownersOf } from '../metrics/owner.ts';
import type { EntityRow } from '../model/entities.ts';
import { movedMinor, type Sale, type SaleLine, settlingTenders } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import { isoInstant } from '../values/calendar.ts';
import { formatAmount } from '../values/money.ts';
import { thousandths, unitPriceText, zonedText } from '../values/written.ts';
import type { PersonPurchase } from './person-document.ts';

/**
 * The documents that count as the person's, and those of them that were voided. What was linked away is somebody else's.
 *
 * @param reaches whether the documents of a place are to be told
 * @returns newest first
 */
export async function personPurchases(
  store: StoreReader,
  memberIds: readonly string[],
  locationNames: ReadonlyMap<string, string>,
  reaches: (locationId: string) => boolean,
): Promise<PersonPurchase[]> {
  const sales = await documentsOf(store, memberIds, reaches);
  const ids = sales.map(({ id }) => id);
  const texts = bySale(await store.childrenOfAll('saleText', ids));
  const voids = bySale(await store.childrenOfAll('saleVoid', ids));
  const links = bySale(await store.childrenOfAll('saleLink', ids));
  return sales.map((sale) => ({
    ...documentPart(sale, locationNames),
    voided_at: orNull(voids.get(sale.id)?.[0]?.voidedAt),
    ...textPart(texts.get(sale.id)?.[0]),
    links: (links.get(sale.id) ?? []).map((link) => ({
      customer_id: link.customerId,
      linked_at: isoInstant(link.linkedAt),
      is_active: link.active,
    })),
  }));
}

async function documentsOf(
  store: StoreReader,
  memberIds: readonly string[],
  reaches: (locationId: string) => boolean,
): Promise<Sale[]> {
  const found = new Map<string, Sale>();
  for (const id of memberIds) {
    const all = [...(await store.salesOf(id)), ...(await ownedDocuments(store, id))];
    for (const sale of all) if (reaches(sale.locationId)) found.set(sale.id, sale);
  }
  const sales = [...found.values()];
  const owners = await ownersOf(store, sales);
  return sales.filter((_, index) => memberIds.includes(owners[index] ?? '')).sort(newestFirst);
}

function bySale<Row extends { readonly sale: { readonly id: string } }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row[]> {
  return Map.groupBy(rows, ({ sale }) => sale.id);
}

const orNull = (at: number | undefined): string | null => (at === undefined ? null : isoInstant(at));

function documentPart(sale: Sale, locationNames: ReadonlyMap<string, string>) {
  const amountOf = (minor: number): string => formatAmount(minor, sale.currency);
  return {
    id: sale.id,
    number: sale.number,
    external_id: sale.externalId,
    sale_type: sale.type,
    channel: sale.channel,
    customer_id: sale.customerId,
    location_name: locationNames.get(sale.locationId) ?? null,
    occurred_at: zonedText(sale.occurredAt, sale.utcOffsetMinutes),
    business_date: sale.businessDate,
    currency: sale.currency,
    total_amount: amountOf(movedMinor(sale)),
    lines: sale.lines.map((line) => linePart(line, sale.currency)),
    payments: settlingTenders(sale).map(({ method, amountMinor }) => ({
      method,
      amount: amountOf(amountMinor),
    })),
    parent_id: sale.parent?.id ?? null,
  };
}

function linePart(line: SaleLine, currency: string): PersonPurchase['lines'][number] {
  return {
    line_number: line.n,
    sku: line.sku,
    name: line.name,
    variant: line.variantLabel ?? null,
    quantity: thousandths(line.quantityMilli),
    unit_price: unitPriceText(line.unitPriceMilli, currency),
    discount: formatAmount(line.discountMinor, currency),
    tax: formatAmount(line.taxMinor, currency),
    total: formatAmount(line.totalMinor, currency),
    reason: line.reason ?? null,
  };
}

function textPart(text: EntityRow<'saleText'> | undefined) {
  return {
    remark: text?.remark ?? null,
    delivery_name: text?.deliveryName ?? null,
    email: text?.email ?? null,
    mobile_money_reference: text?.mobileMoneyReference ?? null,
    card_last_four: text?.cardLastFour ?? null,
  };
}
