/** What a customer likes, in REST answers. */
import * as z from 'zod';
import type { PreferenceFields } from '../../domain/model/customer-rows.ts';
import { preferenceIdOf } from '../../domain/mutations/save-preference.ts';
import { isoInstant } from '../../domain/values/calendar.ts';
import { leftOutView } from './left-out-view.ts';

export const preferenceViewSchema = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    favorite_products: z.array(z.string()).describe('Ids or SKUs.'),
    preferred_payment: z.enum(['cash', 'card', 'mobile_money', 'credit']).nullable(),
    average_spend: z.string().describe('The average order, in `currency`.'),
    currency: z.string(),
    best_contact_time: z.string().nullable(),
    do_not_contact: z.boolean(),
    can_receive_offers: z.boolean().describe('A wish, not a consent: see the consents.'),
    can_receive_loyalty: z.boolean(),
    prefer_sms: z.boolean().describe('By what means the customer likes to be reached.'),
    prefer_email: z.boolean(),
    prefer_call: z.boolean(),
    updated_at: z.string().nullable().describe('When any of it was last saved; null while nobody has.'),
    ...leftOutView,
  })
  .meta({ id: 'Preferences' });
export type PreferenceView = z.infer<typeof preferenceViewSchema>;

/** @param updatedAt 0 where nobody has saved anything */
export function preferenceView(
  customerId: string,
  fields: PreferenceFields,
  averageOrder: { readonly amount: string; readonly currency: string },
  updatedAt: number,
): PreferenceView {
  return {
    id: preferenceIdOf(customerId),
    customer_id: customerId,
    favorite_products: fields.favoriteProducts,
    preferred_payment: fields.preferredPayment,
    average_spend: averageOrder.amount,
    currency: averageOrder.currency,
    best_contact_time: fields.bestContactTime,
    do_not_contact: fields.doNotContact,
    can_receive_offers: fields.wantsOffers,
    can_receive_loyalty: fields.wantsLoyalty,
    prefer_sms: fields.prefersSms,
    prefer_email: fields.prefersEmail,
    prefer_call: fields.prefersCall,
    updated_at: updatedAt === 0 ? null : isoInstant(updatedAt),
  };
}
