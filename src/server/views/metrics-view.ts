/** What a customer is worth and likes, in one answer for other systems. */
import * as z from 'zod';
import { repeatFrequencies } from '../../domain/metrics/repeat-frequency.ts';
import { customerTypes } from '../../domain/model/customer.ts';
import { leftOutView } from './left-out-view.ts';

/** What a customer has bought, in the words of other systems. */
const historyFields = {
  total_purchases: z.int(),
  total_spent: z.string().describe('Gross: `customer_lifetime_value` is it less what came back.'),
  total_items_bought: z.string(),
  avg_transaction_value: z.string().nullable(),
  first_purchase_date: z.string().nullable(),
  last_purchase_date: z.string().nullable(),
  days_since_last_purchase: z.int().nullable().describe('Counted when it is read.'),
  is_repeat_customer: z.boolean().describe('Two purchases or more.'),
  repeat_frequency: z
    .enum(repeatFrequencies)
    .nullable()
    .describe('One purchase ever is `one_time`; else by those of the last twelve months.'),
  customer_lifetime_value: z.string().describe('Net.'),
  currency: z.string().describe('Of the amounts.'),
};
export const historyViewSchema = z.object(historyFields).meta({ id: 'CustomerHistory' });
export type HistoryView = z.infer<typeof historyViewSchema>;

export const metricsViewSchema = z
  .object({
    customer_id: z.string(),
    name: z.string(),
    customer_type: z.enum(customerTypes),
    created_at: z.string(),
    ...historyFields,
    loyalty_tier: z
      .enum(['vip', 'regular', 'low'])
      .nullable()
      .describe(
        'The value tier among all customers with documents in the same currency; null without a purchase, for whoever objects to profiling, and to whoever sees some places alone.',
      ),
    preferred_payment: z.string().nullable(),
    favorite_products: z.array(z.string()),
    can_receive_offers: z.boolean(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    prefer_sms: z.boolean(),
    prefer_email: z.boolean(),
    prefer_call: z.boolean(),
    ...leftOutView,
  })
  .meta({ id: 'CustomerMetrics' });

export const repeatCustomerSchema = z
  .object({
    customer_id: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    customer_type: z.enum(customerTypes),
    ...historyFields,
  })
  .meta({ id: 'RepeatCustomer' });
