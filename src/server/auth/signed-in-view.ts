import * as z from 'zod';
import { roles } from '../../domain/model/shop.ts';
import type { SignIn } from '../storage/storage.ts';

export const signedInViewSchema = z
  .object({
    staff_id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    location_ids: z.array(z.string()).nullable().describe('Where the person works; null = everywhere.'),
    verified_until: z.iso.datetime(),
  })
  .meta({ id: 'SignedIn' });

export function signedInView({ staff, until }: SignIn): z.infer<typeof signedInViewSchema> {
  return {
    staff_id: staff.id,
    name: staff.name,
    role: staff.role,
    location_ids: staff.locationIds,
    verified_until: new Date(until).toISOString(),
  };
}
