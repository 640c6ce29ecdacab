/** What a customer likes, in requests. */
import * as z from 'zod';
import { type PreferenceFields, preferenceFields } from '../../domain/model/customer-rows.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { cardFree } from './request-values.ts';

/** Other systems send the list as JSON text, and numbers for ids. */
const productList = z.preprocess(
  (value) => {
    const list = typeof value === 'string' ? jsonOf(value) : value;
    return Array.isArray(list) ? list.map((one) => (typeof one === 'number' ? String(one) : one)) : list;
  },
  z.array(z.string().min(1).max(100)).max(100),
);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const preferenceBody = acceptingNames(
  z.object({
    favorite_products: productList.optional(),
    preferred_payment: enumText(['cash', 'card', 'mobile_money', 'credit'], {
      mpesa: 'mobile_money',
    }).nullish(),
    best_contact_time: cardFree(z.string().max(100, { error: 'text_too_long' })).nullish(),
    do_not_contact: z.boolean().optional(),
    can_receive_offers: z.boolean().optional(),
    can_receive_loyalty: z.boolean().optional(),
    prefer_sms: z.boolean().optional(),
    prefer_email: z.boolean().optional(),
    prefer_call: z.boolean().optional(),
  }),
);

const names = {
  favoriteProducts: 'favorite_products',
  preferredPayment: 'preferred_payment',
  bestContactTime: 'best_contact_time',
  doNotContact: 'do_not_contact',
  prefersSms: 'prefer_sms',
  prefersEmail: 'prefer_email',
  prefersCall: 'prefer_call',
  wantsOffers: 'can_receive_offers',
  wantsLoyalty: 'can_receive_loyalty',
} as const satisfies Record<keyof PreferenceFields, keyof z.infer<typeof preferenceBody>>;

/** The fields that a request names. */
export function preferenceChangesOf(
  body: Partial<z.infer<typeof preferenceBody>>,
): Partial<PreferenceFields> {
  const fields = Object.keys(preferenceFields) as (keyof PreferenceFields)[];
  return Object.fromEntries(
    fields.flatMap((field) => (body[names[field]] === undefined ? [] : [[field, body[names[field]]]])),
  );
}
