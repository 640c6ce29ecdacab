/** A document with all that stands on its receipt. */
import * as z from 'zod';
import { returnableLines } from '../../domain/history/returnable.ts';
import type { SaleLink } from '../../domain/metrics/owner.ts';
import {
  returnReasons,
  type Sale,
  type SaleLine,
  saleTypes,
  taxModes,
  tenderMethods,
} from '../../domain/model/sale.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { thousandths, unitPriceText, zonedText } from '../../domain/values/written.ts';
import { purchaseFields, purchaseView } from './purchase-view.ts';

const lineSchema = z
  .object({
    line_number: z.int(),
    product_id: z.string().nullable(),
    variant_id: z.string().nullable(),
    category_id: z.string().nullable(),
    sku: z.string(),
    name: z.string(),
    variant: z.string().nullable(),
    quantity: z.number().describe('Negative for goods that came back.'),
    unit_price: z.string().describe('Before discount.'),
    discount: z.string(),
    total: z.string().describe('After discount; with tax where `tax_mode` is `included`.'),
    tax: z.string(),
    tax_rate: z.number().nullable().describe('Per cent.'),
    promotion_id: z.string().nullable(),
    bundle_id: z.string().nullable(),
    parent_line: z
      .object({ sale_id: z.string(), line_number: z.int() })
      .nullable()
      .describe('For goods that came back: the line they were sold on.'),
    reason: z.enum(returnReasons).nullable(),
    returned_quantity: z.number(),
    returnable_quantity: z.number().describe('What of this line can still come back.'),
  })
  .meta({ id: 'ReceiptLine' });

const relatedSchema = z
  .object({
    id: z.string(),
    sale_type: z.enum(saleTypes),
    number: z.string(),
    occurred_at: z.string(),
    total_amount: z.string(),
  })
  .meta({ id: 'RelatedDocument' });

export const receiptViewSchema = z
  .object({
    ...purchaseFields,
    link: z
      .object({
        id: z.string(),
        customer_id: z.string().nullable(),
        linked_at: z.string(),
        linked_by: z.string().nullable(),
      })
      .nullable()
      .describe('What gave it another customer, or none, after it was made.'),
    staff_name: z.string().nullable(),
    printed_at: z
      .string()
      .nullable()
      .describe('The time on the receipt, where the clock of its device was wrong; else null.'),
    tax_mode: z.enum(taxModes),
    tax: z.string(),
    discount: z.string(),
    rounding: z.string(),
    tip: z.string(),
    change: z.string(),
    lines: z.array(lineSchema),
    payments: z.array(z.object({ method: z.enum(tenderMethods), amount: z.string() })),
    parent: relatedSchema.nullable(),
    children: z.array(relatedSchema).describe('Documents that return or exchange this one, oldest first.'),
  })
  .meta({ id: 'Receipt' });
export type ReceiptView = z.infer<typeof receiptViewSchema>;

/** A document and what is needed to understand it. */
export interface ReceiptParts {
  readonly sale: Sale;
  readonly parent: Sale | undefined;
  readonly children: readonly Sale[];
  /** See `ownerOf`. */
  readonly owner: string;
  /** The link that gives it that owner. */
  readonly link: SaleLink | undefined;
  readonly staffName: string | null;
  readonly locationNames: ReadonlyMap<string, string>;
}

export function receiptView(parts: ReceiptParts): ReceiptView {
  const { sale, parent, children, owner, link, staffName, locationNames } = parts;
  const amount = (minor: number): string => formatAmount(minor, sale.currency);
  const sumOf = (field: 'taxMinor' | 'discountMinor'): number =>
    sale.lines.reduce((sum, line) => sum + line[field], 0);
  const returnable = new Map(returnableLines(sale, children).map((line) => [line.n, line]));
  return {
    ...purchaseView(sale, owner, locationNames),
    link: link ? linkView(link) : null,
    staff_name: staffName,
    printed_at: sale.printed ? zonedText(sale.printed.occurredAt, sale.printed.utcOffsetMinutes) : null,
    tax_mode: sale.taxMode,
    tax: amount(sumOf('taxMinor')),
    discount: amount(sumOf('discountMinor')),
    rounding: amount(sale.roundingMinor),
    tip: amount(sale.tipMinor),
    change: amount(sale.changeMinor),
    lines: sale.lines.map((line) => ({
      ...lineView(line, sale.currency),
      returned_quantity: thousandths(returnable.get(line.n)?.returnedMilli ?? 0),
      returnable_quantity: thousandths(returnable.get(line.n)?.leftMilli ?? 0),
    })),
    payments: sale.tenders.map((tender) => ({ method: tender.method, amount: amount(tender.amountMinor) })),
    parent: parent ? relatedView(parent) : null,
    children: children.map(relatedView),
  };
}

function linkView({ id, customerId, linkedAt, linkedBy }: SaleLink) {
  return { id, customer_id: customerId, linked_at: new Date(linkedAt).toISOString(), linked_by: linkedBy };
}

function lineView(line: SaleLine, currency: string) {
  return {
    line_number: line.n,
    product_id: line.productId,
    variant_id: line.variantId,
    category_id: line.categoryId,
    sku: line.sku,
    name: line.name,
    variant: line.variantLabel ?? null,
    quantity: thousandths(line.quantityMilli),
    unit_price: unitPriceText(line.unitPriceMilli, currency),
    discount: formatAmount(line.discountMinor, currency),
    total: formatAmount(line.totalMinor, currency),
    tax: formatAmount(line.taxMinor, currency),
    tax_rate: line.taxRateMilli === undefined ? null : thousandths(line.taxRateMilli),
    promotion_id: line.promotionId ?? null,
    bundle_id: line.bundleId ?? null,
    parent_line: line.parentLine ? { sale_id: line.parentLine.saleId, line_number: line.parentLine.n } : null,
    reason: line.reason ?? null,
  };
}

function relatedView(sale: Sale): z.infer<typeof relatedSchema> {
  return {
    id: sale.id,
    sale_type: sale.type,
    number: sale.number,
    occurred_at: zonedText(sale.occurredAt, sale.utcOffsetMinutes),
    total_amount: formatAmount(sale.totalMinor, sale.currency),
  };
}
