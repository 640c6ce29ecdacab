/** What requests say about people of the staff, and how answers show them. */
import * as z from 'zod';
import { longestPassword, shortestPassword } from '../../domain/authority/password.ts';
import { roles, type Staff } from '../../domain/model/shop.ts';
import { isPlausibleEmail } from '../../domain/values/email.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { cardFree, idText } from './request-values.ts';

export const newPassword = z
  .string()
  .min(shortestPassword, { error: 'password_too_short' })
  .max(longestPassword)
  .describe(`At least ${shortestPassword} characters.`);

const email = z.string().refine(isPlausibleEmail, { error: 'email_not_plausible' });

const fields = {
  name: cardFree(
    z
      .string()
      .max(255, { error: 'name_too_long' })
      .refine((text) => text.trim() !== '', { error: 'name_required' }),
  ),
  role: enumText(roles),
  location_ids: z
    .array(idText)
    .min(1)
    .max(1000)
    .nullable()
    .describe('Where the person works; null = everywhere.'),
};

export const loginBody = acceptingNames(z.object({ email, password: newPassword }));

export const newAccountBody = acceptingNames(
  z
    .object({ ...fields, location_ids: fields.location_ids.default(null), email, password: newPassword })
    .partial({ email: true, password: true })
    .refine((body) => (body.email === undefined) === (body.password === undefined), {
      error: 'value_missing',
      path: ['password'],
    }),
);

export const accountChanges = acceptingNames(z.object(fields).partial());

export const accountViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    location_ids: z.array(z.string()).nullable(),
    active: z.boolean(),
    email: z.string().nullable().describe('With which the person signs in; null where there is none.'),
  })
  .meta({ id: 'Account' });

export function accountView(staff: Staff, email: string | undefined): z.infer<typeof accountViewSchema> {
  const { id, name, role, locationIds, active } = staff;
  return { id, name, role, location_ids: locationIds, active, email: email ?? null };
}
