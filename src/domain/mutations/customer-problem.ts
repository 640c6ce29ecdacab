/** What is wrong with customer fields beyond their form: one ladder for creating and for editing. */
import type { Refusal } from '../errors.ts';
import type { CustomerFields } from '../model/customer.ts';
import { isPlausibleEmail } from '../values/email.ts';
import { isPlausiblePhone } from '../values/phone.ts';

/** The first problem of the given fields, or null. */
export function customerProblem(
  fields: { readonly [F in keyof CustomerFields]?: CustomerFields[F] | undefined },
): Refusal | null {
  for (const [index, phone] of (fields.phones ?? []).entries()) {
    if (!isPlausiblePhone(phone.raw)) return { code: 'phone_not_plausible', path: ['phones', index] };
  }
  for (const [index, email] of (fields.emails ?? []).entries()) {
    if (!isPlausibleEmail(email)) return { code: 'email_not_plausible', path: ['emails', index] };
  }
  return null;
}
