/** An order of another system in requests. */
import * as z from 'zod';
import { taxModes, tenderMethods } from '../../domain/model/sale.ts';
import { isCurrency } from '../../domain/values/money.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { newCustomer } from './customer-body.ts';
import { isInstantText } from './order-time.ts';
import { cardFree, decimalInput, idText } from './request-values.ts';

const label = z.string().max(100);

const orderLine = z.object({
  product_id: idText.optional(),
  sku: label.default('').describe('A product of the shop with this SKU is found by it.'),
  name: cardFree(z.string().max(255)).optional().describe("Default: the product's name, else the SKU."),
  variant: cardFree(z.string().max(255)).optional(),
  quantity: decimalInput,
  unit_price: decimalInput.describe('Before discount; up to three decimals more than the currency has.'),
  discount: decimalInput.optional().describe('Taken off the line.'),
  total: decimalInput
    .optional()
    .describe('What the line came to after discount. Default: quantity × unit price − discount.'),
  tax: decimalInput.optional().describe('Tax in the total, or added to it where `tax_mode` is `added`.'),
});
export type OrderLineBody = z.infer<typeof orderLine>;

const tenderText = enumText(tenderMethods, { mpesa: 'mobile_money' });

export const orderBody = acceptingNames(
  z
    .object({
      external_id: label
        .min(1, { error: 'value_missing' })
        .describe('What makes it the same order, however often it is sent.'),
      number: label.optional().describe('What people call it. Default: the external id.'),
      occurred_at: z
        .string()
        .refine(isInstantText, { error: 'date_out_of_range' })
        .optional()
        .describe("ISO 8601; without an offset it is read in the shop's time zone. Default: now."),
      currency: z
        .string()
        .toUpperCase()
        .refine(isCurrency, { error: 'unknown_currency' })
        .optional()
        .describe("Default: the shop's."),
      tax_mode: enumText(taxModes).optional().describe("Default: the shop's."),
      location_id: idText.optional().describe("Default: the shop's first location."),
      customer_id: idText.optional(),
      customer_external_id: label.optional().describe('The external id of a customer that is there.'),
      customer: newCustomer
        .optional()
        .describe(
          'Found by its external id; created where there is none, which needs the scope `customers:write`.',
        ),
      lines: z.array(orderLine).min(1, { error: 'nothing_sold' }).max(5000),
      payments: z
        .array(z.object({ method: tenderText, amount: decimalInput }))
        .max(50)
        .optional()
        .describe('They must cover the total. Default: one payment of an unknown kind.'),
    })
    .refine(namesOneCustomer, {
      error: 'Name the customer in one way only.',
      path: ['customer_id'],
    }),
  { items: 'lines' },
);
export type OrderBody = z.infer<typeof orderBody>;

function namesOneCustomer(order: {
  customer_id?: unknown;
  customer_external_id?: unknown;
  customer?: unknown;
}): boolean {
  const named = [order.customer_id, order.customer_external_id, order.customer];
  return named.filter((way) => way !== undefined).length <= 1;
}
