/** Consents of a customer in REST answers. */
import * as z from 'zod';
import type { CurrentConsents } from '../../domain/history/current-consents.ts';
import {
  type Consent,
  consentOrigins,
  consentPurposes,
  consentStates,
} from '../../domain/model/customer-rows.ts';
import { isoInstant } from '../../domain/values/calendar.ts';

const answer = {
  purpose: z.enum(consentPurposes),
  state: z.enum(consentStates),
};

export const consentViewSchema = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    ...answer,
    given_at: z.string().describe('When the customer answered.'),
    origin: z.enum(consentOrigins).describe('How the answer was given.'),
    recorded_by: z.string().nullable(),
  })
  .meta({ id: 'ConsentAnswer' });

export const currentConsentSchema = z
  .object({
    ...answer,
    given_at: z.string().nullable(),
    origin: z.enum(consentOrigins).nullable(),
  })
  .meta({ id: 'Consent' });

export function consentView(consent: Consent): z.infer<typeof consentViewSchema> {
  return {
    id: consent.id,
    customer_id: consent.customerId,
    purpose: consent.purpose,
    state: consent.state,
    given_at: isoInstant(consent.at),
    origin: consent.origin,
    recorded_by: consent.recordedBy,
  };
}

/** Every purpose with the answer that holds; one that nobody was asked about is `not_asked`. */
export function currentConsentViews(current: CurrentConsents): z.infer<typeof currentConsentSchema>[] {
  return consentPurposes.map((purpose) => {
    const held = current.get(purpose);
    if (!held) return { purpose, state: 'not_asked', given_at: null, origin: null };
    return { purpose, state: held.state, given_at: isoInstant(held.at), origin: held.origin };
  });
}
