/** Between rows of the domain and rows of the tables. */
import { asPrinted } from '../../domain/history/corrected-time.ts';
import { contributionOf } from '../../domain/metrics/contribution.ts';
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { type EntityKind, type EntityRow, entities, linksOf } from '../../domain/model/entities.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { zoneOffsetMinutes } from '../../domain/values/calendar.ts';
import { fold } from '../../domain/values/text.ts';
import { personalCodec } from './personal-codec.ts';
import type { Database } from './schema.ts';

export type EntityColumns = Database['entity'];

const isPersonal = (kind: EntityKind): boolean => entities[kind].personalFields.length > 0;

function entityBody<K extends EntityKind>(kind: K, row: EntityRow<K>): string {
  const text = JSON.stringify(row);
  return isPersonal(kind) ? personalCodec.seal(text) : text;
}

export function entityFromBody<K extends EntityKind>(kind: K, body: string): EntityRow<K> {
  return JSON.parse(isPersonal(kind) ? personalCodec.open(body) : body);
}

export function entityColumns<K extends EntityKind>(
  tenantId: string,
  v: number,
  kind: K,
  row: EntityRow<K>,
): EntityColumns {
  const { parentId, referenceId } = linksOf(kind, row);
  return {
    tenant_id: tenantId,
    kind,
    id: row.id,
    v,
    removed: 0,
    parent_id: parentId,
    reference_id: referenceId,
    body: entityBody(kind, row),
  };
}

/** The place of a row that was removed: devices that hold it must hear of it. */
export function tombstoneColumns(tenantId: string, v: number, kind: EntityKind, id: string): EntityColumns {
  return { tenant_id: tenantId, kind, id, v, removed: 1, parent_id: null, reference_id: null, body: null };
}

/** The columns say when a document happened, the body what its receipt says (rule X6). */
export function saleColumns(tenantId: string, v: number, sale: Sale): Database['sale'] {
  const figures = contributionOf(sale);
  return {
    tenant_id: tenantId,
    id: sale.id,
    v,
    customer_id: sale.customerId ?? guestId,
    occurred_at: sale.occurredAt,
    business_date: sale.businessDate,
    type: sale.type,
    channel: sale.channel,
    location_id: sale.locationId,
    currency: sale.currency,
    number: sale.number,
    external_id: sale.externalId,
    parent_id: sale.parent?.id ?? null,
    import_id: sale.importId ?? null,
    total_minor: sale.totalMinor,
    gross_minor: figures.grossMinor,
    return_minor: figures.returnMinor,
    units_sold_milli: figures.unitsSoldMilli,
    units_returned_milli: figures.unitsReturnedMilli,
    tax_minor: figures.taxMinor,
    body: JSON.stringify(asPrinted(sale)),
  };
}

export function saleLineColumns(tenantId: string, sale: Sale): Database['sale_line'][] {
  return sale.lines.map((line) => ({
    tenant_id: tenantId,
    sale_id: sale.id,
    n: line.n,
    product_id: line.productId,
    category_id: line.categoryId,
    sku: line.sku,
    quantity_milli: line.quantityMilli,
    total_minor: line.totalMinor,
    tax_minor: line.taxMinor,
    cost_minor: line.costMinor ?? null,
  }));
}

/** A document as it was written: what the feed sends. */
export function saleFromBody(body: string): Sale {
  return JSON.parse(body);
}

/** Of a row of documents, what tells the document and when it happened. */
export const happenedColumns = ['body', 'occurred_at', 'business_date'] as const;

/** A document as it happened: what is read, listed and counted (rule X6). */
export function saleFromColumns(row: Pick<Database['sale'], (typeof happenedColumns)[number]>): Sale {
  const sale = saleFromBody(row.body);
  const { occurredAt, utcOffsetMinutes, businessDate, timeZone } = sale;
  if (row.occurred_at === occurredAt) return sale;
  return {
    ...sale,
    occurredAt: row.occurred_at,
    utcOffsetMinutes: zoneOffsetMinutes(timeZone, row.occurred_at),
    businessDate: row.business_date,
    printed: { occurredAt, utcOffsetMinutes, businessDate },
  };
}

export function metricsColumns(
  tenantId: string,
  v: number,
  row: CustomerMetrics,
): Database['customer_metrics'] {
  const last = row.cells.reduce<number | null>(
    (latest, { last: milestone }) =>
      milestone && milestone.at > (latest ?? -Infinity) ? milestone.at : latest,
    null,
  );
  return {
    tenant_id: tenantId,
    customer_id: row.customerId,
    v,
    last_purchase_at: last,
    body: JSON.stringify(row),
  };
}

export function metricsFromBody(body: string): CustomerMetrics {
  return JSON.parse(body);
}

/** Net value of a metrics row per currency. */
export function valueColumns(tenantId: string, row: CustomerMetrics): Database['customer_value'][] {
  const net = new Map<string, number>();
  for (const cell of row.cells) {
    net.set(cell.currency, (net.get(cell.currency) ?? 0) + cell.grossMinor - cell.returnMinor);
  }
  return [...net].map(([currency, net_minor]) => ({
    tenant_id: tenantId,
    customer_id: row.customerId,
    currency,
    net_minor,
  }));
}

const betweenBreaks = (words: readonly string[]): string => `\n${words.join('\n')}\n`;

/** The form in which a tag is stored in and looked for in `customer_index`. */
export const tagText = (tag: string): string => betweenBreaks([fold(tag)]);

/** Lists pass over who was erased. */
export const erasedStatus = 'erased';

export function indexColumns(tenantId: string, customer: Customer): Database['customer_index'] {
  const words = [
    fold(customer.name),
    ...customer.phones.map((phone) => phone.digits),
    ...customer.emails.map(fold),
    ...(customer.externalId === null ? [] : [fold(customer.externalId)]),
  ];
  return {
    tenant_id: tenantId,
    customer_id: customer.id,
    root_id: customer.id,
    sort_key: fold(customer.name),
    search_text: betweenBreaks(words),
    type: customer.type,
    status: customer.erasedAt === undefined ? customer.status : erasedStatus,
    tags: betweenBreaks(customer.tags.map(fold)),
    created_at: customer.createdAt,
  };
}
