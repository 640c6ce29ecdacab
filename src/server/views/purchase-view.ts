/** A document as a row of a purchase history. */
import * as z from 'zod';
import { contributionOf, saleValue } from '../../domain/metrics/contribution.ts';
import { guestId } from '../../domain/model/primitives.ts';
import {
  channels,
  movedMinor,
  type Sale,
  saleTypes,
  settlingTenders,
  tenderMethods,
} from '../../domain/model/sale.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { thousandths, zonedText } from '../../domain/values/written.ts';

export const purchaseFields = {
  id: z.string(),
  sale_type: z.enum(saleTypes),
  channel: z.enum(channels),
  status: z.literal('completed').describe('A document is stored once it is complete, never before.'),
  number: z.string().describe('The receipt or order number: a label for people.'),
  external_id: z.string().nullable(),
  customer_id: z.string().nullable().describe('The customer it was made with, also after a merge.'),
  owner_id: z
    .string()
    .nullable()
    .describe('Whose purchase it counts as: where it was linked later, that customer; null for nobody.'),
  location_id: z.string(),
  location_name: z.string().nullable(),
  staff_id: z.string().nullable(),
  device_id: z.string().nullable(),
  occurred_at: z.string(),
  created_at: z.string().describe('The same as `occurred_at`.'),
  business_date: z.string(),
  currency: z.string(),
  value: z
    .string()
    .describe('What the goods are worth to the customer: after discounts, with tax. Negative for returns.'),
  total_amount: z
    .string()
    .describe(
      'What was settled: the value with cash rounding and tip; of a payment on account what was paid.',
    ),
  units: z.number().describe('Units sold less units returned.'),
  line_count: z.int(),
  payment_method: z.enum([...tenderMethods, 'split']).nullable(),
  parent_id: z.string().nullable().describe('The document that this one returns, exchanges or completes.'),
};

export const purchaseViewSchema = z.object(purchaseFields).meta({ id: 'Purchase' });
export type PurchaseView = z.infer<typeof purchaseViewSchema>;

/**
 * @param owner see `ownerOf`
 * @param locationNames names by location id
 */
export function purchaseView(
  sale: Sale,
  owner: string,
  locationNames: ReadonlyMap<string, string>,
): PurchaseView {
  const occurredAt = zonedText(sale.occurredAt, sale.utcOffsetMinutes);
  const { unitsSoldMilli, unitsReturnedMilli } = contributionOf(sale);
  return {
    id: sale.id,
    sale_type: sale.type,
    channel: sale.channel,
    status: 'completed',
    number: sale.number,
    external_id: sale.externalId,
    customer_id: sale.customerId,
    owner_id: owner === guestId ? null : owner,
    location_id: sale.locationId,
    location_name: locationNames.get(sale.locationId) ?? null,
    staff_id: sale.staffId,
    device_id: sale.deviceId,
    occurred_at: occurredAt,
    created_at: occurredAt,
    business_date: sale.businessDate,
    currency: sale.currency,
    value: formatAmount(saleValue(sale), sale.currency),
    total_amount: formatAmount(movedMinor(sale), sale.currency),
    units: thousandths(unitsSoldMilli - unitsReturnedMilli),
    line_count: sale.lines.length,
    payment_method: paymentMethod(sale),
    parent_id: sale.parent?.id ?? null,
  };
}

function paymentMethod(sale: Sale): PurchaseView['payment_method'] {
  const [first, ...others] = settlingTenders(sale);
  if (!first) return null;
  return others.some((tender) => tender.method !== first.method) ? 'split' : first.method;
}
